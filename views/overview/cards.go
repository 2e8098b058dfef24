package overview

import (
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Widths of the page's columns, in units.
const (
	sideWidth  float32 = 344
	breakpoint float32 = 900
)

// tile is the square that a way to pay is shown in.
const tile float32 = 28

func columns(main, side fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: main}, widgets.Column{Content: side, Width: sideWidth})
}

func (p *Page) normal(m model) fyne.CanvasObject {
	main := widgets.VStack(theme.Gap16, p.planCard(m))
	if m.trial != nil {
		main.Add(p.trialCard(m))
	}
	if m.scheduled != nil {
		main.Add(p.scheduledCard(m))
	}
	main.Add(p.limitsCard(m))
	if !m.plan.seesBilling {
		return widgets.Page(p.head, main)
	}
	if len(m.notices) > 0 {
		main.Add(noticesCard(m.notices))
	}
	main.Add(widgets.Grow(p.recentCard(m)))
	side := widgets.VStack(theme.Gap16, p.nextInvoiceCard(m))
	if len(m.methods) > 0 {
		side.Add(widgets.Grow(p.methodsCard(m)))
	}
	return widgets.Page(p.head, columns(main, side))
}

// corner is what a card's head has at its right: how old the card is while billing
// cannot be reached, and else the way to more, where there is one.
func (p *Page) corner(m model, age *widgets.Text, link *widgets.Button, to nav.Page) fyne.CanvasObject {
	switch {
	case m.offline && age != nil:
		return widgets.HStack(theme.Gap4, widgets.NewIcon(resources.IconClock, theme.ColorMuted, theme.SmallIconSize), age)
	case p.deps.Exists(to):
		return link
	default:
		return nil
	}
}

func (p *Page) planCard(m model) fyne.CanvasObject {
	title := widgets.HStack(theme.Gap8, widgets.NewFigure(m.plan.name))
	for _, s := range m.plan.statuses {
		title.Add(badge(s))
	}
	title.Add(widgets.NewBadge(theme.RoleNeutral, "", m.plan.interval))
	title.Add(widgets.Spacer())
	if m.plan.action != "" {
		title.Add(p.act)
	}
	if len(m.plan.menu) > 0 {
		title.Add(p.more)
	}
	head := widgets.VStack(theme.Gap4, title, widgets.NewMutedParagraph(m.plan.sentence))
	if m.ask != "" {
		head.Add(widgets.NewMutedParagraph(m.ask))
	}
	content := widgets.VStack(0, widgets.Pad(head, theme.Gap16))
	if len(m.plan.includes) > 0 {
		row := container.NewGridWithColumns(min(4, len(m.plan.includes)))
		for _, i := range m.plan.includes {
			row.Add(widgets.VStack(0, widgets.NewCaption(i.name), widgets.NewParagraph(i.value)))
		}
		content.Add(widgets.Hairline())
		content.Add(widgets.Inset(row, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))
	}
	return widgets.NewCard(widgets.CardOptions{Flush: true}, content)
}

func badge(s status) fyne.CanvasObject { return widgets.NewBadge(s.role, s.icon, s.word) }

func (p *Page) trialCard(m model) fyne.CanvasObject {
	text := widgets.VStack(0, widgets.NewBold(m.trial.title), widgets.NewParagraph(m.trial.sentence))
	row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconClock, theme.RoleInfo.Text(), theme.IconSize), widgets.Grow(text))
	if m.trial.sales.Page != "" {
		row.Add(p.sales)
	}
	return widgets.NewRolePanel(theme.RoleInfo, widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
}

func (p *Page) scheduledCard(m model) fyne.CanvasObject {
	s := m.scheduled
	text := widgets.VStack(0, widgets.NewBold(s.title))
	if s.to == "" {
		text.Add(widgets.NewParagraph(s.sentence))
		text.Add(widgets.NewMuted(s.effect))
	} else {
		step := widgets.HStack(theme.Gap8, widgets.NewText(s.from), arrow(), widgets.NewText(s.to))
		text.Add(widgets.Beside(theme.Gap8, step, widgets.NewMuted(s.effect)))
	}
	if s.unfit != "" {
		warn := widgets.NewParagraph(s.unfit)
		warn.SetColor(theme.RoleWarn.Text())
		line := widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconWarning, theme.RoleWarn.Text(), theme.IconSize), widgets.Grow(warn))
		if p.fix.SetText(s.fixLabel); s.fixLabel != "" && p.deps.Exists(nav.Page(s.fix)) {
			line.Add(p.fix)
		}
		text.Add(line)
	}
	row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconClock, theme.RoleInfo.Text(), theme.IconSize), widgets.Grow(text))
	if m.plan.mayChange {
		row.Add(p.undo)
	}
	return widgets.NewRolePanel(theme.RoleInfo, widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
}

func arrow() fyne.CanvasObject {
	return widgets.NewIcon(resources.IconArrowRight, theme.ColorMuted, theme.IconSize)
}

func setEnabled(b *widgets.Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}

// Widths of the limits' columns; the meter takes what is left.
const (
	limitName  float32 = 128
	limitValue float32 = 132
	limitNote  float32 = 134
	limitRow   float32 = 34
)

