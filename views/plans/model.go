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
	intervals []billing.Interval
	labels    []string // of the intervals
	aside     string   // what choosing the longer interval means
	customize string   // label of the way to change the current plan; empty where there is none
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
)

type column struct {
	name, price, per string
	current          bool
	action           action
	label            string
	note             string
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

// compare lays the catalog's plans side by side at an interval. Facts must be
// complete.
func compare(f billing.Facts, interval billing.Interval, now time.Time, w words.Printer) comparison {
	s := f.Subscription
	c := comparison{
		subtitle:  f.Account.Name + " at " + w.Seats(s.Terms.Seats) + ", " + taxWords(f.Catalog),
		intervals: sold(f.Catalog),
	}
	free := monthsFree(f.Catalog)
	for _, i := range c.intervals {
		label := words.Interval(i)
		if i == billing.Yearly && free > 0 {
			label += ", " + months(free, w) + " free"
		}
		c.labels = append(c.labels, label)
	}
	if len(c.intervals) > 1 && s.Terms.Interval == billing.Monthly {
		c.aside = "Yearly is billed once a year. Moving to it from monthly starts a new period at once."
	}
	if plan, ok := f.Catalog.Plan(s.Terms.Plan); ok && plan.Kind == billing.PlanPaid && f.Account.Role.May(billing.ChangeBilling) {
		c.customize = "Customize " + plan.Name
	}
	shown := offered(f)
	for _, plan := range shown {
		c.columns = append(c.columns, compareColumn(f, plan, interval, now, w))
	}
	c.sections = compareSections(f, shown, w)
	return c
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

func taxWords(c *billing.Catalog) string {
	if c.Policy.TaxBehavior == billing.TaxInclusive {
		return "prices with tax"
	}
	return "prices before tax"
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

func months(n int, w words.Printer) string {
	if n == 1 {
		return "1 month"
	}
	return w.Count(int64(n)) + " months"
}

func compareColumn(f billing.Facts, plan *billing.Plan, interval billing.Interval, now time.Time, w words.Printer) column {
	s := f.Subscription
	c := column{name: plan.Name, current: plan.ID == s.Terms.Plan}
	c.price, c.per = priceOf(f, plan, interval, w)
	_, hasPrice := plan.Price(interval)
	switch {
	case c.current && (plan.Kind != billing.PlanPaid || interval == s.Terms.Interval):
		c.action, c.label, c.note = actionCurrent, "Current plan", currentNote(s, w)
	case plan.Kind == billing.PlanCustom:
		c.action, c.label, c.arg = actionContact, "Contact Sales", planArg(plan.ID)
		c.note = "Own terms by contract."
	case plan.Kind == billing.PlanPaid && !hasPrice:
		c.action, c.label = actionRefused, chooseLabel(plan)
		c.note = "Not sold " + words.Interval(interval) + "."
	default:
		c.offer(f, plan, interval, now, w)
	}
	return c
}

// longName is from how many letters on a plan's name needs more than one line of
// its column.
const longName = 16

func isLong(name string) bool { return len([]rune(name)) >= longName }

// chooseLabel leaves a long name to the head of the column.
func chooseLabel(plan *billing.Plan) string {
	if isLong(plan.Name) {
		return "Choose"
	}
	return "Choose " + plan.Name
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
	if c.current {
		c.label = "Switch to " + named(interval)
	}
	preview, err := billing.NewPreview(f, patch, now)
	if err != nil {
		c.action, c.note = actionRefused, w.Error(err).What
		return
	}
	if len(preview.Blockers) > 0 {
		first := preview.Blockers[0]
		c.note = w.Problem(&billing.Problem{Code: first.Code, Params: first.Params}).What
		c.action, c.label = actionBlocked, "See what blocks it"
		if first.Code == billing.NotPermitted {
			c.action, c.label = actionRefused, chooseLabel(plan)
		}
		return
	}
	switch {
	case preview.Timing == billing.PeriodEnd:
		c.note = "Starts on " + w.Date(preview.EffectiveAt) + "; nothing is due now."
	case preview.Charged():
		c.note = "Starts now; about " + w.Standing(preview.AmountDue) + " is due."
	default:
		c.note = "Starts now; nothing is due."
	}
}

func named(i billing.Interval) string {
	if i == billing.Yearly {
		return "yearly"
	}
	return "monthly"
}

func currentNote(s *billing.Subscription, w words.Printer) string {
	end := w.Date(s.Period.End)
	switch {
	case s.CancelAtPeriodEnd:
		return "Your plan until " + end + ", then it ends."
	case s.TrialEnds != nil && s.Status == billing.StatusTrialing:
		return "Your trial until " + w.Date(*s.TrialEnds) + "."
	case s.Scheduled != nil:
		return "Your plan until " + end + ", then as scheduled."
	default:
		return "Your plan until " + end + ", then it renews."
	}
}

func priceOf(f billing.Facts, plan *billing.Plan, interval billing.Interval, w words.Printer) (price, per string) {
	currency := f.Catalog.Currency
	switch plan.Kind {
	case billing.PlanCustom:
		return "By quote", "by contract"
	case billing.PlanFree, billing.PlanTrial:
		return w.Standing(money.Zero(currency)), "no card needed"
	case billing.PlanPaid:
	}
	tariff, ok := plan.Price(interval)
	if !ok {
		return "–", "not sold " + named(interval)
	}
	seats := decimal.NewFromInt(int64(plan.Seats.Billable(f.Subscription.Terms.Seats)))
	total := tariff.Base.Add(tariff.PerSeat.Mul(seats))
	price = w.Standing(money.Round(total.Rat(), currency, f.Catalog.Policy.Rounding))
	per = "a " + words.Per(interval)
	if !tariff.PerSeat.IsZero() {
		per += ", " + w.UnitPrice(tariff.PerSeat, currency) + " a seat"
	}
	return price, per
}
