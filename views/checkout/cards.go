package checkout

import (
	"strconv"

	"billfold/resources"
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
	nameWidth   float32 = 152
	fromWidth   float32 = 116
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
	if n.address != "" {
		row.Add(copier(n.address))
	}
	return widgets.NewRolePanel(n.role, widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
}

// copier is for whom no browser opens by itself.
func copier(address string) *widgets.Button {
	return widgets.NewButton(widgets.ButtonSecondary, "Copy the address", func() { copyText(address) }).Sized(widgets.ButtonSmall)
}

func (f *face) blockersCard(blockers []blocker) fyne.CanvasObject {
	title := strconv.Itoa(len(blockers)) + " things to fix first"
	if len(blockers) == 1 {
		title = "One thing to fix first"
	}
	stack := widgets.VStack(0)
	for i, b := range blockers {
		if i > 0 {
			stack.Add(widgets.Hairline())
		}
		row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconAlert, theme.RoleBad.Text(), theme.IconSize),
			widgets.Grow(widgets.VStack(0, widgets.NewBoldParagraph(b.title), widgets.NewMutedParagraph(b.detail))))
		if b.fix != "" {
			row.Add(widgets.NewButton(widgets.ButtonSecondary, b.fix, func() { f.page.deps.Go(nav.Route{Page: b.page}) }).
				WithTrailing(resources.IconChevronRight))
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
		var mark fyne.CanvasObject = widgets.NewMuted("stays")
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
	return widgets.NewCard(widgets.CardOptions{Title: "What changes", Right: widgets.NewCaption(when), Dense: true, Flush: true},
		widgets.Inset(stack, theme.Gap4, theme.Gap16, theme.Gap4, theme.Gap16))
}

func comparedCard(m model) fyne.CanvasObject {
	cells := func(what *widgets.Paragraph, figures ...*widgets.Text) *fyne.Container {
		row := widgets.HStack(theme.Gap8, widgets.Grow(what))
		for _, text := range figures {
			row.Add(widgets.Fixed(text.Right(), figureWidth, 0))
		}
		return row
	}
	head := cells(widgets.NewMutedParagraph("Line, "+m.currency), widgets.NewMuted("You saw"), widgets.NewMuted("Now"), widgets.NewMuted("Difference"))
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
	return widgets.NewCard(widgets.CardOptions{Title: "Line by line", Right: right, Flush: true}, stack)
}

func checksCard(m model) fyne.CanvasObject {
	c := m.checks
	stack := widgets.VStack(0)
	for _, check := range c.passed {
		stack.Add(widgets.Fixed(widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconCheckCircle, theme.RoleOK.Text(), theme.IconSize),
			widgets.Grow(widgets.NewParagraph(check.rule)), widgets.NewCaption(check.evidence)), 0, rowHeight))
	}
	title, badge := m.ready, widgets.NewBadge(theme.RoleOK, resources.IconCheck, c.summary)
	if len(c.blockers) > 0 {
		title, badge = "Other checks", widgets.NewBadge(theme.RoleNeutral, "", c.summary)
	}
	return widgets.NewCard(widgets.CardOptions{Title: title, Right: badge, Dense: true, Flush: true},
		widgets.Inset(stack, theme.Gap4, theme.Gap16, theme.Gap4, theme.Gap16))
}

// loading is the page's boxes before anything was read.
func loading() fyne.CanvasObject {
	head := widgets.NewPageHead("Check out", "Reading the saved copy…")
	main := widgets.VStack(theme.Gap16,
		widgets.NewCard(widgets.CardOptions{Title: "What changes", Dense: true}, widgets.NewSkeletonRows(4, rowHeight)),
		widgets.NewCard(widgets.CardOptions{Title: "Invoice preview"}, widgets.NewSkeletonRows(8, rowHeight)))
	side := widgets.VStack(theme.Gap16,
		widgets.NewCard(widgets.CardOptions{Title: "Ready to pay", Dense: true}, widgets.NewSkeletonRows(5, rowHeight)),
		widgets.NewCard(widgets.CardOptions{Title: "Payment", Dense: true}, widgets.NewSkeletonRows(4, theme.LargeHeight)))
	return widgets.Page(head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: main}, widgets.Column{Content: side, Width: sideWidth}))
}

