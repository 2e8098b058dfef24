package plans

import (
	"context"
	"slices"
	"time"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

const (
	// quiet is how long the person must not have changed anything before billing
	// is asked: an estimate answers each keystroke, billing only the last one.
	quiet = 300 * time.Millisecond

	sideWidth  float32 = 368
	breakpoint float32 = 900

	totalWidth  float32 = 120
	choiceWidth float32 = 196 // of a quantity's number and unit
	choiceUnit  float32 = 76
	choicePrice float32 = 72
)

// customizer sets the quantities of a change and shows what it costs: at once
// as an estimate, then as billing confirms it.
type customizer struct {
	deps   Deps
	facts  billing.Facts
	patch  billing.Patch
	quotes *load.Loader[billing.Preview]

	changedAt time.Time
	asked     int              // counts the changes, so that a late answer to an older one is dropped
	waiting   bool             // an estimate is shown that billing was not asked to confirm yet
	offline   bool             // billing could not be reached for what is shown
	estimate  *billing.Preview // of what is shown; nil where there is none
	preview   billing.Preview

	limits     []limit
	rows       []*widgets.VolumeRow
	choices    []choice
	prices     []*widgets.Text // of the choices
	settings   *fyne.Container // the limits
	interval   *widgets.Segmented
	unit       *widgets.Text // of the prices
	calculator *calculator
	head       widgets.PageHead
	total      *widgets.Text
	amount     *widgets.Text
	order      *widgets.OrderPreview
	bar        *widgets.PinBar
	onward     *widgets.Button
	page       *fyne.Container
}

func newCustomizer(deps Deps, facts billing.Facts, patch billing.Patch) *customizer {
	c := &customizer{
		deps: deps, facts: facts, patch: patch, quotes: load.New[billing.Preview](deps.Scheduler),
		total: widgets.NewText(""), amount: widgets.NewBold("").Right(), unit: widgets.NewCaption(""), settings: container.NewStack(),
	}
	c.onward = widgets.NewButton(widgets.ButtonPrimary, words.T("Continue to checkout"), func() {
		deps.Go(nav.Route{Page: nav.PageCheckout, Arg: nav.TermsArg(c.patch)})
	})
	c.onward.Disable()
	return c
}

func (c *customizer) target() billing.Terms { return targetOf(c.facts.Subscription, c.patch) }

func (c *customizer) content() fyne.CanvasObject {
	target := c.target()
	c.head = widgets.NewPageHead(words.T("Customize {plan}", "plan", words.Plan(c.facts.Catalog, target.Plan)), whenOf(c.facts, target, c.deps.Words),
		widgets.NewSteps([]string{words.T("Choose plan"), words.T("Customize"), words.T("Check out")}, 1))
	back := widgets.NewButton(widgets.ButtonSecondary, words.T("Back"), func() { c.deps.Go(nav.Route{Page: nav.PagePlans}) })
	c.bar = widgets.NewPinBar(widgets.HStack(theme.Gap8, back, widgets.Grow(c.onward)))
	c.order = widgets.NewOrderPreview(widgets.OrderOptions{Title: words.T("Order preview"), Traced: true, Footer: c.bar.Home})
	main := widgets.VStack(theme.Gap16, c.limitsCard(target))
	if c.sendsMessages(target) {
		c.calculator = newCalculator(c.facts, target.Volumes[billing.MessageCredits], c.deps.Words)
		main.Add(c.calculator.content)
	}
	c.page = c.bar.Around(widgets.Page(c.head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: main}, widgets.Column{Content: widgets.VStack(0, widgets.Grow(c.order)), Width: sideWidth})))
	return c.page
}

// sendsMessages tells whether message credits can be set, and what they send is
// known.
func (c *customizer) sendsMessages(target billing.Terms) bool {
	plan, ok := c.facts.Catalog.Plan(target.Plan)
	if !ok || len(c.facts.Catalog.Messages) == 0 {
		return false
	}
	_, sold := plan.Volume(billing.MessageCredits)
	return sold
}

