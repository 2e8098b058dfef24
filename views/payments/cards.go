package payments

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Lengths of the page, in units.
const (
	sideWidth  float32 = 448
	breakpoint float32 = 900
	methodRow  float32 = 56
	detailRow  float32 = 66 // that nine of are as high as the form
	tileSize   float32 = 28
	dateWidth  float32 = 92
	moneyWidth float32 = 88
)

func (p *Page) normal(m model) fyne.CanvasObject {
	left := widgets.VStack(theme.Gap16, p.methodsCard(m.methods), p.fundsCard(m.funds))
	cards := widgets.VStack(theme.Gap16)
	open := m.collection != nil && (m.collection.pay != "" || m.collection.why != "")
	if open { // what is owed comes first
		cards.Add(p.collectionCard(m.collection))
	}
	cards.Add(widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: left}, widgets.Column{Content: p.form.card(m.details), Width: sideWidth}))
	if m.collection != nil && !open {
		cards.Add(p.collectionCard(m.collection))
	}
	return widgets.Page(p.head, cards)
}

// tile is an icon in a box, as before the name of a way to pay.
func tile(icon resources.Icon) fyne.CanvasObject {
	box := widgets.NewPanel(widgets.HStack(0, widgets.Spacer(), widgets.NewIcon(icon, theme.ColorText, theme.IconSize), widgets.Spacer()))
	box.Fill, box.Radius = theme.ColorSunken, theme.RadiusControl
	return widgets.Fixed(box, tileSize, tileSize)
}

func badge(s status) fyne.CanvasObject { return widgets.NewBadge(s.role, s.icon, s.word) }

func (p *Page) methodsCard(m methods) fyne.CanvasObject {
	rows := widgets.VStack(0)
	for i, row := range m.rows {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		rows.Add(p.methodRow(row, m.add))
	}
	if len(m.rows) == 0 {
		rows.Add(widgets.Inset(widgets.HStack(theme.Gap12, tile(resources.IconPayments),
			widgets.Grow(widgets.VStack(0, widgets.NewBoldParagraph(words.T("No card yet")),
				widgets.NewCaptionParagraph(words.T("Plans and packs are paid with a card, or with what is on the account balance."))))),
			theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	}
	for _, more := range []struct {
		shown  bool
		object fyne.CanvasObject
	}{{m.next != nil, p.suggestionLine(m.next)}, {len(p.typing.Objects) > 0, p.typing}, {m.add.why != "", reasonLine(m.add.why)}} {
		if more.shown {
			rows.Add(widgets.Hairline())
			rows.Add(widgets.Inset(more.object, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))
		}
	}
	options := widgets.CardOptions{Title: words.T("Payment methods"), Flush: true}
	switch {
	case len(p.typing.Objects) > 0:
		options.Right = p.stop
	case m.add.offered:
		options.Right = p.add
	}
	return widgets.NewCard(options, rows)
}

func (p *Page) methodRow(row method, add act) fyne.CanvasObject {
	line := widgets.HStack(theme.Gap12, tile(resources.IconPayments),
		widgets.Grow(widgets.VStack(0, widgets.NewParagraph(row.name), widgets.NewCaptionParagraph(row.sentence))))
	if row.first {
		line.Add(widgets.NewBadge(theme.RoleInfo, resources.IconCheck, words.T("Default")))
	}
	h := p.handleOf(row.id, row.name)
	if row.health != nil {
		line.Add(badge(*row.health))
		if add.offered {
			h.replace.SetEnabled(add.enabled && !p.typingCard())
			line.Add(h.replace)
		}
	}
	line.Add(h.more)
	return widgets.Fixed(widgets.Inset(line, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16), 0, methodRow)
}

// suggestionLine says what is wrong with the default card, and offers another.
func (p *Page) suggestionLine(s *suggestion) fyne.CanvasObject {
	if s == nil {
		return widgets.Gap(0, 0)
	}
	return widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconAlert, theme.RoleBad.Text(), theme.IconSize),
		widgets.Grow(widgets.NewCaptionParagraph(s.why)), p.next)
}

// reasonLine says why something cannot be done.
func reasonLine(why string) fyne.CanvasObject {
	return widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconInfo, theme.ColorMuted, theme.IconSize), widgets.Grow(widgets.NewCaptionParagraph(why)))
}

