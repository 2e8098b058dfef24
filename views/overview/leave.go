package overview

import (
	"context"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// dialogWidth is that of the question before a cancellation.
const dialogWidth float32 = 520

// openMenu shows what else can be done about the plan.
func (p *Page) openMenu() {
	c := fyne.CurrentApp().Driver().CanvasForObject(p.more)
	if c == nil || p.shown == nil {
		return
	}
	var items []*fyne.MenuItem
	for _, e := range p.shown.plan.menu {
		items = append(items, p.menuItem(e))
	}
	menu := widgets.NewMenu(fyne.NewMenu("", items...), c)
	menu.ShowAtRelativePosition(fyne.NewPos(p.more.Size().Width-menu.MinSize().Width, p.more.Size().Height+theme.Gap4), p.more)
}

func (p *Page) menuItem(e entry) *fyne.MenuItem {
	if e == changePlan {
		return fyne.NewMenuItem(words.T("Change plan"), func() { p.lead(nav.PagePlans) })
	}
	if p.shown.offline {
		waits := fyne.NewMenuItem(words.T("Cancel at the period's end: only while connected"), func() {})
		waits.Disabled = true
		return waits
	}
	return fyne.NewMenuItem(words.T("Cancel at the period's end"), p.askToLeave)
}

// leaving is the question before a cancellation.
type leaving struct {
	dialog  *widgets.Dialog
	reason  *widgets.Field
	failed  *widgets.Paragraph
	confirm *widgets.Button
}

// askToLeave says what a cancellation does, and asks for it.
func (p *Page) askToLeave() {
	c := widgets.OnScreen(p.root)
	if c == nil || p.last == nil || p.leave != nil {
		return
	}
	e := endingOf(p.last.facts, p.deps.Words)
	l := &leaving{reason: widgets.NewField(words.T("Why do you cancel? It is kept in the history; you may leave it empty.")), failed: widgets.NewParagraph("")}
	l.failed.SetColor(theme.RoleBad.Text())
	l.failed.Hidden = true
	body := widgets.VStack(theme.Gap12)
	for _, line := range e.lines {
		body.Add(widgets.HStack(theme.Gap12, widgets.NewIcon(line.icon, theme.ColorMuted, theme.IconSize), widgets.Grow(widgets.NewParagraph(line.what))))
	}
	body.Add(l.reason)
	body.Add(l.failed)
	keep := widgets.NewButton(widgets.ButtonSecondary, words.T("Keep {plan}", "plan", p.shown.plan.name), func() { l.dialog.Hide() })
	l.confirm = widgets.NewButton(widgets.ButtonDanger, e.confirm, p.cancelSubscription)
	l.dialog = widgets.NewDialog(widgets.DialogOptions{
		Title: e.title, Close: words.T("Close"), Width: dialogWidth, Actions: []fyne.CanvasObject{keep, l.confirm},
		Closed: func() { p.leave = nil },
	}, body)
	p.leave = l
	l.dialog.Show(c, keep)
}

// cancelSubscription does what was asked for, once.
func (p *Page) cancelSubscription() {
	if p.leave == nil || p.acting {
		return
	}
	l, reason := p.leave, p.leave.reason.Text()
	wrong := words.HintOf(billing.CheckReason(reason))
	l.reason.SetError(wrong)
	if wrong != "" {
		return
	}
	day, plan := p.deps.Words.Date(p.last.facts.Subscription.Period.End), p.shown.plan.name
	l.confirm.Disable()
	p.do(func(ctx context.Context) (billing.Outcome, error) {
		return p.deps.Source.CancelSubscription(ctx, reason)
	}, func(err error) {
		if err != nil {
			l.confirm.Enable()
			p.tellFailure(l, p.deps.Words.Error(err))
			return
		}
		l.dialog.Hide()
		p.deps.Say(words.Told{
			What: words.T("{plan} ends on {day}.", "plan", plan, "day", day), Money: words.T("Nothing was charged."),
			Next: words.T("Until then it can be resumed at any time."),
		})
	})
}

// tellFailure says it where the person looks, which may be the page by now.
func (p *Page) tellFailure(l *leaving, told words.Told) {
	if p.leave != l {
		p.deps.Say(told)
		return
	}
	l.failed.SetText(told.String())
	l.failed.Hidden = false
	l.dialog.Fit()
}
