package payments

import (
	"context"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// askWidth is that of the questions about cards.
const askWidth float32 = 520

// handle is the controls of a card's row. They live as long as the card is there, so
// that the keyboard stays on them when figures move.
type handle struct {
	replace *widgets.Button
	more    *widgets.Button
}

// handleOf makes the controls of a card once.
func (p *Page) handleOf(id, name string) *handle {
	h, ok := p.handles[id]
	if !ok {
		h = &handle{
			replace: widgets.NewButton(widgets.ButtonSecondary, words.T("Replace"), func() { p.replaceCard(id) }),
			more:    widgets.NewIconButton(resources.IconMore, words.T("More about {card}", "card", name), func() { p.openMenu(id) }),
		}
		p.handles[id] = h
	}
	return h
}

// openMenu shows what can be done with a card.
func (p *Page) openMenu(id string) {
	h, c, items := p.handles[id], widgets.OnScreen(p.root), p.menuItems(id)
	if c == nil || len(items) == 0 {
		return
	}
	menu := widgets.NewMenu(fyne.NewMenu("", items...), c)
	menu.ShowAtRelativePosition(fyne.NewPos(h.more.Size().Width-menu.MinSize().Width, h.more.Size().Height+theme.Gap4), h.more)
}

func (p *Page) menuItems(id string) []*fyne.MenuItem {
	card := cardOf(p.data.facts.Account, id)
	if card == nil || p.shown == nil {
		return nil
	}
	copying := fyne.NewMenuItem(words.T("Copy what finance should know"), func() { p.copy(p.forFinance(*card)) })
	if !p.shown.methods.add.offered {
		return []*fyne.MenuItem{copying}
	}
	var items []*fyne.MenuItem
	if p.data.facts.Account.Methods[0].ID != id {
		items = append(items, p.defaultItem(*card))
	}
	items = append(items, p.replaceItem(id))
	items = append(items, p.menuItem(words.T("Remove"), words.T("Remove: only while connected"), func() { p.askRemove(id) }))
	return append(items, fyne.NewMenuItemSeparator(), copying)
}

// defaultItem has a card become the default, as billing lets each that has not expired.
func (p *Page) defaultItem(card billing.PaymentMethod) *fyne.MenuItem {
	if card.Expired(p.deps.Now()) {
		return switchedOff(words.T("Make default: the card has expired"))
	}
	return p.menuItem(words.T("Make default"), words.T("Make default: only while connected"), func() { p.askDefault(card.ID) })
}

// replaceItem has another card added in place of one, while none is being added.
func (p *Page) replaceItem(id string) *fyne.MenuItem {
	if p.typingCard() {
		return switchedOff(words.T("Replace: a card is being added already"))
	}
	return p.menuItem(words.T("Replace"), words.T("Replace: only while connected"), func() { p.replaceCard(id) })
}

// typingCard tells whether a card is being typed in the browser. Another one would take its
// place, and what was typed there would be lost.
func (p *Page) typingCard() bool { return p.errands.Under().Name != "" }

// menuItem is something that can be done while billing can be reached.
func (p *Page) menuItem(label, off string, do func()) *fyne.MenuItem {
	if p.shown.methods.add.enabled {
		return fyne.NewMenuItem(label, do)
	}
	return switchedOff(off)
}

// switchedOff says in a menu why something cannot be done. The keyboard gets to it all the
// same, so that it does nothing then.
func switchedOff(why string) *fyne.MenuItem {
	item := fyne.NewMenuItem(why, func() {})
	item.Disabled = true
	return item
}

// forFinance is a card in one line, for whoever matches payments with statements.
func (p *Page) forFinance(card billing.PaymentMethod) string {
	values := []string{"account", p.data.facts.Account.Name, "card", words.Card(card), "month", words.CardMonth(&card)}
	if p.data.facts.Account.Methods[0].ID == card.ID {
		return words.T("{account} is charged to {card}, valid to {month}.", values...)
	}
	return words.T("{account} has {card}, valid to {month}, as a backup.", values...)
}

// asking is a question about a card while it stands in front of the page.
type asking struct {
	dialog  *widgets.Dialog
	lines   *fyne.Container
	failed  *widgets.Paragraph
	choices []*widgets.Check
	confirm *widgets.Button
}

// deed is what was agreed to, and what is told once it is done. It is made when it is
// agreed to, from what was on the screen then: what is read meanwhile changes neither.
type deed struct {
	do   func(context.Context) error
	told words.Told
}

// askDefault says what it means that a card becomes the default, and asks for it.
func (p *Page) askDefault(id string) {
	card := cardOf(p.data.facts.Account, id)
	if card == nil {
		return
	}
	q := askDefault(*p.data, *card, p.deps.Now(), p.deps.Words)
	p.ask(q, widgets.ButtonPrimary, func() deed {
		return deed{
			do:   func(ctx context.Context) error { return p.deps.Source.SetDefaultMethod(ctx, id) },
			told: words.Told{What: words.T("{card} is the default now.", "card", words.Card(*card)), Next: q.lines[0].what},
		}
	})
}

// askRemove says what it means that a card goes, and asks for it.
func (p *Page) askRemove(id string) {
	card := cardOf(p.data.facts.Account, id)
	if card == nil {
		return
	}
	q := askRemove(*p.data, *card, p.deps.Now(), p.deps.Words)
	p.ask(q, widgets.ButtonDanger, func() deed {
		return deed{
			do:   func(ctx context.Context) error { return p.deps.Source.RemoveMethod(ctx, id) },
			told: words.Told{What: words.T("{card} was removed.", "card", words.Card(*card)), Next: q.lines[0].what},
		}
	})
}

// takeSuggestion has another card be the default, where one is suggested still: the
// keyboard may be on its button when it is not shown any more.
func (p *Page) takeSuggestion() {
	if p.shown != nil && p.shown.methods.next != nil {
		p.askDefault(p.shown.methods.next.card)
	}
}

// payOtherwise has another card collect what is owed, where anything is still.
func (p *Page) payOtherwise() {
	if p.shown == nil {
		return
	}
	switch c := p.shown.collection; {
	case c == nil:
	case c.change != nil:
		p.askDefault(c.change.card)
	case c.replace != "":
		p.replaceCard(c.replace)
	}
}

// replaceCard has a card added, one at a time, and asks what becomes of the one that it
// replaces.
func (p *Page) replaceCard(id string) {
	if p.typingCard() {
		return
	}
	p.errands.AddCard(p.deps.Source, func(card billing.PaymentMethod) {
		p.deps.Say(words.Told{What: words.T("{card} was added.", "card", words.Card(card))})
		p.replacing = &exchange{old: id, added: card.ID, gone: true}
		p.refill()
		p.Reload()
	})
}

// askExchange asks what becomes of a card, once the one that was added in its place is
// among those on the page.
func (p *Page) askExchange() {
	x := p.replacing
	if x == nil || p.asking != nil || widgets.OnScreen(p.root) == nil {
		return // it is asked once the page is shown again
	}
	account := p.data.facts.Account
	added, old := cardOf(account, x.added), cardOf(account, x.old)
	if added == nil || old == nil {
		return
	}
	p.replacing = nil
	x.first = account.Methods[0].ID == x.old
	say := func() question { return askExchange(*p.data, *x, p.deps.Now(), p.deps.Words) }
	q := say()
	renew := func() {
		a, now := p.asking, say()
		switch {
		case a == nil:
		case len(now.lines) == 0: // one of them is gone meanwhile
			a.dialog.Hide()
		default:
			q = now
			a.tell(q)
			a.confirm.SetEnabled(x.first || x.gone)
		}
	}
	first := widgets.NewCheck(words.T("Make {card} the default", "card", words.Card(*added)), func(checked bool) { x.first = checked; renew() })
	gone := widgets.NewCheck(words.T("Remove {card}", "card", words.Card(*old)), func(checked bool) { x.gone = checked; renew() })
	first.SetChecked(x.first)
	gone.SetChecked(x.gone)
	if account.Methods[0].ID == x.added || added.Expired(p.deps.Now()) {
		x.first = false
		first.Hide()
	}
	name := words.Card(*added)
	p.ask(q, widgets.ButtonPrimary, func() deed {
		agreed := *x
		return deed{
			do:   func(ctx context.Context) error { return p.exchange(ctx, agreed) },
			told: words.Told{What: words.T("{card} is used from now on.", "card", name), Next: q.lines[0].what},
		}
	}, first, gone)
	renew()
}

// exchange makes the added card the default before the old one goes, so that there is
// one all the time.
func (p *Page) exchange(ctx context.Context, x exchange) error {
	if x.first {
		if err := p.deps.Source.SetDefaultMethod(ctx, x.added); err != nil {
			return err
		}
	}
	if x.gone {
		return p.deps.Source.RemoveMethod(ctx, x.old)
	}
	return nil
}

// ask puts a question in front of the page and does what is agreed to, once.
func (p *Page) ask(q question, kind widgets.ButtonKind, agreed func() deed, choices ...*widgets.Check) {
	c := widgets.OnScreen(p.root)
	if c == nil || p.asking != nil || len(q.lines) == 0 {
		return
	}
	a := &asking{lines: widgets.VStack(theme.Gap12), failed: widgets.NewParagraph(""), choices: choices}
	a.failed.SetColor(theme.RoleBad.Text())
	a.failed.Hidden = true
	keep := widgets.NewButton(widgets.ButtonSecondary, q.keep, func() { a.dialog.Hide() })
	a.confirm = widgets.NewButton(kind, q.do, func() { p.act(a, agreed()) })
	body := widgets.VStack(theme.Gap12)
	for _, choice := range choices {
		body.Add(choice)
	}
	body.Add(a.lines)
	body.Add(a.failed)
	a.dialog = widgets.NewDialog(widgets.DialogOptions{
		Title: q.title, Close: words.T("Close"), Width: askWidth, Actions: []fyne.CanvasObject{keep, a.confirm},
		Closed: func() { p.asking = nil },
	}, body)
	p.asking = a
	a.tell(q)
	a.dialog.Show(c, keep)
}

// tell shows what would follow.
func (a *asking) tell(q question) {
	a.lines.Objects = nil
	for _, line := range q.lines {
		color := theme.ColorMuted
		if line.bad {
			color = theme.RoleWarn.Text()
		}
		a.lines.Add(widgets.HStack(theme.Gap12, widgets.NewIcon(line.icon, color, theme.IconSize), widgets.Grow(widgets.NewParagraph(line.what))))
	}
	a.lines.Refresh()
	a.confirm.SetText(q.do)
	a.dialog.Fit()
}

// act does what was agreed to, and says what came of it where the person looks.
func (p *Page) act(a *asking, agreed deed) {
	a.setActing(true)
	acts := load.New[struct{}](p.deps.Scheduler)
	p.acts = append(p.acts, acts)
	p.acting++
	acts.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) { return struct{}{}, agreed.do(ctx) }, func(_ struct{}, err error) {
		a.setActing(false)
		p.acting--
		if err == nil {
			a.dialog.Hide()
			p.deps.Say(agreed.told)
			p.Reload()
			return
		}
		told := p.deps.Words.Error(err)
		p.Reload() // part of it may have been done, or somebody else was faster
		if p.asking != a {
			p.deps.Say(told)
			return
		}
		a.failed.SetText(told.String())
		a.failed.Hidden = false
		a.dialog.Fit()
	})
}

// setActing has nothing be agreed to, or be chosen otherwise, while something is done.
func (a *asking) setActing(acting bool) {
	a.confirm.SetEnabled(!acting)
	for _, choice := range a.choices {
		choice.SetEnabled(!acting)
	}
}