func (c *customizer) limitsCard(target billing.Terms) fyne.CanvasObject {
	c.fillLimits(target)
	right := widgets.HStack(theme.Gap12, c.unit)
	if c.interval = c.intervals(target); c.interval != nil {
		right = widgets.HStack(theme.Gap12, c.interval, c.unit)
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Limits"), Right: right, Flush: true}, c.settings)
}

// fillLimits lists what can be set at the interval of the change.
func (c *customizer) fillLimits(target billing.Terms) {
	w := c.deps.Words
	typed := c.mistyped()
	c.rows, c.prices = nil, nil
	stack := widgets.VStack(0)
	add := func(row fyne.CanvasObject) {
		stack.Add(widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
		stack.Add(widgets.Hairline())
	}
	if base, ok := baseOf(c.facts, target, w); ok {
		add(widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewBold(words.T("Base price"))), widgets.Fixed(widgets.NewText(base).Right(), totalWidth, 0)))
	}
	c.limits = limitsOf(c.facts, target, w)
	for _, l := range c.limits {
		row := widgets.NewVolumeRow(widgets.VolumeSpec{
			Label: l.label, Hint: l.hint, Unit: l.unit, Min: l.min, Max: l.max, Step: l.step,
			Now: l.now, NowLabel: words.T("now {n}", "n", w.Count(l.now)), Format: w.Count,
			RangeError: words.T("Between {least} and {most}.", "least", w.Count(l.min), "most", w.Count(l.max)),
		})
		row.SetValue(l.value)
		if text, ok := typed[l.item]; ok {
			row.Entry().SetText(text)
		}
		row.OnChanged = func(value int64) { c.edit(l.with(c.patch, value)) }
		c.rows = append(c.rows, row)
		add(row)
	}
	c.choices = choicesOf(c.facts, target, w)
	for _, choice := range c.choices {
		add(c.choiceRow(choice))
	}
	stack.Add(widgets.NewCardFoot(widgets.HStack(theme.Gap8, widgets.Grow(c.total), widgets.Fixed(c.amount, totalWidth, 0))))
	c.settings.Objects = []fyne.CanvasObject{stack}
	c.settings.Refresh()
}

// mistyped is what stands in the fields that are out of range.
func (c *customizer) mistyped() map[billing.Item]string {
	all := map[billing.Item]string{}
	for i, row := range c.rows {
		if row.Failed() {
			all[c.limits[i].item] = row.Entry().Text
		}
	}
	return all
}

// intervals lets the other billing interval be tried; nil where the plan is sold
// for one only.
func (c *customizer) intervals(target billing.Terms) *widgets.Segmented {
	plan, ok := c.facts.Catalog.Plan(target.Plan)
	if !ok || len(plan.Prices) < 2 {
		return nil
	}
	both := []billing.Interval{billing.Monthly, billing.Yearly}
	return widgets.NewSegmented([]string{words.Interval(both[0]), words.Interval(both[1])}, slices.Index(both, target.Interval), func(i int) {
		patch := c.patch
		patch.Interval = &both[i]
		c.patch = patch
		c.fillLimits(c.target())
		c.edit(patch)
	})
}

// choiceRow stands in the columns of the quantities above it.
func (c *customizer) choiceRow(choice choice) fyne.CanvasObject {
	price := widgets.NewText("").Right()
	c.prices = append(c.prices, price)
	sizes := widgets.NewSelect(choice.options, choice.value, func(option int) { c.edit(choice.with(c.patch, option)) })
	row := widgets.HStack(theme.Gap12, widgets.Grow(widgets.VStack(0, widgets.NewBold(choice.label), widgets.NewCaptionParagraph(choice.hint))))
	if choice.unit == "" {
		row.Add(widgets.Fixed(sizes, choiceWidth, 0))
	} else {
		row.Add(sizes)
		row.Add(widgets.Fixed(widgets.NewMuted(choice.unit), choiceUnit, 0))
	}
	row.Add(widgets.Fixed(price, choicePrice, 0))
	return row
}

func (c *customizer) edit(patch billing.Patch) {
	c.patch = patch
	c.changedAt = c.deps.Now()
	c.ask()
}

// ask estimates the change as it stands now, at once: what it takes is in memory.
func (c *customizer) ask() {
	c.asked++
	c.waiting, c.offline = false, false
	c.onward.Disable()
	for i, row := range c.rows {
		if row.Failed() {
			c.refuse(words.T("{name}: not possible as typed. Correct it to see what it costs.", "name", c.limits[i].label))
			return
		}
	}
	preview, err := billing.NewPreview(c.facts, c.patch, c.deps.Now())
	if err != nil {
		c.refuse(c.deps.Words.Error(err).String())
		return
	}
	c.estimate = &preview
	c.show(preview, words.T("An estimate. Billing is asked for the exact amount."))
	c.waiting = true
	c.tick(c.deps.Now())
}

// tick asks billing once the person pauses, again when a held price ends, and
// when billing can be reached anew.
func (c *customizer) tick(now time.Time) {
	switch {
	case c.waiting:
		if now.Sub(c.changedAt) >= quiet {
			c.confirm()
		}
	case c.offline:
		if c.deps.Source.Freshness().Problem == nil {
			c.confirm()
		}
	case c.preview.ID != "" && !now.Before(c.preview.ExpiresAt):
		c.confirm()
	}
}

func (c *customizer) confirm() {
	c.waiting, c.offline, c.preview.ID = false, false, ""
	patch, asked := c.patch, c.asked
	c.quotes.Run(c.deps.Context, func(ctx context.Context) (billing.Preview, error) { return c.deps.Source.Preview(ctx, patch) },
		func(preview billing.Preview, err error) {
			if asked != c.asked {
				return
			}
			c.confirmed(preview, err)
		})
}

