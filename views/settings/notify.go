package settings

import (
	"context"
	"maps"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const checkSpace float32 = 11 // between boxes under one another

// alertNames are what the boxes say.
func alertNames() map[billing.AlertKind]string {
	return map[billing.AlertKind]string{
		billing.AlertPaymentFailed: words.T("A payment fails"),
		billing.AlertInvoiceDue:    words.T("An invoice is due in 3 days"),
		billing.AlertCardExpires:   words.T("A card expires soon"),
		billing.AlertTrialEnds:     words.T("A trial ends"),
		billing.AlertLimitNear:     words.T("A limit reaches 80%"),
		billing.AlertLimitReached:  words.T("A limit reaches 100%"),
		billing.AlertChangeHeld:    words.T("A scheduled change is held"),
		billing.AlertNewDevice:     words.T("A new device signs in"),
	}
}

// alerts is the card of what the system tells of.
type alerts struct {
	page   *Page
	writes *load.Loader[struct{}]
	card   *widgets.Card
	choice billing.AlertChoice
	newest latest[billing.AlertChoice]
}

func newAlerts(p *Page) *alerts {
	a := &alerts{page: p, writes: load.New[struct{}](p.deps.Scheduler), choice: billing.AlertChoice{}}
	maps.Copy(a.choice, p.deps.Source.Notifications())
	names := alertNames()
	left, right := widgets.VStack(checkSpace), widgets.VStack(checkSpace)
	widest := float32(0)
	for i, kind := range billing.AlertKinds {
		check := widgets.NewCheck(names[kind], func(wanted bool) { a.choose(kind, wanted) })
		check.SetChecked(a.choice.Wants(kind))
		widest = max(widest, check.MinSize().Width)
		column := []*fyne.Container{left, right}[i%2]
		column.Add(widgets.HStack(0, check)) // as wide as its words, and no wider to press
	}
	both := widgets.Columns(2*widest+theme.Gap8, 0, widgets.Column{Content: left}, widgets.Column{Content: right})
	note := widgets.NewCaptionParagraph(words.T("Each is shown once. A change is held where it does not fit any more."))
	if !p.deps.Source.Notifies() {
		note = widgets.NewCaptionParagraph(words.T("The system shows no notifications here. What you choose is kept."))
		note.Color = theme.RoleWarn.Text()
	}
	a.card = widgets.NewCard(widgets.CardOptions{Title: words.T("Notify me when"), Flush: true},
		widgets.Inset(widgets.VStack(checkSpace, both, note), checkSpace, theme.Gap16, theme.Gap12, theme.Gap16))
	return a
}

// choose says what is wanted. It is written to a file, which is waited for elsewhere.
func (a *alerts) choose(kind billing.AlertKind, wanted bool) {
	a.choice[kind] = wanted
	a.newest.choose(maps.Clone(a.choice))
	a.writes.Run(a.page.deps.Context, func(ctx context.Context) (struct{}, error) {
		a.newest.write(func(choice billing.AlertChoice) { a.page.deps.Source.SetNotifications(ctx, choice) })
		return struct{}{}, nil
	}, func(struct{}, error) {})
}
