package seats

import (
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

const (
	breakpoint float32 = 900
	sideWidth  float32 = 336
	overWidth  float32 = 296
	cardHeight float32 = 114
	// wayAmount is room for what a way costs.
	wayAmount float32 = 88
	wayHeight float32 = 44
	wayNumber float32 = 16
	wayWide   float32 = 240 // what a way gets at least beside what it costs and its button
)

// cardsOf are the cards above the list.
func (p *Page) cardsOf(m model) fyne.CanvasObject {
	p.fix = nil
	if m.over > 0 {
		return widgets.Columns(breakpoint, theme.Gap16,
			widgets.Column{Content: p.overCard(m), Width: overWidth}, widgets.Column{Content: p.waysCard(m)})
	}
	if m.idle.title == "" {
		return p.seatsCard(m)
	}
	return widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: p.seatsCard(m)}, widgets.Column{Content: p.idleCard(m), Width: sideWidth})
}

func (p *Page) seatsCard(m model) fyne.CanvasObject {
	head := widgets.HStack(theme.Gap12, widgets.Grow(widgets.VStack(0, widgets.NewCardTitleParagraph(m.seats.title), widgets.NewMutedParagraph(m.seats.note))))
	if m.rights.buy && m.seats.limited {
		head.Add(widgets.NewButton(widgets.ButtonSecondary, removal(p.data.facts), p.removeSeats))
		head.Add(widgets.NewButton(widgets.ButtonPrimary, words.T("Add seats"), p.addSeats).WithIcon(resources.IconPlus))
	}
	body := widgets.VStack(theme.Gap8, head)
	if m.seats.limited {
		body.Add(meterOf(m.seats))
	}
	return widgets.NewCard(widgets.CardOptions{}, body)
}

// meterOf is a meter with what it means under both its ends.
func meterOf(c seatCard) fyne.CanvasObject {
	meter := widgets.NewMeter()
	meter.Set(c.fraction, c.role)
	left, right := widgets.NewCaption(c.left), widgets.NewCaption(c.right)
	if c.role == theme.RoleBad {
		right.SetColor(theme.RoleBad.Text())
	}
	return widgets.VStack(0, meter, widgets.HStack(theme.Gap8, left, widgets.Spacer(), right))
}

func (p *Page) idleCard(m model) fyne.CanvasObject {
	icon, color := resources.IconClock, theme.RoleWarn.Text()
	if m.idle.count == 0 {
		icon, color = resources.IconCheck, theme.RoleOK.Text()
	}
	body := widgets.VStack(theme.Gap4,
		widgets.HStack(theme.Gap8, widgets.NewIcon(icon, color, theme.IconSize), widgets.Grow(widgets.NewBoldParagraph(m.idle.title))),
		widgets.NewMutedParagraph(m.idle.text))
	if m.idle.action != "" {
		review := widgets.NewButton(widgets.ButtonLink, m.idle.action, func() { p.review(onlyIdle) })
		body.Add(widgets.HStack(0, review, widgets.Spacer()))
	}
	return widgets.NewCard(widgets.CardOptions{}, body)
}

// overCard says that the seats do not suffice, and what that means.
func (p *Page) overCard(m model) fyne.CanvasObject {
	note := widgets.NewParagraph(m.seats.note)
	note.SetColor(theme.RoleBad.Text())
	panel := widgets.NewPanel(widgets.Pad(widgets.VStack(theme.Gap8,
		widgets.VStack(0, widgets.NewCardTitleParagraph(m.seats.title),
			widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconAlert, theme.RoleBad.Text(), theme.IconSize), widgets.Grow(note))),
		meterOf(m.seats), widgets.NewCaptionParagraph(m.seats.hint)), theme.Gap16))
	panel.Line = theme.RoleBad.Line()
	return panel
}

func (p *Page) waysCard(m model) fyne.CanvasObject {
	rows := widgets.VStack(0)
	for i, w := range m.ways {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		rows.Add(p.wayRow(i+1, w, m.rights))
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Ways to fix it"), Note: words.T("smallest first"), Dense: true, Flush: true}, rows)
}

func (p *Page) wayRow(n int, w way, r rights) fyne.CanvasObject {
	text := widgets.BesideText(theme.Gap4, widgets.NewParagraph(w.what), widgets.NewMutedParagraph(w.how))
	row := fyne.CanvasObject(widgets.HStack(theme.Gap12, widgets.Fixed(widgets.NewMuted(p.deps.Words.Count(int64(n))), wayNumber, 0), widgets.Grow(text)))
	does := widgets.HStack(theme.Gap12)
	if w.amount != "" {
		does.Add(widgets.Fixed(widgets.NewBold(w.amount).Right(), wayAmount, 0))
	}
	if button := p.wayButton(w, r); button != nil {
		does.Add(button)
	}
	if len(does.Objects) > 0 {
		row = widgets.Aside(wayWide, theme.Gap12, row, does)
	}
	return widgets.Fixed(widgets.Inset(row, theme.Gap4, theme.Gap16, theme.Gap4, theme.Gap16), 0, wayHeight)
}

// wayButton does what a way offers; there is none for whoever may not.
func (p *Page) wayButton(w way, r rights) *widgets.Button {
	var button *widgets.Button
	switch w.fix {
	case fixDeactivate:
		if !r.admit {
			return nil
		}
		p.fix = widgets.NewButton(widgets.ButtonSecondary, w.action, p.fixByTicks)
		p.nameFix()
		return p.fix.Sized(widgets.ButtonSmall)
	case fixAdd:
		if !r.buy {
			return nil
		}
		button = widgets.NewButton(widgets.ButtonPrimary, w.action, func() { p.buy(p.data.facts.Usage.ActiveMembers) })
	default:
		if !r.buy {
			return nil
		}
		button = widgets.NewButton(widgets.ButtonSecondary, w.action, func() { p.deps.Go(nav.Route{Page: nav.PagePlans}) })
	}
	return button.Sized(widgets.ButtonSmall)
}

// fixByTicks deactivates who is ticked, and shows whom to tick where nobody is.
func (p *Page) fixByTicks() {
	if targets := p.ticked(); len(targets.ids) > 0 {
		p.deactivate(targets)
		return
	}
	p.review(onlyOver)
}

// nameFix has the button say what it does now.
func (p *Page) nameFix() {
	if p.fix == nil {
		return
	}
	n := p.tickedCount()
	if n == 0 {
		p.fix.SetText(words.T("Show who is over"))
		return
	}
	p.fix.SetText(words.N(n, "Deactivate {n} selected", "Deactivate {n} selected", "n", p.deps.Words.Count(int64(n))))
}