func (p *Page) limitsCard(m model) fyne.CanvasObject {
	rows := widgets.VStack(0)
	for _, l := range m.limits {
		meter := widgets.NewMeter()
		meter.Set(l.fraction, l.role)
		note := widgets.NewCaption(l.note).Right()
		if l.role != theme.RolePlain {
			note.SetColor(l.role.Text())
		}
		value := widgets.HStack(theme.Gap4, widgets.Spacer(), widgets.NewBold(l.used), widgets.NewMuted(l.of))
		rows.Add(widgets.Fixed(widgets.HStack(theme.Gap16,
			widgets.Fixed(widgets.NewText(l.name), limitName, 0), widgets.Grow(meter),
			widgets.Fixed(value, limitValue, 0), widgets.Fixed(note, limitNote, 0)), 0, limitRow))
	}
	return widgets.NewCard(widgets.CardOptions{
		Title: words.T("Limits"), Note: m.resets, Flush: true, Right: p.corner(m, p.limits, p.fits, nav.PagePlans),
	}, widgets.Inset(rows, theme.Gap8, theme.Gap16, theme.Gap4, theme.Gap16))
}

func noticesCard(notices []told) fyne.CanvasObject {
	rows := widgets.VStack(0)
	for i, n := range notices {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		row := widgets.HStack(theme.Gap12, widgets.Fixed(widgets.NewMuted(n.at), whenWidth, 0), widgets.Grow(widgets.NewParagraph(n.what)))
		rows.Add(widgets.Inset(row, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Notices"), Flush: true}, rows)
}

// Widths of the columns of changes.
const (
	whenWidth   float32 = 92
	whoWidth    float32 = 110
	amountWidth float32 = 72
)

func (p *Page) recentCard(m model) fyne.CanvasObject {
	options := widgets.CardOptions{
		Title: words.T("Recent changes"), Note: words.T("amounts in {currency}", "currency", m.plan.currency), Flush: true,
		Right: p.corner(m, p.saved, p.history, nav.PageHistory),
	}
	if len(m.recent) == 0 {
		return widgets.NewCard(options, widgets.Pad(widgets.NewMutedParagraph(
			words.T("Nothing was changed yet. What is changed here, by whom and for how much, will be listed.")), theme.Gap16))
	}
	rows := widgets.VStack(0)
	for i, r := range m.recent {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		what := fyne.CanvasObject(widgets.NewParagraph(r.what))
		if r.to != "" {
			what = widgets.Beside(theme.Gap8, widgets.HStack(theme.Gap8, widgets.NewText(r.from), arrow()), widgets.NewText(r.to))
		}
		row := widgets.HStack(theme.Gap12,
			widgets.Fixed(widgets.NewMuted(r.at), whenWidth, 0), widgets.Grow(what),
			widgets.Fixed(widgets.NewMutedParagraph(r.who), whoWidth, 0), widgets.Fixed(widgets.NewText(r.amount).Right(), amountWidth, 0))
		// What takes two lines keeps clear of the rows beside it; one line has the usual row.
		rows.Add(widgets.Inset(widgets.Fixed(row, 0, theme.RowHeight-theme.Stroke-2*theme.Gap8), theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))
	}
	return widgets.NewCard(options, rows)
}

func (p *Page) nextInvoiceCard(m model) fyne.CanvasObject {
	n := m.next
	if n.none != "" {
		return widgets.NewCard(widgets.CardOptions{Title: words.T("Next invoice")}, widgets.NewMutedParagraph(n.none))
	}
	body := widgets.VStack(0,
		widgets.NewFigure(n.due), widgets.NewMutedParagraph(n.sentence), widgets.Gap(0, theme.Gap8), widgets.Hairline(), widgets.Gap(0, theme.Gap4),
		widgets.NewMoneyLine(words.T("Line"), m.plan.currency).Muted())
	for _, line := range n.lines {
		body.Add(widgets.NewMoneyLine(line.label, line.amount))
	}
	body.Add(widgets.Rule(theme.Gap4))
	for _, total := range n.totals {
		line := widgets.NewMoneyLine(total.label, total.amount)
		if total.credit {
			line.Credit()
		}
		body.Add(line)
	}
	body.Add(widgets.Rule(theme.Gap4))
	body.Add(widgets.NewMoneyLine(words.T("Amount due"), n.amountDue).Bold())
	right := p.corner(m, p.next, nil, "")
	if !m.offline {
		right = widgets.NewBadge(theme.RoleNeutral, "", words.T("Estimate"))
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Next invoice"), Right: right}, body)
}

func (p *Page) methodsCard(m model) fyne.CanvasObject {
	rows := widgets.VStack(theme.Gap12)
	for _, way := range m.methods {
		icon := widgets.NewPanel(widgets.Fixed(widgets.NewIcon(way.icon, theme.ColorMuted, theme.IconSize), tile, tile))
		icon.Fill, icon.Line, icon.Radius = theme.RoleNeutral.Fill(), theme.RoleNeutral.Line(), theme.RadiusControl
		row := widgets.HStack(theme.Gap12, icon,
			widgets.Grow(widgets.VStack(0, widgets.NewParagraph(way.name), widgets.NewCaptionParagraph(way.sentence))))
		if way.showsOnlyBalance {
			row.Add(widgets.NewBold(way.balance))
		} else {
			row.Add(badge(way.status))
		}
		rows.Add(row)
	}
	return widgets.NewCard(widgets.CardOptions{
		Title: words.T("Payment method"), Right: p.corner(m, p.savedToo, p.manage, nav.PagePayments),
	}, rows)
}
