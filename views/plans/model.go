package plans

import (
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/nav"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// comparison is the plans side by side, at today's seats.
type comparison struct {
	subtitle  string
	ask       string // whom to ask, for those who may not act
	intervals []billing.Interval
	labels    []string // of the intervals
	aside     string   // what choosing the longer interval means
	banner    *banner
	columns   []column
	sections  []section
}

// action is what the button of a plan does.
type action int

const (
	actionCurrent action = iota // nothing: it is the current plan
	actionChoose
	actionBlocked // opens the checkout, which says what blocks it
	actionContact
	actionRefused // nothing; the note says why
	actionNone    // there is no button: it is not the reader's to press
)

type column struct {
	name, price, per string
	saving           string // of the longer interval
	current, fits    bool
	action           action
	label            string
	note             string
	fix, fixLabel    string // the page that mends what blocks it, and what leads there
	arg              string // of the route that the button leads to
	direct           bool   // to the checkout: there is nothing to customize
}

type section struct {
	title string
	rows  []row
}

type row struct {
	label string
	cells []cell
}

type cell struct {
	lines    []string
	included bool // ticked
	muted    bool
}

// known is what the page compares plans by.
type known struct {
	facts   billing.Facts
	members []billing.Member
	grants  []billing.CreditGrant
}

// compare lays the catalog's plans side by side at an interval. Facts must be
// complete.
func compare(k known, interval billing.Interval, now time.Time, w words.Printer) comparison {
	f := k.facts
	s := f.Subscription
	c := comparison{subtitle: subtitle(f, w), intervals: sold(f.Catalog)}
	free := monthsFree(f.Catalog)
	for _, i := range c.intervals {
		c.labels = append(c.labels, intervalLabel(i, free, w))
	}
	if len(c.intervals) > 1 && s.Terms.Interval == billing.Monthly {
		c.aside = aside(free, w)
	}
	fit, fits := billing.BestFit(f, k.members, k.grants, now)
	if fits {
		c.banner = bannerOf(f, fit, w)
	}
	if s.CancelAtPeriodEnd && s.Status != billing.StatusCanceled {
		c.banner = endingBanner(f, w)
	}
	shown := offered(f)
	may := f.Account.Role.May(billing.ChangeBilling)
	for _, plan := range shown {
		column := compareColumn(f, plan, interval, now, w)
		column.fits = fits && fit.Code != billing.FitSales && fit.Terms.Plan == plan.ID
		if column.fits && fit.Terms.Interval == interval {
			column.recommend(f, plan, fit, c.banner, now, w)
		}
		if !may {
			column.withhold(f, w)
		}
		c.columns = append(c.columns, column)
	}
	if !may {
		c.ask = w.Reserved(f.Account, billing.ChangeBilling)
	}
	c.sections = compareSections(f, shown, w)
	return c
}

// intervalLabel names an interval, with what it saves.
func intervalLabel(i billing.Interval, free int, w words.Printer) string {
	if i == billing.Yearly && free > 0 {
		return words.N(free, "Yearly, {n} month free", "Yearly, {n} months free", "n", w.Count(int64(free)))
	}
	return words.Interval(i)
}

func subtitle(f billing.Facts, w words.Printer) string {
	values := []string{"account", f.Account.Name, "seats", w.Seats(f.Subscription.Terms.Seats), "tax", words.Tax(f)}
	if f.Catalog.Policy.TaxBehavior == billing.TaxInclusive {
		return words.T("Compare plans for {account}, at {seats}. Prices with {tax}.", values...)
	}
	return words.T("Compare plans for {account}, at {seats}. Prices before {tax}.", values...)
}

func aside(free int, w words.Printer) string {
	if free > 0 {
		return words.N(12-free, "Yearly renews once a year and bills {n} month. Moving from monthly starts a new period at once.",
			"Yearly renews once a year and bills {n} months. Moving from monthly starts a new period at once.", "n", w.Count(int64(12-free)))
	}
	return words.T("Yearly renews and is billed once a year. Moving from monthly starts a new period at once.")
}

// offered is what the comparison has columns for: a trial only while it runs.
func offered(f billing.Facts) []*billing.Plan {
	var shown []*billing.Plan
	for i := range f.Catalog.Plans {
		plan := &f.Catalog.Plans[i]
		if plan.Kind != billing.PlanTrial || plan.ID == f.Subscription.Terms.Plan {
			shown = append(shown, plan)
		}
	}
	return shown
}

// sold is the intervals that some paid plan has a price for.
func sold(c *billing.Catalog) []billing.Interval {
	var all []billing.Interval
	for _, interval := range []billing.Interval{billing.Monthly, billing.Yearly} {
		for i := range c.Plans {
			if _, ok := c.Plans[i].Price(interval); ok && c.Plans[i].Kind == billing.PlanPaid {
				all = append(all, interval)
				break
			}
		}
	}
	return all
}

// monthsFree is how many months a year costs less than twelve single ones, where
// that is the same whole number for every paid plan; else 0.
func monthsFree(c *billing.Catalog) int {
	free := 0
	for i := range c.Plans {
		month, monthly := c.Plans[i].Price(billing.Monthly)
		year, yearly := c.Plans[i].Price(billing.Yearly)
		if c.Plans[i].Kind != billing.PlanPaid || !monthly || !yearly {
			continue
		}
		own := 0
		for n := 1; n < 12; n++ {
			times := decimal.NewFromInt(int64(n))
			if month.Base.Mul(times).Equal(year.Base) && month.PerSeat.Mul(times).Equal(year.PerSeat) {
				own = 12 - n
			}
		}
		if own == 0 || free != 0 && free != own {
			return 0
		}
		free = own
	}
	return free
}

func compareColumn(f billing.Facts, plan *billing.Plan, interval billing.Interval, now time.Time, w words.Printer) column {
	s := f.Subscription
	c := column{name: plan.Name, current: plan.ID == s.Terms.Plan, saving: savingOf(f, plan, interval, w)}
	c.price, c.per = priceOf(f, plan, interval, w)
	_, hasPrice := plan.Price(interval)
	held, underContract := f.Catalog.Plan(s.Terms.Plan)
	underContract = underContract && held.Kind == billing.PlanCustom
	switch {
	case plan.Kind == billing.PlanCustom:
		c.action, c.label, c.arg = actionContact, words.T("Contact Sales"), planArg(plan.ID)
		c.note = customNote(f.Catalog, c.current, w)
	case underContract:
		c.action, c.label, c.note = actionRefused, chooseLabel(plan), words.T("Leaving a contract is agreed with Sales.")
	case c.current && s.Status != billing.StatusCanceled && (plan.Kind != billing.PlanPaid || interval == s.Terms.Interval):
		c.action, c.label, c.note = actionCurrent, words.T("Current plan"), currentNote(f, w)
	case plan.Kind == billing.PlanPaid && !hasPrice:
		c.action, c.label, c.note = actionRefused, chooseLabel(plan), notSold(interval)
	default:
		c.offer(f, plan, interval, now, w)
	}
	return c
}

// customNote says from when a contract is the way.
func customNote(c *billing.Catalog, current bool, w words.Printer) string {
	if current {
		return words.T("Your contract. Changes to it are agreed with Sales.")
	}
	most := 0
	for i := range c.Plans {
		most = max(most, c.Plans[i].Seats.Max)
	}
	if most == 0 {
		return words.T("Own terms, or education.")
	}
	return words.T("Over {seats}, own terms, or education.", "seats", w.Seats(most))
}

func notSold(i billing.Interval) string {
	if i == billing.Yearly {
		return words.T("Not sold yearly.")
	}
	return words.T("Not sold monthly.")
}

// longName is from how many letters on a plan's name needs more than one line of
// its column.
const longName = 16

func isLong(name string) bool { return len([]rune(name)) >= longName }

// chooseLabel leaves a long name to the head of the column.
func chooseLabel(plan *billing.Plan) string {
	if isLong(plan.Name) {
		return words.T("Choose")
	}
	return words.T("Choose {plan}", "plan", plan.Name)
}

func planArg(id string) string { return nav.TermsArg(billing.Patch{Plan: &id}) }

// offer fills in what choosing a plan would do, from an estimate of it.
func (c *column) offer(f billing.Facts, plan *billing.Plan, interval billing.Interval, now time.Time, w words.Printer) {
	patch := billing.Patch{Plan: &plan.ID}
	if plan.Kind == billing.PlanPaid && interval != f.Subscription.Terms.Interval {
		patch.Interval = &interval
	}
	c.arg, c.direct = nav.TermsArg(patch), plan.Kind != billing.PlanPaid
	c.action, c.label = actionChoose, chooseLabel(plan)
	if c.current && f.Subscription.Status != billing.StatusCanceled {
		c.label = words.T("Switch to monthly")
		if interval == billing.Yearly {
			c.label = words.T("Switch to yearly")
		}
	}
	c.weigh(f, plan, patch, now, w)
}

// weigh says what a change to the column's plan would do, from an estimate of it.
func (c *column) weigh(f billing.Facts, plan *billing.Plan, patch billing.Patch, now time.Time, w words.Printer) {
	preview, err := billing.NewPreview(f, patch, now)
	if err != nil {
		c.action, c.note = actionRefused, w.Error(err).What
		return
	}
	switch blockers := preview.Blockers; {
	case lacksCard(blockers):
		c.note = words.T("About {amount} due. A card is added at the checkout.", "amount", w.Standing(preview.AmountDue))
	case len(blockers) > 0:
		c.block(f, plan, blockers[0], w)
	case preview.Timing == billing.PeriodEnd:
		c.note = words.T("Starts on {day}; nothing is due now.", "day", w.Date(preview.EffectiveAt))
	case preview.Charged() && len(preview.Taxes) > 0:
		c.note = words.T("About {amount} due now, with {tax}.", "amount", w.Standing(preview.AmountDue), "tax", words.Tax(f))
	case preview.Charged():
		c.note = words.T("Starts now; about {amount} is due.", "amount", w.Standing(preview.AmountDue))
	default:
		c.note = words.T("Starts now; nothing is due.")
	}
}

// lacksCard tells whether nothing keeps a change from being made but that there is no way
// to pay: one is added at the checkout, and a trial has none before it.
func lacksCard(blockers []billing.Notice) bool {
	return len(blockers) == 1 && blockers[0].Code == billing.NoPaymentMethod
}

// block says the first thing that keeps a plan from being chosen, and where it is
// mended.
func (c *column) block(f billing.Facts, plan *billing.Plan, first billing.Notice, w words.Printer) {
	c.action, c.label = actionBlocked, words.T("See what blocks it")
	c.fix, c.fixLabel = first.Fix, words.Fix(first.Fix)
	if first.Fix == string(nav.PagePlans) { // that is here
		c.fix, c.fixLabel = "", ""
	}
	c.note = w.Problem(&billing.Problem{Code: first.Code, Params: first.Params}).What
	if most := plan.Seats.Max; most > 0 && f.Usage.ActiveMembers > most && first.Fix == string(nav.PageSeats) {
		c.note = w.Shortage(f.Catalog, plan.ID, billing.Need{
			Grant: billing.NeedSeats, Used: decimal.NewFromInt(int64(f.Usage.ActiveMembers)), Limit: decimal.NewFromInt(int64(most)),
		})
	}
}

func currentNote(f billing.Facts, w words.Printer) string {
	s := f.Subscription
	end := w.Date(s.Period.End)
	plan, ok := f.Catalog.Plan(s.Terms.Plan)
	switch {
	case s.CancelAtPeriodEnd:
		return words.T("Your plan until {day}, then it ends.", "day", end)
	case s.TrialEnds != nil && s.Status == billing.StatusTrialing:
		return words.T("Your trial until {day}.", "day", w.Date(*s.TrialEnds))
	case ok && plan.Kind == billing.PlanFree:
		return words.T("Your plan. Nothing can be adjusted on it.")
	case s.Scheduled != nil:
		return words.T("Your plan until {day}, then as scheduled.", "day", end)
	default:
		return words.T("Your plan until {day}, then it renews.", "day", end)
	}
}

func priceOf(f billing.Facts, plan *billing.Plan, interval billing.Interval, w words.Printer) (price, per string) {
	currency := f.Catalog.Currency
	switch plan.Kind {
	case billing.PlanCustom:
		return words.T("By quote"), words.T("by contract")
	case billing.PlanFree, billing.PlanTrial:
		return w.Standing(money.Zero(currency)), words.T("no card needed")
	case billing.PlanPaid:
	}
	tariff, ok := plan.Price(interval)
	if !ok {
		return "–", notSold(interval)
	}
	price = w.Standing(totalOf(f, plan, tariff, f.Subscription.Terms.Seats))
	each := w.UnitPrice(tariff.PerSeat, currency)
	switch {
	case tariff.PerSeat.IsZero() && interval == billing.Yearly:
		return price, words.T("a year")
	case tariff.PerSeat.IsZero():
		return price, words.T("a month")
	case interval == billing.Yearly:
		return price, words.T("a year, {price} a seat", "price", each)
	default:
		return price, words.T("a month, {price} a seat", "price", each)
	}
}

// totalOf is what a plan costs an interval at so many seats.
func totalOf(f billing.Facts, plan *billing.Plan, tariff billing.Price, seats int) money.Money {
	total := tariff.Base.Add(tariff.PerSeat.Mul(decimal.NewFromInt(int64(plan.Seats.Billable(seats)))))
	return money.Round(total.Rat(), f.Catalog.Currency, f.Catalog.Policy.Rounding)
}

// savingOf is what a year costs less than its months, by the plan's own prices.
func savingOf(f billing.Facts, plan *billing.Plan, interval billing.Interval, w words.Printer) string {
	month, monthly := plan.Price(billing.Monthly)
	year, yearly := plan.Price(billing.Yearly)
	if interval != billing.Yearly || plan.Kind != billing.PlanPaid || !monthly || !yearly {
		return ""
	}
	seats := f.Subscription.Terms.Seats
	twelve := decimal.NewFromInt(12)
	month.Base, month.PerSeat = month.Base.Mul(twelve), month.PerSeat.Mul(twelve)
	saved := totalOf(f, plan, month, seats).Sub(totalOf(f, plan, year, seats))
	if saved.Sign() <= 0 {
		return ""
	}
	return words.T("saves {amount} a year", "amount", w.Standing(saved))
}
