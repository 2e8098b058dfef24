package seats

import (
	"context"
	"maps"
	"slices"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// review lists only some of those who take a seat, and ticks those beyond the seats whom
// nobody would miss.
func (p *Page) review(which only) {
	p.list.search.SetText("")
	if which == onlyOver && p.data.roster.over == 0 {
		which = onlyAny
	}
	p.list.ask(func(q *query) { *q = query{segment: segmentActive, only: which, sort: columnStatus} })
	if which != onlyOver || !p.shown.rights.admit {
		return
	}
	var idle []string
	for i := range p.data.roster.members {
		if p.data.roster.states[i] == stateOver && p.data.roster.idle[i] {
			idle = append(idle, p.data.roster.members[i].ID)
		}
	}
	p.list.table.SetChecked(idle...)
	p.list.tellChecked()
}

// ticked are those who are ticked and can be deactivated.
func (p *Page) ticked() targets {
	if !p.sees() {
		return targets{}
	}
	return targetsOf(p.data.roster, p.tickedIDs(), func(m *billing.Member) bool { return deactivates(p.data.facts.Account.Role, m) })
}

// tickedCount is how many those are.
func (p *Page) tickedCount() int {
	n := 0
	if !p.sees() {
		return n
	}
	for id := range p.list.table.Checked() {
		if m := p.data.roster.member(id); m != nil && deactivates(p.data.facts.Account.Role, m) {
			n++
		}
	}
	return n
}

func (p *Page) tickedIDs() []string { return slices.Collect(maps.Keys(p.list.table.Checked())) }

// bulkAction is what can be done with those who are ticked: all of them are deactivated,
// or not all.
func (p *Page) bulkAction() string {
	if p.allGone() {
		return words.T("Reactivate")
	}
	return words.T("Deactivate")
}

func (p *Page) allGone() bool {
	for id := range p.list.table.Checked() {
		if m := p.data.roster.member(id); m == nil || m.Status != billing.MemberDeactivated {
			return false
		}
	}
	return true
}

func (p *Page) changeTicked() {
	switch {
	case !p.sees():
	case p.allGone():
		p.reactivate(p.tickedIDs())
	default:
		p.deactivate(p.ticked())
	}
}

// memberMenu opens what can be done with one member.
func (p *Page) memberMenu(id string, at fyne.Position) {
	m, c := p.data.roster.member(id), widgets.OnScreen(p.root)
	if m == nil || c == nil {
		return
	}
	widgets.NewMenu(fyne.NewMenu("", p.menuItems(*m)...), c).ShowAtPosition(at)
}

func (p *Page) menuItems(m billing.Member) []*fyne.MenuItem {
	items := []*fyne.MenuItem{fyne.NewMenuItem(words.T("Copy email"), func() {
		p.deps.Copy(m.Email)
		p.deps.Say(words.Told{What: words.T("Copied {email}.", "email", m.Email)})
	})}
	r := p.shown.rights
	if !r.admit {
		return items
	}
	// A menu that is open outlasts the role that it was opened with.
	item := func(label string, do func()) *fyne.MenuItem {
		return fyne.NewMenuItem(label, func() {
			if p.sees() {
				do()
			}
		})
	}
	role := item(words.T("Change role"), func() { p.changeRole(m) })
	stop := item(words.T("Deactivate"), func() {
		p.deactivate(targetsOf(p.data.roster, []string{m.ID}, func(m *billing.Member) bool { return deactivates(r.role, m) }))
	})
	switch {
	case m.Status == billing.MemberDeactivated:
		role, stop = nil, item(words.T("Reactivate"), func() { p.reactivate([]string{m.ID}) })
	case m.Status == billing.MemberInvited:
		stop.Label = words.T("Withdraw the invitation")
	}
	all := []*fyne.MenuItem{role, stop}
	for _, item := range slices.DeleteFunc(all, func(i *fyne.MenuItem) bool { return i == nil }) {
		switch {
		case r.away:
			item.Disabled, item.Label = true, words.T("{what} (offline)", "what", item.Label)
		case !reaches(r.role, m.Role):
			item.Disabled, item.Label = true, words.T("{what} (their role is above yours)", "what", item.Label)
		}
		items = append(items, item)
	}
	return items
}

// offline is why nothing can be done to members.
func offline() string {
	return words.T("Offline. Members can be changed when billing can be reached again.")
}

// ask opens what has to be agreed to before something is done to members.
type ask struct {
	title, whom  string
	consequences []consequence
	refused      string // why it cannot be done
	keep, do     string
	danger       bool
	act          func()
}

func (p *Page) ask(a ask) {
	kind := widgets.ButtonPrimary
	if a.danger {
		kind = widgets.ButtonDanger
	}
	stop := widgets.NewButton(widgets.ButtonSecondary, a.keep, p.drawer.shut)
	do := widgets.NewButton(kind, a.do, a.act)
	body := widgets.VStack(theme.Gap12, widgets.NewBoldParagraph(a.whom))
	for _, c := range a.consequences {
		body.Add(widgets.HStack(theme.Gap8, widgets.NewIcon(consequenceIcons[c.kind], theme.ColorMuted, theme.IconSize), widgets.Grow(widgets.NewParagraph(c.text))))
	}
	why := widgets.NewCaptionParagraph("")
	why.SetColor(theme.RoleBad.Text())
	body.Add(why)
	p.drawer.show(&panel{title: a.title, body: body, ways: []fyne.CanvasObject{stop, do}, first: stop, renew: func() {
		reason := a.refused
		if reason == "" && p.away() {
			reason = offline()
		}
		why.SetText(reason)
		why.Hidden = reason == ""
		if reason != "" || p.acting {
			do.Disable()
		} else {
			do.Enable()
		}
		p.drawer.fit()
	}})
}

var consequenceIcons = map[consequenceKind]resources.Icon{
	aboutAccess: resources.IconLock, aboutSeats: resources.IconSeats, aboutMoney: resources.IconPayments,
	aboutMail: resources.IconMail, aboutRest: resources.IconInfo,
}

func (p *Page) deactivate(t targets) {
	w, n := p.deps.Words, len(t.ids)
	if n == 0 {
		p.deps.Say(words.Told{Failed: true, What: words.T("Nobody of those selected can be deactivated."), Next: words.T("They are deactivated already, or their role is above yours.")})
		return
	}
	count := w.Count(int64(n))
	done := words.Told{What: words.N(n, "{n} member is deactivated.", "{n} members are deactivated.", "n", count)}
	if t.freed(p.shown.over) > 0 {
		done.Next = words.T("Remove seats at renewal to pay less.")
	}
	p.ask(ask{
		title: words.N(n, "Deactivate {n} member", "Deactivate {n} members", "n", count), whom: t.whom(w),
		consequences: t.losing(p.shown.over, w), refused: t.tooMany(w), keep: words.T("Keep"), do: words.T("Deactivate"), danger: true,
		act: func() {
			p.act(func(ctx context.Context) error { return p.deps.Source.SetMembersActive(ctx, t.ids, false) }, done)
		},
	})
}

func (p *Page) reactivate(ids []string) {
	w := p.deps.Words
	t := targetsOf(p.data.roster, ids, func(m *billing.Member) bool { return m.Status == billing.MemberDeactivated })
	n := len(t.ids)
	count := w.Count(int64(n))
	refused := t.tooMany(w)
	if r := freeSeats(p.data.facts); refused == "" && !r.holds(t.seats) {
		refused = words.T("There are not enough free seats.")
	}
	p.ask(ask{
		title: words.N(n, "Reactivate {n} member", "Reactivate {n} members", "n", count), whom: t.whom(w),
		consequences: t.gaining(p.data.facts, w), refused: refused, keep: words.T("Cancel"), do: words.T("Reactivate"),
		act: func() {
			p.act(func(ctx context.Context) error { return p.deps.Source.SetMembersActive(ctx, t.ids, true) },
				words.Told{What: words.N(n, "{n} member is active again.", "{n} members are active again.", "n", count)})
		},
	})
}

// changeRole offers the roles that the reader can give.
func (p *Page) changeRole(m billing.Member) {
	all := grantable(p.shown.rights.role)
	options := make([]widgets.RadioOption, len(all))
	for i, r := range all {
		options[i] = widgets.RadioOption{Title: words.Role(r), Note: does(r)}
	}
	chosen := slices.Index(all, m.Role)
	do := widgets.NewButton(widgets.ButtonPrimary, words.T("Change role"), nil)
	group := widgets.NewRadioGroup(options, chosen, nil)
	why := widgets.NewCaptionParagraph("")
	renew := func() {
		reason := ""
		switch {
		case p.away():
			reason = offline()
		case chosen < 0 || all[chosen] == m.Role:
			reason = words.T("Choose another role; this is the present one.")
		}
		why.SetText(reason)
		if reason != "" || p.acting {
			do.Disable()
		} else {
			do.Enable()
		}
		p.drawer.fit()
	}
	group.OnChanged = func(i int) {
		chosen = i
		renew()
	}
	do.OnTapped = func() {
		role := all[chosen]
		p.act(func(ctx context.Context) error { return p.deps.Source.SetMemberRole(ctx, m.ID, role) },
			words.Told{What: words.T("{name} is now: {role}.", "name", called(&m), "role", words.Role(role))})
	}
	stop := widgets.NewButton(widgets.ButtonSecondary, words.T("Cancel"), p.drawer.shut)
	p.drawer.show(&panel{
		title: words.T("Change role"), body: widgets.VStack(theme.Gap12, widgets.NewBoldParagraph(called(&m)), group, why),
		ways: []fyne.CanvasObject{stop, do}, first: group.First(), renew: renew,
	})
}
