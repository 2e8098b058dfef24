package plans

import (
	"context"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

const (
	// quiet is how long the person must not have changed anything before billing
	// is asked: an estimate answers each keystroke, billing only the last one.
	quiet = 300 * time.Millisecond

	sideWidth  float32 = 368
	breakpoint float32 = 900

	contactLabel float32 = 220
	totalWidth   float32 = 120
	choiceWidth  float32 = 196 // of a quantity's number and unit
	choicePrice  float32 = 72
)

// customizer sets the quantities of a change and shows what it costs: at once
// as an estimate, then as billing confirms it.
type customizer struct {
	deps      Deps
	facts     billing.Facts
	patch     billing.Patch
	estimates *load.Loader[billing.Preview]
	quotes    *load.Loader[billing.Preview]

	changedAt time.Time
	asked     int  // counts the changes, so that a late answer to an older one is dropped
	waiting   bool // an estimate is shown that billing was not asked to confirm yet
	offline   bool // billing could not be reached for what is shown
	preview   billing.Preview

	limits  []limit
	rows    []*widgets.VolumeRow
	choices []choice
	prices  []*widgets.Text // of the choices
	head    widgets.PageHead
	total   *widgets.Text
	amount  *widgets.Text
	order   *widgets.OrderPreview
	bar     *widgets.PinBar
	onward  *widgets.Button
	page    *fyne.Container
}

func newCustomizer(deps Deps, facts billing.Facts, patch billing.Patch) *customizer {
	c := &customizer{
		deps: deps, facts: facts, patch: patch,
		estimates: load.New[billing.Preview](deps.Scheduler), quotes: load.New[billing.Preview](deps.Scheduler),
		total: widgets.NewText(""), amount: widgets.NewBold("").Right(),
	}
	c.onward = widgets.NewButton(widgets.ButtonPrimary, "Continue to checkout", func() {
		deps.Go(nav.Route{Page: nav.PageCheckout, Arg: nav.TermsArg(c.patch)})
	})
	c.onward.Disable()
	return c
}

func (c *customizer) target() billing.Terms { return targetOf(c.facts.Subscription, c.patch) }

func (c *customizer) content() fyne.CanvasObject {
	target := c.target()
	c.head = widgets.NewPageHead("Customize "+words.Plan(c.facts.Catalog, target.Plan), whenOf(c.facts, target, c.deps.Words),
		widgets.NewSteps([]string{"Choose plan", "Customize", "Check out"}, 1))
	back := widgets.NewButton(widgets.ButtonSecondary, "Back", func() { c.deps.Go(nav.Route{Page: nav.PagePlans}) })
	c.bar = widgets.NewPinBar(widgets.HStack(theme.Gap8, back, widgets.Grow(c.onward)))
	c.order = widgets.NewOrderPreview(widgets.OrderOptions{Title: "Order preview", Footer: c.bar.Home})
	c.page = c.bar.Around(widgets.Page(c.head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: widgets.VStack(0, c.limitsCard(target))},
		widgets.Column{Content: widgets.VStack(0, c.order), Width: sideWidth})))
	return c.page
}

