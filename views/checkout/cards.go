package checkout

import (
	"billfold/resources"
	"billfold/views/errand"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Lengths of the page, in units.
const (
	sideWidth   float32 = 368
	breakpoint  float32 = 900
	rowHeight   float32 = 26
	lossHeight  float32 = 33
	nameWidth   float32 = 128
	fromWidth   float32 = 116
	lostWidth   float32 = 156
	noteWidth   float32 = 156
	stepWide    float32 = 400 // what a loss gets at least beside its note
	arrowWidth  float32 = 36
	waysWidth   float32 = 320
	figureWidth float32 = 88
	headHeight  float32 = 44
)

func (f *face) noticeCard(m model) fyne.CanvasObject {
	n := m.notice
	row := widgets.HStack(theme.Gap12, widgets.NewIcon(n.icon, n.role.Text(), theme.IconSize),
		widgets.Grow(widgets.VStack(0, widgets.NewBoldParagraph(n.title), widgets.NewParagraph(n.detail))))
	if button := f.noticeButtons[n.does]; button != nil {
		row.Add(button)
	}
	if n.copied != "" {
		row.Add(widgets.NewCopyButton(words.T("Copy details"), func() { f.page.copy(n.copied) }))
	}
	if n.address != "" {
		row.Add(errand.Copier(n.address, f.page.copy))
	}
	return widgets.NewRolePanel(n.role, widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
}

func (f *face) blockersCard(blockers []blocker) fyne.CanvasObject {
	title := words.N(len(blockers), "{n} thing to fix first", "{n} things to fix first", "n", f.page.deps.Words.Count(int64(len(blockers))))
	stack := widgets.VStack(0)
	for i, b := range blockers {
		if i > 0 {
			stack.Add(widgets.Hairline())
		}
		row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconAlert, theme.RoleBad.Text(), theme.IconSize),
			widgets.Grow(widgets.VStack(0, widgets.NewBoldParagraph(b.title), widgets.NewMutedParagraph(b.detail))))
		if b.fix != "" {
			row.Add(widgets.NewButton(widgets.ButtonSecondary, b.fix, func() { f.page.deps.Go(b.route) }).WithTrailing(resources.IconChevronRight))
		}
		stack.Add(widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	}
	head := widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconAlert, theme.RoleBad.Text(), theme.IconSize),
		widgets.NewCardTitle(title), widgets.Spacer(), f.again)
	panel := widgets.NewPanel(widgets.VStack(0, widgets.Fixed(widgets.Inset(head, 0, theme.Gap16, 0, theme.Gap16), 0, headHeight), widgets.Hairline(), stack))
	panel.Line = theme.RoleBad.Line()
	return panel
}

func changesCard(when string, elements []element) fyne.CanvasObject {
	stack := widgets.VStack(0)
	for _, e := range elements {
		var mark fyne.CanvasObject = widgets.NewMuted(words.T("stays"))
		to := widgets.NewMutedParagraph(e.to)
		if e.moves || e.changes {
			mark = widgets.HStack(0, widgets.NewIcon(resources.IconArrowRight, theme.ColorMuted, theme.IconSize))
		}
		if e.changes {
			to = widgets.NewBoldParagraph(e.to)
		}
		stack.Add(widgets.Fixed(widgets.HStack(theme.Gap12,
			widgets.Fixed(widgets.NewMutedParagraph(e.name), nameWidth, 0),
			widgets.Fixed(widgets.NewParagraph(e.from), fromWidth, 0),
			widgets.Fixed(mark, arrowWidth, 0), widgets.Grow(to)), 0, rowHeight))
	}
	return denseCard(words.T("What changes"), widgets.NewCaption(when), stack)
}

// denseCard is a card of close rows.
func denseCard(title string, right fyne.CanvasObject, rows fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewCard(widgets.CardOptions{Title: title, Right: right, Dense: true, Flush: true},
		widgets.Inset(rows, theme.Gap4, theme.Gap16, theme.Gap4, theme.Gap16))
}