func (c *customizer) confirmed(preview billing.Preview, err error) {
	if err == nil {
		c.show(preview, c.held(preview))
		c.allow()
		return
	}
	told := c.deps.Words.Error(err)
	if billing.CodeOf(err) != billing.Offline {
		c.refuse(told.String())
		return
	}
	c.offline = true
	c.preview.Estimate = true // also where it was held: it is not any more
	c.show(c.preview, words.T("An estimate from the saved copy: billing cannot be reached. It can be kept as a draft, not paid."))
	c.allow()
}

// held says until when the price is, and what becomes of what is not used.
func (c *customizer) held(preview billing.Preview) string {
	at := c.deps.Words.ClockSeconds(preview.ExpiresAt)
	for _, l := range c.limits {
		if l.key == billing.EmailCredits || l.key == billing.MessageCredits {
			return words.T("Price held until {at}. Unused email and message credits lapse at each reset.", "at", at)
		}
	}
	return words.T("Price held until {at}.", "at", at)
}

func (c *customizer) show(preview billing.Preview, hint string) {
	w := c.deps.Words
	c.preview = preview
	content := widgets.NewOrderContent(w, &preview, c.facts.Catalog.Policy.Rounding)
	content.Hint = hint
	content.Estimated, content.Answered, content.Differs = traceOf(c.estimate, &preview, w)
	c.order.SetContent(content)
	c.bar.SetDue(words.T("{what}: {amount}", "what", content.DueLabel, "amount", content.Due))
	for i, l := range c.limits {
		c.rows[i].SetPrice(renewalOf(&preview, w, l.item))
	}
	for i, choice := range c.choices {
		c.prices[i].SetText(renewalOf(&preview, w, choice.items()...))
	}
	target := c.target()
	label, amount := regular(c.facts, &preview, target.Interval, w)
	c.total.SetText(label)
	c.amount.SetText(amount)
	c.unit.SetText(unitOf(c.facts.Catalog, target.Interval))
	c.head.Subtitle.SetText(whenOf(c.facts, target, w))
	if c.calculator != nil {
		c.calculator.set(target.Volumes[billing.MessageCredits])
	}
	c.say("", theme.ColorMuted)
}

func unitOf(c *billing.Catalog, i billing.Interval) string {
	if i == billing.Yearly {
		return words.T("{currency} a year", "currency", string(c.Currency))
	}
	return words.T("{currency} a month", "currency", string(c.Currency))
}

// traceOf compares what billing answers with the estimate that it was asked after.
func traceOf(estimate, answer *billing.Preview, w words.Printer) (estimated, answered string, differs bool) {
	if estimate == nil {
		return "", "", false
	}
	estimated = words.T("Estimate at {at}", "at", w.ClockSeconds(estimate.At))
	if answer.Estimate {
		return estimated, "", false
	}
	difference := answer.AmountDue.Sub(estimate.AmountDue)
	switch {
	case difference.IsZero():
		return estimated, words.T("Confirmed, same to the cent"), false
	case difference.IsNegative():
		return estimated, words.T("Confirmed, {amount} less", "amount", w.Standing(difference.Abs())), true
	default:
		return estimated, words.T("Confirmed, {amount} more", "amount", w.Standing(difference)), true
	}
}

// allow opens the way on where there is something to check out.
func (c *customizer) allow() {
	c.onward.SetText(words.T("Continue to checkout"))
	if len(c.preview.Blockers) == 0 {
		c.onward.Enable()
		return
	}
	if lacksCard(c.preview.Blockers) {
		c.say(words.T("There is no way to pay yet. A card is added at the checkout."), theme.ColorMuted)
		c.onward.Enable()
		return
	}
	switch first := c.preview.Blockers[0]; first.Code {
	case billing.CurrentTerms:
		c.say(words.T("Nothing changes yet: these are the current terms."), theme.ColorMuted)
	case billing.NotPermitted:
		c.say(c.deps.Words.Notice(first), theme.ColorMuted)
	default:
		c.say(c.deps.Words.Notice(first), theme.RoleBad.Text())
		c.onward.SetText(words.T("See what blocks it"))
		c.onward.Enable()
	}
}

// refuse says why there is no preview; the figures of the last one would be of
// something else, and nothing can be checked out.
func (c *customizer) refuse(why string) {
	c.preview, c.estimate = billing.Preview{}, nil
	c.order.SetContent(widgets.OrderContent{Status: words.T("No preview"), DueLabel: words.T("Amount due now"), Due: "–"})
	c.bar.SetDue("")
	for _, row := range c.rows {
		row.SetPrice("–")
	}
	for _, price := range c.prices {
		price.SetText("–")
	}
	c.amount.SetText("–")
	target := c.target()
	c.unit.SetText(unitOf(c.facts.Catalog, target.Interval))
	c.head.Subtitle.SetText(whenOf(c.facts, target, c.deps.Words))
	c.say(why, theme.RoleBad.Text())
}

func (c *customizer) say(reason string, color fyne.ThemeColorName) {
	c.bar.Say(reason, color)
	c.page.Refresh()
}

func (c *customizer) firstFocus() fyne.Focusable {
	if len(c.rows) > 0 {
		return c.rows[0].Entry()
	}
	return nil
}

func (c *customizer) close() { c.quotes.Close() }