func (c *customizer) limitsCard(target billing.Terms) fyne.CanvasObject {
	stack := widgets.VStack(0)
	if base, ok := baseOf(c.facts, target, c.deps.Words); ok {
		row := widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewBold("Base price")), widgets.Fixed(widgets.NewText(base).Right(), totalWidth, 0))
		stack.Add(widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
		stack.Add(widgets.Hairline())
	}
	c.limits = limitsOf(c.facts, target, c.deps.Words)
	for _, l := range c.limits {
		row := widgets.NewVolumeRow(widgets.VolumeSpec{
			Label: l.label, Hint: l.hint, Unit: l.unit, Min: l.min, Max: l.max, Step: l.step,
			Now: l.now, NowLabel: "now " + c.deps.Words.Count(l.now), Format: c.deps.Words.Count,
			RangeError: "Between " + c.deps.Words.Count(l.min) + " and " + c.deps.Words.Count(l.max) + ".",
		})
		row.SetValue(l.value)
		row.OnChanged = func(value int64) { c.edit(l.with(c.patch, value)) }
		c.rows = append(c.rows, row)
		stack.Add(widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
		stack.Add(widgets.Hairline())
	}
	c.choices = choicesOf(c.facts, target, c.deps.Words)
	for _, choice := range c.choices {
		stack.Add(widgets.Inset(c.choiceRow(choice), theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
		stack.Add(widgets.Hairline())
	}
	stack.Add(widgets.NewCardFoot(widgets.HStack(theme.Gap8, widgets.Grow(c.total), widgets.Fixed(c.amount, totalWidth, 0))))
	unit := widgets.NewCaption(string(c.facts.Catalog.Currency) + " a " + words.Per(target.Interval))
	return widgets.NewCard(widgets.CardOptions{Title: "Limits", Right: unit, Flush: true}, stack)
}

// choiceRow stands in the columns of the quantities above it.
func (c *customizer) choiceRow(choice choice) fyne.CanvasObject {
	price := widgets.NewText("").Right()
	c.prices = append(c.prices, price)
	sizes := widgets.NewSelect(choice.options, choice.value, func(option int) { c.edit(choice.with(c.patch, option)) })
	return widgets.HStack(theme.Gap12,
		widgets.Grow(widgets.VStack(0, widgets.NewBold(choice.label), widgets.NewCaptionParagraph(choice.hint))),
		widgets.Fixed(sizes, choiceWidth, 0), widgets.Fixed(price, choicePrice, 0))
}

func (c *customizer) edit(patch billing.Patch) {
	c.patch = patch
	c.changedAt = c.deps.Now()
	c.ask()
}

// ask estimates the change as it stands now.
func (c *customizer) ask() {
	c.asked++
	c.waiting = false
	c.onward.Disable()
	patch := c.patch
	c.estimates.Run(c.deps.Context, func(ctx context.Context) (billing.Preview, error) { return c.deps.Source.Estimate(ctx, patch) },
		func(preview billing.Preview, err error) {
			if err != nil {
				c.refuse(c.deps.Words.Error(err))
				return
			}
			c.show(preview, "An estimate. Billing is asked for the exact amount.")
			c.waiting = true
			c.tick(c.deps.Now())
		})
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
		c.show(preview, "Price held until "+c.deps.Words.ClockSeconds(preview.ExpiresAt)+".")
		c.allow()
		return
	}
	told := c.deps.Words.Error(err)
	if billing.CodeOf(err) != billing.Offline {
		c.refuse(told)
		return
	}
	c.offline = true
	c.show(c.preview, "An estimate from the saved copy: billing cannot be reached. It can be kept as a draft, not paid.")
	c.allow()
}

func (c *customizer) show(preview billing.Preview, hint string) {
	w := c.deps.Words
	c.preview = preview
	content := widgets.NewOrderContent(w, &preview, c.facts.Catalog.Policy.Rounding)
	content.Hint = hint
	c.order.SetContent(content)
	c.bar.SetDue(content.DueLabel + ": " + content.Due)
	for i, l := range c.limits {
		c.rows[i].SetPrice(renewalOf(&preview, w, l.item))
	}
	for i, choice := range c.choices {
		c.prices[i].SetText(renewalOf(&preview, w, choice.items()...))
	}
	label, amount := regular(&preview, c.target().Interval, w)
	c.total.SetText(label)
	c.amount.SetText(amount)
	c.say("", theme.ColorMuted)
}

// allow opens the way on where there is something to check out.
func (c *customizer) allow() {
	c.onward.SetText("Continue to checkout")
	if len(c.preview.Blockers) == 0 {
		c.onward.Enable()
		return
	}
	first := c.preview.Blockers[0]
	if first.Code == billing.CurrentTerms {
		c.say("Nothing changes yet: these are the current terms.", theme.ColorMuted)
		return
	}
	c.say(c.deps.Words.Notice(first), theme.RoleBad.Text())
	c.onward.SetText("See what blocks it")
	c.onward.Enable()
}

// refuse says why there is no preview; the figures of the last one would be of
// something else, and nothing can be checked out.
func (c *customizer) refuse(told words.Told) {
	c.preview = billing.Preview{}
	c.order.SetContent(widgets.OrderContent{Status: "No preview", DueLabel: "Amount due now", Due: "–"})
	c.bar.SetDue("")
	c.say(told.String(), theme.RoleBad.Text())
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

func (c *customizer) close() {
	c.estimates.Close()
	c.quotes.Close()
}

// contact says what Sales needs to know, for the clipboard.
func (p *Page) contact(plan *billing.Plan) fyne.CanvasObject {
	facts := contractOf(*p.facts, p.deps.Words)
	stack, text := widgets.VStack(theme.Gap8), ""
	for _, f := range facts {
		stack.Add(widgets.HStack(theme.Gap16, widgets.Fixed(widgets.NewMuted(f.label), contactLabel, 0), widgets.Grow(widgets.NewParagraph(f.value))))
		text += f.label + ": " + f.value + "\n"
	}
	copying := widgets.NewButton(widgets.ButtonPrimary, "Copy for Sales", func() { fyne.CurrentApp().Clipboard().SetContent(text) }).WithIcon(resources.IconCopy)
	back := widgets.NewButton(widgets.ButtonSecondary, "Back", func() { p.deps.Go(nav.Route{Page: nav.PagePlans}) })
	head := widgets.NewPageHead("Contact Sales about "+plan.Name, "A custom plan is agreed by contract; nothing changes until then.")
	card := widgets.NewCard(widgets.CardOptions{Title: "What to send", Note: "to the person who sold you your plan"},
		widgets.VStack(theme.Gap16, stack, widgets.HStack(theme.Gap8, back, copying)))
	return widgets.Page(head, widgets.VStack(0, card))
}
