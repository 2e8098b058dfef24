package overview

import (
	"billfold/resources"
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

func columns(main, side fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: main}, widgets.Column{Content: side, Width: sideWidth})
}

func (p *Page) normal(m model) fyne.CanvasObject {
	main := widgets.VStack(theme.Gap16, p.planCard(m))
	if m.scheduled != nil {
		main.Add(p.scheduledCard(m))
	}
	main.Add(limitsCard(m))
	if !m.plan.seesBilling {
		return widgets.Page(p.head, main)
	}
	if len(m.notices) > 0 {
		main.Add(noticesCard(m.notices))
	}
	main.Add(widgets.Grow(p.recentCard(m)))
	side := widgets.VStack(theme.Gap16)
	if m.next != nil {
		side.Add(nextInvoiceCard(m))
	}
	if len(m.methods) > 0 {
		side.Add(widgets.Grow(methodsCard(m)))
	}
	return widgets.Page(p.head, columns(main, side))
}

func (p *Page) planCard(m model) fyne.CanvasObject {
	title := widgets.HStack(theme.Gap8, widgets.NewFigure(m.plan.name),
		badge(m.plan.status), widgets.NewBadge(theme.RoleNeutral, "", m.plan.interval), widgets.Spacer())
	if m.plan.action != "" {
		title.Add(p.change)
	}
	head := widgets.VStack(theme.Gap8, title, widgets.NewMutedParagraph(m.plan.sentence))
	content := widgets.VStack(0, widgets.Pad(head, theme.Gap16))
	if len(m.plan.includes) > 0 {
		row := container.NewGridWithColumns(min(4, len(m.plan.includes)))
		for _, i := range m.plan.includes {
			row.Add(widgets.VStack(0, widgets.NewCaption(i.name), widgets.NewText(i.value)))
		}
		content.Add(widgets.Hairline())
		content.Add(widgets.Inset(row, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))
	}
	return widgets.NewCard(widgets.CardOptions{Flush: true}, content)
}

func badge(s status) fyne.CanvasObject { return widgets.NewBadge(s.role, s.icon, s.word) }

func (p *Page) scheduledCard(m model) fyne.CanvasObject {
	text := widgets.VStack(0, widgets.NewBold(m.scheduled.title), widgets.NewParagraph(m.scheduled.sentence))
	row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconClock, theme.RoleInfo.Text(), theme.IconSize), widgets.Grow(text))
	if m.plan.mayChange {
		enable(p.undo, !m.offline && !p.undoing)
		row.Add(p.undo)
	}
	return widgets.NewRolePanel(theme.RoleInfo, widgets.Pad(row, theme.Gap12))
}

func enable(b *widgets.Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}

// Widths of the limits' columns; the meter takes what is left.
const (
	limitName  float32 = 120
	limitValue float32 = 150
	limitNote  float32 = 110
	limitRow   float32 = 34
)

func limitsCard(m model) fyne.CanvasObject {
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
	return widgets.NewCard(widgets.CardOptions{Title: "Limits", Note: "this usage cycle", Flush: true},
		widgets.Inset(rows, theme.Gap4, theme.Gap16, theme.Gap4, theme.Gap16))
}

func noticesCard(notices []told) fyne.CanvasObject {
	rows := widgets.VStack(0)
	for i, n := range notices {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		row := widgets.HStack(theme.Gap12, widgets.Fixed(widgets.NewMuted(n.at), 92, 0), widgets.Grow(widgets.NewParagraph(n.what)))
		rows.Add(widgets.Inset(row, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))
	}
	return widgets.NewCard(widgets.CardOptions{Title: "Notices", Flush: true}, rows)
}

func (p *Page) recentCard(m model) fyne.CanvasObject {
	options := widgets.CardOptions{Title: "Recent changes", Note: "amounts in " + m.plan.currency, Flush: true}
	if len(m.recent) == 0 {
		return widgets.NewCard(options, widgets.Pad(widgets.NewMutedParagraph(
			"Nothing was changed yet. What is changed here, by whom and for how much, will be listed."), theme.Gap16))
	}
	rows := widgets.VStack(0)
	for i, r := range m.recent {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		row := widgets.HStack(theme.Gap12,
			widgets.Fixed(widgets.NewMuted(r.at), 92, 0), widgets.Grow(widgets.NewParagraph(r.what)),
			widgets.Fixed(widgets.NewMutedParagraph(r.who), 110, 0), widgets.Fixed(widgets.NewText(r.amount).Right(), 72, 0))
		rows.Add(widgets.Inset(widgets.Fixed(row, 0, theme.RowHeight-theme.Stroke), 0, theme.Gap16, 0, theme.Gap16))
	}
	return widgets.NewCard(options, rows)
}

func nextInvoiceCard(m model) fyne.CanvasObject {
	n := m.next
	body := widgets.VStack(0,
		widgets.NewFigure(n.due), widgets.NewMuted(n.sentence), widgets.Gap(0, theme.Gap8), widgets.Hairline(),
		widgets.NewMoneyLine("Line", m.plan.currency).Muted())
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
	body.Add(widgets.NewMoneyLine("Amount due", n.amountDue).Bold())
	return widgets.NewCard(widgets.CardOptions{
		Title: "Next invoice", Right: widgets.NewBadge(theme.RoleNeutral, "", "Estimate"),
	}, body)
}

func methodsCard(m model) fyne.CanvasObject {
	rows := widgets.VStack(theme.Gap12)
	for _, way := range m.methods {
		row := widgets.HStack(theme.Gap12, widgets.NewIcon(way.icon, theme.ColorMuted, theme.IconSize),
			widgets.Grow(widgets.VStack(0, widgets.NewParagraph(way.name), widgets.NewCaptionParagraph(way.sentence))))
		if way.showsOnlyBalance {
			row.Add(widgets.NewBold(way.balance))
		} else {
			row.Add(badge(way.status))
		}
		rows.Add(row)
	}
	return widgets.NewCard(widgets.CardOptions{Title: "Payment method"}, rows)
}

// loading has the boxes of the page, so that nothing jumps when it is read.
func (p *Page) loading() fyne.CanvasObject {
	box := func(title string, rows int, height float32) fyne.CanvasObject {
		return widgets.NewCard(widgets.CardOptions{Title: title}, widgets.NewSkeletonRows(rows, height))
	}
	main := widgets.VStack(theme.Gap16, box("", 3, 32), box("Limits", 5, limitRow), widgets.Grow(box("Recent changes", 3, theme.RowHeight)))
	side := widgets.VStack(theme.Gap16, box("Next invoice", 9, 26), widgets.Grow(box("Payment method", 3, 36)))
	head := widgets.NewPageHead("Overview", "Reading the saved copy…")
	return widgets.Page(head, columns(main, side))
}

// unreadable stands where the copy cannot be read at all.
func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	card := widgets.NewStateCard(widgets.StateError,
		widgets.Notice{Title: told.What, Detail: told.Rest()}, p.refresh)
	return widgets.Page(widgets.NewPageHead("Overview", ""), widgets.VStack(0, card))
}