func (p *Page) fundsCard(f funds) fyne.CanvasObject {
	head := widgets.HStack(theme.Gap12, tile(resources.IconBank),
		widgets.Grow(widgets.VStack(0, widgets.NewCardTitle(words.T("Account balance")),
			widgets.NewCaptionParagraph(words.T("Prepaid funds, a way to pay. Not billing credit.")))),
		widgets.NewFigure(f.amount), widgets.NewCopyButton(words.T("Copy the account balance"), func() { p.copy(p.balance()) }))
	if f.topUp.offered && !p.topUp.opened {
		head.Add(p.topUp.open)
	}
	stack := widgets.VStack(0, widgets.Inset(head, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	if f.topUp.why != "" {
		stack.Add(widgets.Inset(reasonLine(f.topUp.why), 0, theme.Gap16, theme.Gap8, theme.Gap16))
	}
	if p.topUp.opened {
		stack.Add(widgets.Hairline())
		stack.Add(widgets.Inset(p.topUp.body, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	}
	stack.Add(widgets.Hairline())
	stack.Add(movements(f))
	stack.Add(widgets.Hairline())
	stack.Add(widgets.Inset(reasonLine(f.pays), theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))
	if f.credit != "" {
		stack.Add(widgets.Hairline())
		stack.Add(creditFoot(f))
	}
	return widgets.NewCard(widgets.CardOptions{Flush: true}, stack)
}

// movements lists what came to the account balance and left it.
func movements(f funds) fyne.CanvasObject {
	row := func(date, what, amount *widgets.Text, height float32) fyne.CanvasObject {
		what.Shortens, what.MinWidth = true, moneyWidth
		line := widgets.HStack(theme.Gap12, widgets.Fixed(date, dateWidth, 0), widgets.Grow(what), widgets.Fixed(amount.Right(), moneyWidth, 0))
		return widgets.Fixed(widgets.Inset(line, 0, theme.Gap16, 0, theme.Gap16), 0, height)
	}
	head := widgets.NewPanel(row(widgets.NewMuted(words.T("Date")), widgets.NewMuted(words.T("Movement")), widgets.NewMuted(f.currency), theme.ControlHeight))
	head.Fill, head.Line, head.Radius = theme.ColorSunken, theme.ColorTransparent, 0
	rows := widgets.VStack(0, head)
	for _, m := range f.movements {
		what, amount := widgets.NewText(m.what), widgets.NewText(m.amount)
		if m.muted {
			what.Color, amount.Color = theme.ColorMuted, theme.ColorMuted
		}
		rows.Add(widgets.Hairline())
		rows.Add(row(widgets.NewMuted(m.date), what, amount, theme.RowHeight))
	}
	return rows
}

func creditFoot(f funds) fyne.CanvasObject {
	return widgets.NewCardFoot(widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconPercent, theme.ColorMuted, theme.IconSize),
		widgets.NewText(words.T("Billing credit")), widgets.Grow(widgets.NewMuted(words.T("reduces the next invoice by itself")).Shortening(moneyWidth)),
		widgets.NewBold(f.credit)))
}

func (p *Page) collectionCard(c *collection) fyne.CanvasObject {
	openInvoice := widgets.NewButton(widgets.ButtonLink, words.T("Open {number}", "number", c.number), func() {
		p.deps.Go(nav.Route{Page: nav.PageInvoices, Arg: c.invoice})
	})
	about := widgets.Flow(theme.Gap8, 0, widgets.NewCardTitle(c.title), widgets.NewMuted(c.note), badge(c.status))
	head := widgets.HStack(theme.Gap8, widgets.Grow(about), openInvoice)
	if c.pay != "" {
		head.Add(widgets.Gap(theme.Gap4, 0))
		head.Add(p.pay)
	}
	stack := widgets.VStack(0, widgets.Fixed(widgets.Inset(head, theme.Gap4, theme.Gap16, theme.Gap4, theme.Gap16), 0, headHeight), widgets.Hairline())
	body := widgets.VStack(theme.Gap12)
	if len(c.steps) > 0 {
		body.Add(widgets.NewTimeline(c.steps))
	}
	if c.because != "" {
		body.Add(p.becauseLine(c))
	}
	for _, line := range []string{c.next, c.then, c.why} {
		if line != "" {
			body.Add(reasonLine(line))
		}
	}
	stack.Add(widgets.Inset(body, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	return widgets.NewCard(widgets.CardOptions{Flush: true}, stack)
}

// becauseLine says why it is not paid, or what became of it, and has what can be done
// beside paying it.
func (p *Page) becauseLine(c *collection) fyne.CanvasObject {
	icon, color := resources.IconInfo, theme.ColorMuted
	if c.open {
		icon, color = resources.IconAlert, theme.RoleBad.Text()
	}
	line := widgets.HStack(theme.Gap8, widgets.NewIcon(icon, color, theme.IconSize), widgets.Grow(widgets.NewParagraph(c.because)))
	ways := widgets.HStack(theme.Gap8)
	if c.refresh {
		ways.Add(p.refresh)
	}
	if c.change != nil || c.replace != "" {
		ways.Add(p.instead)
	}
	if len(ways.Objects) == 0 {
		return line
	}
	return widgets.Aside(becauseWide, theme.Gap8, line, ways)
}

const (
	headHeight  float32 = 44
	becauseWide float32 = 240 // what a reason gets at least beside what can be done
)

// loading is the page's boxes before anything was read.
func (p *Page) loading() fyne.CanvasObject {
	head := widgets.NewPageHead(words.T("Payments"), words.T("Reading the saved copy…"))
	left := widgets.VStack(theme.Gap16,
		widgets.NewCard(widgets.CardOptions{Title: words.T("Payment methods"), Flush: true},
			widgets.Inset(widgets.NewSkeletonRows(2, methodRow), 0, theme.Gap16, 0, theme.Gap16)),
		widgets.NewCard(widgets.CardOptions{Title: words.T("Account balance")}, widgets.NewSkeletonRows(5, theme.RowHeight)))
	right := widgets.NewCard(widgets.CardOptions{Title: words.T("Billing details")}, widgets.NewSkeletonRows(9, detailRow))
	return widgets.Page(head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: left}, widgets.Column{Content: right, Width: sideWidth}))
}

func (p *Page) state(card fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Page(p.head, widgets.VStack(0, card))
}

func (p *Page) notYours() fyne.CanvasObject {
	p.head.Subtitle.SetText(words.T("How {account} pays.", "account", p.data.facts.Account.Name))
	return p.state(widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconLock, Title: words.T("Payments are not for your role"),
		Detail: p.deps.Words.Reserved(p.data.facts.Account, billing.SeeBilling),
	}))
}

func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	again := widgets.NewButton(widgets.ButtonSecondary, words.T("Read again"), p.Reload).WithIcon(resources.IconRefresh)
	copying := widgets.NewButton(widgets.ButtonSecondary, words.T("Copy details"), func() { p.copy(told.String()) }).WithIcon(resources.IconCopy)
	return p.state(widgets.NewStateCard(widgets.StateError, widgets.Notice{Title: told.What, Detail: told.Rest()}, again, copying))
}