func comparedCard(m model) fyne.CanvasObject {
	cells := func(what *widgets.Paragraph, figures ...*widgets.Text) *fyne.Container {
		row := widgets.HStack(theme.Gap8, widgets.Grow(what))
		for _, text := range figures {
			row.Add(widgets.Fixed(text.Right(), figureWidth, 0))
		}
		return row
	}
	head := cells(widgets.NewMutedParagraph(words.T("Line, {currency}", "currency", m.currency)),
		widgets.NewMuted(words.T("You saw")), widgets.NewMuted(words.T("Now")), widgets.NewMuted(words.T("Difference")))
	stack := widgets.VStack(0, widgets.Fixed(widgets.Inset(head, 0, theme.Gap16, 0, theme.Gap16), 0, theme.ControlHeight))
	for _, r := range m.compared {
		what, now, difference := widgets.NewParagraph(r.what), widgets.NewText(r.now), widgets.NewMuted(r.difference)
		if r.differs {
			difference.Color = theme.RoleWarn.Text()
		}
		what.SetBold(r.bold)
		now.SetBold(r.bold)
		difference.SetBold(r.bold)
		stack.Add(widgets.Hairline())
		row := widgets.Inset(cells(what, widgets.NewMuted(r.saw), now, difference), 0, theme.Gap16, 0, theme.Gap16)
		stack.Add(widgets.Fixed(row, 0, theme.ControlHeight))
	}
	right := widgets.NewBadge(theme.RoleOK, resources.IconCheck, m.order.Status)
	if !m.order.Confirmed {
		right = widgets.NewBadge(theme.RoleNeutral, "", m.order.Status)
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Line by line"), Right: right, Flush: true}, stack)
}

// sameCard is what the order still is, and the next invoice, beside a price that changed.
func sameCard(s same) fyne.CanvasObject {
	row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconInfo, theme.ColorMuted, theme.IconSize),
		widgets.Grow(widgets.VStack(0, widgets.NewParagraph(s.what), widgets.NewMutedParagraph(s.next))))
	return widgets.NewPanel(widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
}

func checksCard(m model) fyne.CanvasObject {
	c := m.checks
	stack := widgets.VStack(0)
	for _, check := range c.passed {
		role, icon := theme.RoleOK, resources.IconCheckCircle
		if check.warns {
			role, icon = theme.RoleWarn, resources.IconWarning
		}
		stack.Add(widgets.Fixed(widgets.HStack(theme.Gap8, widgets.NewIcon(icon, role.Text(), theme.IconSize),
			widgets.Grow(widgets.NewParagraph(check.rule)), widgets.NewCaption(check.evidence)), 0, rowHeight))
	}
	title, badge := m.ready, widgets.NewBadge(theme.RoleOK, resources.IconCheck, c.summary)
	switch {
	case c.warns && len(c.blockers) == 0:
		badge = widgets.NewBadge(theme.RoleWarn, resources.IconWarning, c.summary)
	case len(c.blockers) > 0:
		title, badge = words.T("Other checks"), widgets.NewBadge(theme.RoleNeutral, "", c.summary)
	}
	return denseCard(title, badge, stack)
}

// lossesCard is what goes, from what to what.
func lossesCard(l *losses) fyne.CanvasObject {
	stack := widgets.VStack(0)
	for _, row := range l.rows {
		note := widgets.NewMuted(row.note).Right()
		if row.short {
			note.SetColor(theme.RoleWarn.Text())
		}
		step := widgets.HStack(theme.Gap12,
			widgets.Fixed(widgets.NewMutedParagraph(row.name), fromWidth, 0), widgets.Fixed(widgets.NewParagraph(row.from), lostWidth, 0),
			widgets.NewIcon(resources.IconArrowRight, theme.ColorMuted, theme.IconSize),
			widgets.Grow(widgets.NewBoldParagraph(row.to)))
		stack.Add(widgets.Fixed(widgets.Aside(stepWide, theme.Gap12, step, widgets.Fixed(note, noteWidth, 0)), 0, lossHeight))
	}
	body := widgets.VStack(0, widgets.Inset(stack, theme.Gap4, theme.Gap16, theme.Gap4, theme.Gap16))
	if l.foot != "" {
		body.Add(widgets.NewCardFoot(widgets.Inset(widgets.NewCaptionParagraph(l.foot), theme.Gap8, 0, theme.Gap8, 0)))
	}
	return widgets.NewCard(widgets.CardOptions{Title: l.title, Note: l.count, Flush: true}, body)
}