func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	again := widgets.NewButton(widgets.ButtonSecondary, "Read again", p.Reload)
	back := widgets.NewButton(widgets.ButtonSecondary, "Compare plans", func() { p.deps.Go(nav.Route{Page: nav.PagePlans}) })
	return widgets.Page(widgets.NewPageHead("Check out", ""), widgets.VStack(0, widgets.NewStateCard(widgets.StateError,
		widgets.Notice{Title: "This change cannot be checked out", Detail: told.String()}, again, back)))
}

// outcomeView says what became of a confirm.
type outcomeView struct {
	content  fyne.CanvasObject
	panel    *widgets.Panel
	icon     *widgets.IconView
	title    *widgets.Text
	detail   *widgets.Paragraph
	asked    *widgets.Text
	prove    *widgets.Button
	giveUp   *widgets.Button
	ask      *widgets.Button
	invoice  *widgets.Button
	overview *widgets.Button
	support  *widgets.Paragraph
	copy     *widgets.Button
	toSend   string
}

func newOutcomeView(p *Page) *outcomeView {
	v := &outcomeView{
		icon: widgets.NewIcon(resources.IconClock, theme.ColorText, theme.IconSize), title: widgets.NewCardTitle(""),
		detail: widgets.NewParagraph(""), asked: widgets.NewCaption(""),
	}
	v.prove = widgets.NewButton(widgets.ButtonPrimary, "Open your bank's page", p.prove).WithTrailing(resources.IconExternal)
	v.giveUp = widgets.NewButton(widgets.ButtonSecondary, "Give up", p.giveUp)
	v.ask = widgets.NewButton(widgets.ButtonPrimary, "Ask billing now", p.ask)
	v.invoice = widgets.NewButton(widgets.ButtonPrimary, "Open invoice", func() {
		p.deps.Go(nav.Route{Page: nav.PageInvoices, Arg: p.state.outcome.InvoiceID})
	})
	v.overview = widgets.NewButton(widgets.ButtonSecondary, "Back to overview", func() { p.deps.Go(nav.Route{Page: nav.PageOverview}) })
	v.support = widgets.NewMonoParagraph("")
	v.copy = widgets.NewButton(widgets.ButtonSecondary, "Copy for support", func() { copyText(v.toSend) })
	text := widgets.VStack(theme.Gap12, widgets.HStack(theme.Gap8, v.icon, v.title), v.detail, v.support,
		widgets.HStack(theme.Gap8, v.invoice, v.prove, v.giveUp, v.ask, v.copy, v.overview, v.asked))
	v.panel = widgets.NewPanel(widgets.Pad(text, theme.Gap24))
	body := widgets.VStack(theme.Gap16, v.panel)
	if quote := &p.state.quote; quote.ID != "" {
		body.Add(changesCard(whenOf(quote, p.deps.Words), elementsOf(p.state.facts, quote, p.deps.Words)))
	}
	v.content = widgets.Page(widgets.NewPageHead("Check out", "For "+p.state.facts.Account.Name+"."), body)
	return v
}

func (v *outcomeView) fill(r result) {
	v.panel.SetRole(r.role)
	v.icon.Set(r.icon, r.role.Text())
	v.title.SetText(r.title)
	v.detail.SetText(r.detail)
	v.asked.SetText(r.asked)
	v.ask.Hidden, v.asked.Hidden = !r.asks || r.proves, r.asked == ""
	v.prove.Hidden, v.giveUp.Hidden = !r.proves, !r.proves
	v.invoice.Hidden = !r.invoice
	v.toSend = r.support
	v.support.SetText(r.support)
	v.support.Hidden, v.copy.Hidden = r.support == "", r.support == ""
	v.content.Refresh()
}

func (v *outcomeView) firstFocus() fyne.Focusable {
	switch {
	case !v.prove.Hidden:
		return v.prove
	case !v.ask.Hidden:
		return v.ask
	case !v.invoice.Hidden:
		return v.invoice
	default:
		return v.overview
	}
}
