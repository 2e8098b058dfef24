package billing

import (
	"maps"
	"slices"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// split is a change divided by time: the terms from now on, and those from the
// period's end.
type split struct {
	target    Terms // what was asked for, on top of the current terms
	now       Terms
	later     Terms // target on top of what was scheduled already
	timing    Timing
	newPeriod bool
	warnings  []Notice
}

// split decides what of a change happens now (rules 5, 6 and 12).
func (f Facts) split(patch Patch) (split, error) {
	s := f.Subscription
	current := s.Terms
	if plan, ok := f.Catalog.Plan(current.Plan); ok && plan.Kind == PlanCustom {
		// What a contract says about its end is not known here.
		return split{}, NewProblem(CustomContract, "plan", current.Plan)
	}
	target := f.Catalog.adapt(current.With(patch), patch)
	later := target
	if s.Scheduled != nil {
		named := patch
		if s.Scheduled.After.Plan != target.Plan && patch.Plan == nil {
			named = Patch{} // it was named for the plan that holds until then
		}
		later = f.Catalog.adapt(s.Scheduled.After.With(patch), named)
	}
	for _, t := range []Terms{target, later} {
		if err := f.Catalog.check(t); err != nil {
			return split{}, err
		}
	}
	p := split{target: target, later: later}
	if f.StartsPeriod(target) {
		p.now, p.later, p.timing, p.newPeriod = target, target, Now, true
		if s.Scheduled != nil && !s.Scheduled.After.Equal(target) {
			p.warnings = append(p.warnings, Notice{Code: DropsScheduled})
		}
		return p, nil
	}
	f.splitWithin(&p)
	return p, nil
}

// StartsPeriod tells whether a change begins a new billing period: a paid plan
// after a free one or a trial, any plan where a trial is given up now, or an
// interval that is changed now. A subscription that has ended starts anew.
func (f Facts) StartsPeriod(target Terms) bool {
	current := f.Subscription.Terms
	if f.Subscription.Status == StatusCanceled {
		return true
	}
	if !f.paid(target) {
		return f.Subscription.TrialEnds != nil && target.Plan != current.Plan && f.immediate()
	}
	if !f.paid(current) {
		return true
	}
	if target.Interval == current.Interval {
		return false
	}
	return target.Interval.Months() > current.Interval.Months() || f.immediate()
}

func (f Facts) paid(t Terms) bool {
	plan, ok := f.Catalog.Plan(t.Plan)
	return ok && plan.Kind == PlanPaid
}

func (f Facts) immediate() bool {
	return f.Catalog.Policy.Downgrade == DowngradeImmediateCredit && f.Subscription.OpenInvoice == ""
}

// splitWithin divides a change inside the running period: the greater of
// current and target now, element by element, the rest at the period's end.
func (f Facts) splitWithin(p *split) {
	current := f.Subscription.Terms
	p.now = f.Catalog.greater(current, p.target)
	if f.immediate() {
		p.now = p.target
	}
	if !f.Catalog.onSale(p.now) {
		p.now = current
		p.warnings = append(p.warnings, Notice{Code: WaitsForPeriodEnd})
	}
	switch {
	case p.now.Equal(p.target):
		p.timing = Now
	case p.now.Equal(current):
		p.timing = PeriodEnd
	default:
		p.timing = Mixed
	}
}

// onSale tells whether terms can be billed as they are.
func (c *Catalog) onSale(t Terms) bool {
	plan, ok := c.Plan(t.Plan)
	return ok && c.check(t) == nil && (plan.Seats.Max == 0 || t.Seats <= plan.Seats.Max)
}

// greater is the greater of two terms, element by element, at the first's
// interval; plans compare by rank.
func (c *Catalog) greater(current, target Terms) Terms {
	g := current.Clone()
	from, okFrom := c.Plan(current.Plan)
	to, okTo := c.Plan(target.Plan)
	if okFrom && okTo && to.Rank > from.Rank {
		g.Plan = target.Plan
	}
	g.Seats = max(current.Seats, target.Seats)
	g.Addons = greaterOf(current.Addons, target.Addons)
	g.Volumes = greaterOf(current.Volumes, target.Volumes)
	return g
}

func greaterOf[N int | int64](a, b map[string]N) map[string]N {
	g := maps.Clone(a)
	for key, value := range b {
		if value > g[key] {
			g = merge(g, map[string]N{key: value})
		}
	}
	return g
}

// adapt drops, of what a change does not name, what the target plan cannot
// carry: volumes that it does not sell, and on an unpaid plan seats above its
// maximum and add-ons. A volume is kept within the plan's bounds, and one that
// the plan demands starts at its minimum.
func (c *Catalog) adapt(t Terms, named Patch) Terms {
	plan, ok := c.Plan(t.Plan)
	if !ok {
		return t
	}
	t = t.Clone()
	for _, meter := range slices.Collect(maps.Keys(t.Volumes)) {
		volume, sold := plan.Volume(meter)
		_, wanted := named.Volumes[meter]
		switch {
		case !sold && !wanted:
			delete(t.Volumes, meter)
		case sold && !wanted:
			t.Volumes[meter] = max(volume.Min, min(t.Volumes[meter], volume.Max))
		}
	}
	for _, volume := range plan.Volumes {
		if _, set := t.Volumes[volume.Meter]; !set && volume.Min > 0 {
			t.Volumes = merge(t.Volumes, map[string]int64{volume.Meter: volume.Min})
		}
	}
	if plan.Kind == PlanFree {
		if named.Seats == nil && plan.Seats.Max > 0 {
			t.Seats = min(t.Seats, plan.Seats.Max)
		}
		if len(named.Addons) == 0 {
			t.Addons = nil
		}
	}
	return t
}

// moneyWarnings says what the split costs or moves.
func (f Facts) moneyWarnings(plan split, p *Preview) []Notice {
	var notices []Notice
	if extra, ok := f.paysForReduction(plan, p); ok {
		notices = append(notices, Notice{Code: PaysForReduction, Params: pairs([]string{
			"amount", extra.String(), "currency", string(p.Currency), "until", p.Period.End.Format(timeLayout),
		})})
	}
	if s := f.Subscription; plan.newPeriod && s.Status != StatusCanceled && f.paid(s.Terms) {
		notices = append(notices, Notice{Code: RenewalDateMoves, Params: pairs([]string{
			"from", s.Period.End.Format(timeLayout), "to", p.Period.End.Format(timeLayout),
		})})
	}
	if p.Total.IsNegative() {
		notices = append(notices, Notice{Code: CreditKeptOnAccount, Params: pairs([]string{
			"amount", p.Total.Neg().String(), "currency", string(p.Currency),
		})})
	}
	return notices
}

// paysForReduction is what a mixed change costs until the period's end beyond
// what the target itself would, before tax (rule 6).
func (f Facts) paysForReduction(plan split, p *Preview) (money.Money, bool) {
	if plan.timing != Mixed || plan.target.Interval != plan.now.Interval || f.Catalog.Policy.Proration == ProrateNone {
		return money.Money{}, false
	}
	share := f.shareLeft(p.At)
	rest := func(t Terms) money.Money {
		sum := money.Zero(p.Currency)
		items := f.Catalog.price(t)
		for _, line := range f.restOfPeriod(items, f.reductions(items, p.At, decimal.Zero), share, p.Period) {
			sum = sum.Add(line.Amount)
		}
		return sum
	}
	extra := rest(plan.now).Sub(rest(plan.target))
	return extra, extra.Sign() > 0
}