func keepsCard(keeps []keep) fyne.CanvasObject {
	stack := widgets.VStack(theme.Gap8)
	for _, k := range keeps {
		stack.Add(widgets.HStack(theme.Gap12,
			widgets.Grow(widgets.VStack(0, widgets.NewParagraph(k.title), widgets.NewCaptionParagraph(k.detail))), widgets.NewBold(k.value)))
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("What stays yours"), Dense: true, Flush: true},
		widgets.Inset(stack, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))
}

// briefCard is the preview where no line is billed.
func briefCard(m model) fyne.CanvasObject {
	stack := widgets.VStack(0,
		widgets.NewMoneyLine(m.brief.what, m.brief.amount),
		widgets.NewMoneyLine(m.order.DueLabel, m.order.Due).Bold(),
		widgets.NewCaptionParagraph(m.brief.status))
	return denseCard(words.T("Invoice preview"), widgets.NewMuted(m.currency), widgets.Inset(stack, 0, 0, theme.Gap4, 0))
}

// notesCard is what the person should know before confirming, where no preview says it.
func notesCard(notes []string) fyne.CanvasObject {
	stack := widgets.VStack(theme.Gap8)
	for _, note := range notes {
		stack.Add(widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconInfo, theme.RoleInfo.Text(), theme.IconSize), widgets.Grow(widgets.NewParagraph(note))))
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("What to know"), Dense: true}, stack)
}

func whyCard(y *why) fyne.CanvasObject {
	stack := widgets.VStack(theme.Gap12)
	for _, r := range y.reasons {
		color, amount := theme.ColorMuted, widgets.NewMuted(r.amount)
		if r.warns {
			color = theme.RoleWarn.Text()
			amount.Color = color
		}
		head := widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewBoldParagraph(r.title)), amount)
		stack.Add(widgets.HStack(theme.Gap12, widgets.NewIcon(r.icon, color, theme.IconSize),
			widgets.Grow(widgets.VStack(0, head, widgets.NewCaptionParagraph(r.detail)))))
	}
	stack.Add(widgets.Hairline())
	stack.Add(widgets.NewMoneyLine(words.T("Difference"), y.total).Bold())
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Why it changed"), Dense: true}, stack)
}

// loading is the page's boxes before anything was read.
func loading() fyne.CanvasObject {
	head := widgets.NewPageHead(words.T("Check out"), words.T("Reading the saved copy…"))
	main := widgets.VStack(theme.Gap16,
		widgets.NewCard(widgets.CardOptions{Title: words.T("What changes"), Dense: true}, widgets.NewSkeletonRows(4, rowHeight)),
		widgets.NewCard(widgets.CardOptions{Title: words.T("Invoice preview")}, widgets.NewSkeletonRows(8, rowHeight)))
	side := widgets.VStack(theme.Gap16,
		widgets.NewCard(widgets.CardOptions{Title: words.T("Ready to pay"), Dense: true}, widgets.NewSkeletonRows(5, rowHeight)),
		widgets.NewCard(widgets.CardOptions{Title: words.T("Payment"), Dense: true}, widgets.NewSkeletonRows(4, theme.LargeHeight)))
	return widgets.Page(head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: main}, widgets.Column{Content: side, Width: sideWidth}))
}

// unreadable says why there is nothing to check out, and leads back to where orders of
// this kind are begun.
func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	order, _ := nav.ParseOrderArg(p.arg) // what cannot be read is taken for a change
	page, label := origin(order.Kind)
	if !p.deps.Exists(page) {
		page, label = nav.PageOverview, words.T("Back to overview")
	}
	again := widgets.NewButton(widgets.ButtonSecondary, words.T("Read again"), p.Reload)
	back := widgets.NewButton(widgets.ButtonSecondary, label, func() { p.deps.Go(nav.Route{Page: page}) })
	copying := widgets.NewButton(widgets.ButtonSecondary, words.T("Copy details"), func() { p.copy(told.String()) }).WithIcon(resources.IconCopy)
	return widgets.Page(widgets.NewPageHead(words.T("Check out"), ""), widgets.VStack(0, widgets.NewStateCard(widgets.StateError,
		widgets.Notice{Title: words.T("This cannot be checked out"), Detail: told.String()}, again, back, copying)))
}
