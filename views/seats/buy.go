package seats

import (
	"context"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// purchase sets how many seats there are, and shows an estimate of what that costs. The
// checkout asks for the price that counts, and is the only place that charges it.
type purchase struct {
	page      *Page
	of        *data // what the bounds and the estimate are of
	add       bool
	estimates *load.Loader[billing.Preview]
	bounds    bounds
	step      *widgets.Stepper
	total     *widgets.Paragraph
	lines     *fyne.Container
	say       *widgets.Paragraph
	onward    *widgets.Button
	preview   *billing.Preview
	refused   string // why there is no preview
}

func (p *Page) addSeats()    { p.purchase(true, 0) }
func (p *Page) removeSeats() { p.purchase(false, 0) }

// buy leads to the checkout of a number of seats.
func (p *Page) buy(seats int) {
	p.deps.Go(nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.ChangeOf(billing.Patch{Seats: &seats}))})
}

// purchase begins with so many seats, or with what suggests itself where that is 0.
func (p *Page) purchase(add bool, seats int) {
	b := &purchase{page: p, of: p.data, add: add, estimates: load.New[billing.Preview](p.deps.Scheduler), lines: widgets.VStack(0)}
	b.total, b.say = widgets.NewMutedParagraph(""), widgets.NewCaptionParagraph("")
	b.bounds = boundsOf(p.data.facts, add)
	if seats > 0 {
		b.bounds.first = seats
	}
	label, title, fewer, more := words.T("Seats to add"), words.T("Add seats"), words.T("Add one fewer"), words.T("Add one more")
	if !add {
		label, title, fewer, more = words.T("Seats to remove"), removal(p.data.facts), words.T("Remove one fewer"), words.T("Remove one more")
	}
	b.onward = widgets.NewButton(widgets.ButtonPrimary, words.T("Continue to checkout"), func() { p.buy(b.seats()) })
	b.onward.Disable()
	stop := widgets.NewButton(widgets.ButtonSecondary, words.T("Cancel"), p.drawer.shut)
	panel := &panel{title: title, ways: []fyne.CanvasObject{stop, b.onward}, first: stop, renew: b.renew, close: b.estimates.Close}
	body := widgets.VStack(theme.Gap12)
	if b.bounds.most > 0 {
		b.step = widgets.NewStepper(widgets.StepperSpec{Least: 1, Most: b.bounds.most, Value: b.bounds.first, Fewer: fewer, More: more})
		b.step.OnChanged = func(int) { b.ask() }
		panel.first = b.step.Entry()
		body.Add(widgets.HStack(theme.Gap12, widgets.Grow(widgets.NewBoldParagraph(label)), b.step))
	}
	body.Add(b.total)
	body.Add(b.lines)
	body.Add(b.say)
	panel.body = body
	p.drawer.show(panel)
	if b.step != nil {
		b.ask()
	}
}

// seats is how many there would be.
func (b *purchase) seats() int {
	if b.add {
		return b.bounds.now + b.step.Value()
	}
	return b.bounds.now - b.step.Value()
}

// ask estimates the number that stands there now.
func (b *purchase) ask() {
	b.preview, b.refused = nil, ""
	b.renew()
	b.estimate()
}

func (b *purchase) estimate() {
	seats := b.seats()
	b.estimates.Run(b.page.deps.Context, func(ctx context.Context) (billing.Preview, error) {
		return b.page.deps.Source.Estimate(ctx, billing.Patch{Seats: &seats})
	}, func(preview billing.Preview, err error) {
		b.preview, b.refused = nil, ""
		if err != nil {
			b.refused = b.page.deps.Words.Error(err).String()
		} else {
			b.preview = &preview
		}
		b.renew()
	})
}

// renew shows what is known, and opens the way on where it leads somewhere.
func (b *purchase) renew() {
	if b.of != b.page.data && b.overtaken() {
		return
	}
	w, facts := b.page.deps.Words, b.page.data.facts
	if b.step == nil {
		b.total.SetText(b.bounds.full(facts, b.add, w))
		b.say.SetText("")
		b.page.drawer.fit()
		return
	}
	m := purchaseOf(facts, b.seats(), b.add, b.preview, w)
	b.total.SetText(m.total)
	b.lines.Objects = nil
	for _, l := range m.lines {
		line := widgets.NewMoneyLine(l.label, l.amount)
		if l.strong {
			line.Bold()
		}
		if l.credit {
			line.Credit()
		}
		if l.muted {
			line.Muted()
		}
		b.lines.Add(line)
	}
	say, color := m.note, theme.ColorMuted
	switch {
	case b.refused != "":
		say, color = b.refused, theme.RoleBad.Text()
	case m.blocked != "":
		say, color = m.blocked, theme.RoleBad.Text()
	case b.page.away():
		say = words.T("Offline. This is an estimate from the saved copy; it can be checked out when billing can be reached again.")
	}
	b.say.SetText(say)
	b.say.SetColor(color)
	if b.preview == nil || m.blocked != "" || b.page.away() {
		b.onward.Disable()
	} else {
		b.onward.Enable()
	}
	b.page.drawer.fit()
}

// overtaken takes in that the account is another by now: the estimate is made anew, and all
// of it where there are other seats to begin with, which it reports.
func (b *purchase) overtaken() bool {
	b.of = b.page.data
	now, chosen := boundsOf(b.of.facts, b.add), 0
	if b.step != nil {
		chosen = b.step.Value()
	}
	if now.now != b.bounds.now || now.most != b.bounds.most {
		b.page.purchase(b.add, chosen)
		return true
	}
	if b.step != nil {
		b.estimate()
	}
	return false
}
