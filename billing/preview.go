package billing

import (
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Timing says when a change of terms takes effect.
type Timing string

// The timings.
const (
	Now       Timing = "now"
	PeriodEnd Timing = "period_end"
	Mixed     Timing = "mixed"
)

// Preview is a change of terms priced at one instant, line by line. A locked
// one has an id and can be confirmed until it expires; an estimate cannot.
type Preview struct {
	ID        string
	At        time.Time // the proration instant
	ExpiresAt time.Time
	Currency  money.Currency
	Estimate  bool
	// Revision is the subscription's that the preview was made of.
	Revision    int64
	Timing      Timing
	EffectiveAt time.Time
	Before      Terms
	After       Terms // holds at EffectiveAt
	Lines       []Line
	Totals
	Discount  money.Money // informs only: line amounts are net of it
	Scheduled *Scheduled  // what waits, after this change
	// Period is the billing period once the change is made; a new one starts
	// at the instant where the interval changes or a paid plan begins.
	Period   Period
	Next     *NextInvoice // nil where nothing renews
	Blockers []Notice
	Warnings []Notice
}

// NextInvoice is the renewal as it stands today, without usage to come.
type NextInvoice struct {
	At    time.Time
	Lines []Line
	Totals
}

// Facts is everything that a preview depends on, read at one instant.
type Facts struct {
	Catalog      *Catalog
	Account      *Account
	Subscription *Subscription
	Usage        *Usage
}

// Locked is the preview under an id, as the backend keeps it for a confirm.
func (p Preview) Locked(id string) Preview {
	p.ID, p.Estimate = id, false
	return p
}

// Charged tells whether a confirm takes money now.
func (p *Preview) Charged() bool { return p.AmountDue.Sign() > 0 }

// StartsPeriod tells whether the change begins a new billing period.
func (p *Preview) StartsPeriod() bool { return p.Timing != PeriodEnd && p.Period.Start.Equal(p.At) }

// NewPreview prices a change at an instant, as an estimate (rules 3 to
// 12). What is not on sale is a *Problem; what keeps the change from being
// made is listed in the preview's blockers.
func NewPreview(f Facts, patch Patch, at time.Time) (Preview, error) {
	at = at.UTC().Truncate(time.Second)
	plan, err := f.split(patch)
	if err != nil {
		return Preview{}, err
	}
	s := f.Subscription
	p := Preview{
		At: at, Currency: f.Catalog.Currency, Estimate: true, Revision: s.Revision,
		Timing: plan.timing, EffectiveAt: at, Before: s.Terms.Clone(), After: plan.now,
		Discount: money.Zero(f.Catalog.Currency), Period: s.Period, Warnings: plan.warnings,
	}
	anchor := s.Anchor
	if plan.newPeriod {
		anchor, p.Period = at, PeriodAt(at, plan.now.Interval, 0)
	}
	p.ExpiresAt = at.Add(f.Catalog.Policy.PreviewTTL)
	if s.Period.End.After(at) && s.Period.End.Before(p.ExpiresAt) {
		p.ExpiresAt = s.Period.End
	}
	p.Lines = f.lines(plan, p.Period, at)
	p.Totals = f.Catalog.total(p.Lines, f.Account.BillingCredit)
	if !plan.later.Equal(plan.now) {
		p.Scheduled = &Scheduled{At: p.Period.End, After: plan.later}
	}
	if plan.timing == PeriodEnd {
		p.After, p.EffectiveAt = plan.later, s.Period.End
	}
	if terms, ok := f.renewing(plan.later); ok {
		p.Next = f.next(terms, anchor, p.Period.End, p.BillingCreditAfter)
	}
	p.Warnings = append(p.Warnings, f.moneyWarnings(plan, &p)...)
	p.Blockers = f.blockers(plan, &p)
	return p, nil
}

// Next is the next invoice of the subscription as it stands, or nil where
// nothing renews.
func (f Facts) Next() *NextInvoice {
	s := f.Subscription
	if s.CancelAtPeriodEnd || s.Status == StatusCanceled {
		return nil
	}
	terms := s.Terms
	if s.Scheduled != nil {
		terms = s.Scheduled.After
	}
	terms, ok := f.renewing(terms)
	if !ok {
		return nil
	}
	return f.next(terms, s.Anchor, s.Period.End, f.Account.BillingCredit)
}

// next is the invoice of the period that begins at an instant, by the anchor.
func (f Facts) next(t Terms, anchor, at time.Time, credit money.Money) *NextInvoice {
	items := f.Catalog.price(t)
	if len(items) == 0 {
		return nil
	}
	period, _ := PeriodFrom(anchor, t.Interval, at)
	n := NextInvoice{At: at, Lines: f.fullPeriod(items, t.Interval, period)}
	n.Totals = f.Catalog.total(n.Lines, credit)
	return &n
}

// lines is a credit for what is unused of each changing item, and a charge for
// the rest of the period, or for the whole of a new one.
func (f Facts) lines(plan split, period Period, at time.Time) []Line {
	before, after := f.Catalog.price(f.Subscription.Terms), f.Catalog.price(plan.now)
	if !plan.newPeriod {
		before, after = changing(before, after), changing(after, before)
	}
	policy, s := f.Catalog.Policy, f.Subscription
	var lines []Line
	if policy.Proration != ProrateNone {
		share := f.shareLeft(at)
		lines = f.unused(before, share, Period{Start: at, End: s.Period.End})
		if !plan.newPeriod {
			lines = append(lines, f.restOfPeriod(after, share, Period{Start: at, End: s.Period.End})...)
		}
	}
	if plan.newPeriod {
		lines = append(lines, f.fullPeriod(after, plan.now.Interval, period)...)
	}
	return paired(lines)
}

// shareLeft is what is left of the running period. Only days need the account's
// zone, which is looked up in the system's files.
func (f Facts) shareLeft(at time.Time) Share {
	zone := time.UTC
	if f.Catalog.Policy.Proration == ProrateDays {
		zone = f.Account.Location()
	}
	return f.Catalog.Policy.ShareLeft(f.Subscription.Period, at, zone)
}

func (f Facts) unused(items []priced, share Share, rest Period) []Line {
	var lines []Line
	for _, p := range items {
		billed, ok := f.Subscription.billed(p.item)
		if !ok || share.Left == 0 {
			continue
		}
		credit := p.full.parenthesised().times(integer(share.Left)).over(integer(share.Of)).cappedAt(unit(billed.Net.Amount(), f.Catalog.Currency))
		line := f.line(p, credit.negated(), rest)
		line.Kind, line.Code, line.Taxes = ProrationCredit, LineUnusedTime, billed.Taxes
		share.describe(line.Params)
		lines = append(lines, line)
	}
	return lines
}

func (f Facts) restOfPeriod(items []priced, share Share, rest Period) []Line {
	var lines []Line
	for _, p := range items {
		if share.Left == 0 {
			continue
		}
		line := f.line(p, p.full.parenthesised().times(integer(share.Left)).over(integer(share.Of)), rest)
		line.Kind, line.Code = ProrationCharge, LineRestOfPeriod
		share.describe(line.Params)
		lines = append(lines, line)
	}
	return lines
}

func (f Facts) fullPeriod(items []priced, i Interval, period Period) []Line {
	lines := make([]Line, 0, len(items))
	for _, p := range items {
		line := f.line(p, p.full, period)
		line.Kind, line.Code = Recurring, LineFullPeriod
		line.Params["interval"] = string(i)
		lines = append(lines, line)
	}
	return lines
}

// line makes a line of an item and its exact value, rounded here and only here.
func (f Facts) line(p priced, value expr, period Period) Line {
	return Line{
		Item: p.item, Params: map[string]string{"name": p.name, "quantity": p.quantity.String()},
		Quantity: p.quantity, UnitPrice: p.unit, Period: period,
		Amount:     money.Round(value.value, f.Catalog.Currency, f.Catalog.Policy.Rounding),
		Arithmetic: value.text, Taxes: f.Catalog.taxesFor(f.Account.Details),
	}
}

// changing is the items that the other terms do not have at the same price and
// quantity.
func changing(items, other []priced) []priced {
	var changed []priced
	for _, p := range items {
		stays := false
		for _, o := range other {
			stays = stays || p.same(o)
		}
		if !stays {
			changed = append(changed, p)
		}
	}
	return changed
}

// paired puts a credit right before the charge of the same item, in the order
// in which items are first met.
func paired(lines []Line) []Line {
	sorted := make([]Line, 0, len(lines))
	seen := map[Item]bool{}
	for _, first := range lines {
		if seen[first.Item] {
			continue
		}
		seen[first.Item] = true
		for _, line := range lines {
			if line.Item == first.Item {
				sorted = append(sorted, line)
			}
		}
	}
	return sorted
}

func (s Share) describe(params map[string]string) {
	params["left"] = decimal.NewFromInt(s.Left).String()
	params["of"] = decimal.NewFromInt(s.Of).String()
	params["unit"] = string(s.Unit)
}
