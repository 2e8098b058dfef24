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

// Preview is an order priced at one instant, line by line. A locked one has an
// id and can be confirmed until it expires; an estimate cannot.
type Preview struct {
	ID        string
	Kind      OrderKind
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
	Discount  money.Money // what is off the charges; informs only: line amounts are net of it
	Scheduled *Scheduled  // what waits, after this change
	// Period is the billing period once the change is made; NewPeriod says that
	// it begins with it, as where the interval changes or a paid plan begins.
	Period    Period
	NewPeriod bool
	Next      *NextInvoice // nil where nothing renews
	// Pays is the number of the open invoice that an order to pay is about.
	Pays     string
	Blockers []Notice
	Warnings []Notice
	// Losses is what the change takes away beyond what was scheduled before, with the
	// numbers, when all of it has
	// taken effect.
	Losses []Notice
}

// NextInvoice is the renewal as it stands today, with the usage so far where
// the usage cycle ends with the period.
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
	// Open is the invoice that an order to pay is about: the oldest open one.
	// Only such an order needs it.
	Open *Invoice
}

// Locked is the preview under an id, as the backend keeps it for a confirm.
func (p Preview) Locked(id string) Preview {
	p.ID, p.Estimate = id, false
	return p
}

// Charged tells whether a confirm takes money now.
func (p *Preview) Charged() bool { return p.AmountDue.Sign() > 0 }

// NewPreview prices a change of terms at an instant, as an estimate (rules 3 to
// 12). What is not on sale is a *Problem; what keeps the change from being
// made is listed in the preview's blockers.
func NewPreview(f Facts, patch Patch, at time.Time) (Preview, error) {
	at = at.UTC().Truncate(time.Second)
	plan, err := f.split(patch)
	if err != nil {
		return Preview{}, err
	}
	s := f.Subscription
	p := f.blank(OrderChange, at)
	p.Timing, p.After, p.Scheduled, p.NewPeriod, p.Warnings = plan.timing, plan.now, nil, plan.newPeriod, plan.warnings
	anchor := s.Anchor
	if plan.newPeriod {
		anchor, p.Period = at, PeriodAt(at, plan.now.Interval, 0)
	}
	p.Lines = f.lines(plan, p.Period, at)
	p.Discount = f.discounted(p.Lines, plan.now)
	p.Totals = f.Catalog.total(p.Lines, f.Account.BillingCredit)
	if !plan.later.Equal(plan.now) {
		p.Scheduled = &Scheduled{At: p.Period.End, After: plan.later}
	}
	if plan.timing == PeriodEnd {
		p.After, p.EffectiveAt = plan.later, s.Period.End
	}
	if terms, ok := f.renewing(plan.later); ok {
		p.Next = f.next(terms, anchor, p.Period, p.BillingCreditAfter)
	}
	p.Warnings = append(p.Warnings, f.moneyWarnings(plan, &p)...)
	p.Warnings = append(p.Warnings, f.useWarnings(plan)...)
	p.Blockers = f.blockers(plan, &p)
	if s.Serves() {
		planned := s.Terms
		if s.Scheduled != nil {
			planned = s.Scheduled.After
		}
		p.Losses = f.losses(s.Terms, planned, plan.later)
	}
	return p, p.bounded()
}

// blank is a preview at an instant of an order that changes no terms and costs
// nothing yet.
func (f Facts) blank(kind OrderKind, at time.Time) Preview {
	s, c := f.Subscription, f.Catalog.Currency
	p := Preview{
		Kind: kind, At: at, Currency: c, Estimate: true, Revision: s.Revision, Timing: Now, EffectiveAt: at,
		Before: s.Terms.Clone(), After: s.Terms.Clone(), Scheduled: s.Scheduled, Period: s.Period,
		Discount: money.Zero(c), Totals: f.Catalog.total(nil, f.Account.BillingCredit),
	}
	p.ExpiresAt = at.Add(f.Catalog.Policy.PreviewTTL)
	if s.Period.End.After(at) && s.Period.End.Before(p.ExpiresAt) {
		p.ExpiresAt = s.Period.End
	}
	return p
}

// Next is the next invoice of the subscription as it stands, or nil where
// nothing renews.
func (f Facts) Next() *NextInvoice {
	s := f.Subscription
	if s.CancelAtPeriodEnd || !s.Serves() {
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
	return f.next(terms, s.Anchor, s.Period, f.Account.BillingCredit)
}

// next is the invoice at the end of a period, for terms that hold from then on.
func (f Facts) next(t Terms, anchor time.Time, running Period, credit money.Money) *NextInvoice {
	at := running.End
	lines := f.renewal(t, anchor, at)
	if f.Usage != nil && running.End.Equal(f.Subscription.Period.End) && f.Usage.Cycle.End.Equal(at) {
		lines = append(lines, f.usageLines(UsageInProgress)...)
	}
	if len(lines) == 0 {
		return nil
	}
	n := NextInvoice{At: at, Lines: lines}
	n.Totals = f.Catalog.total(n.Lines, credit)
	return &n
}

// renewal is what terms cost for the period that begins at an instant, by the
// anchor.
func (f Facts) renewal(t Terms, anchor, at time.Time) []Line {
	items := f.Catalog.price(t)
	if len(items) == 0 {
		return nil
	}
	period, _ := PeriodFrom(anchor, t.Interval, at)
	return f.fullPeriod(items, f.reductions(items, at, decimal.Zero), t.Interval, period)
}

// Renewal is the invoice of a period that begins where the running one ends, on
// the terms that hold from then on; usage is of the cycle that ends with it.
func (f Facts) Renewal(t Terms, usage []Line) ([]Line, Totals) {
	lines := append(f.renewal(t, f.Subscription.Anchor, f.Subscription.Period.End), usage...)
	return lines, f.Catalog.total(lines, f.Account.BillingCredit)
}

// InFull is what the terms cost for the whole of the running period, as it was
// billed at its start.
func (f Facts) InFull() []Line {
	s := f.Subscription
	items := f.Catalog.price(s.Terms)
	return f.fullPeriod(items, f.reductions(items, s.Period.Start, decimal.Zero), s.Terms.Interval, s.Period)
}

// UsageInvoice is the invoice of usage alone, where its cycle ends within a
// billing period or with the subscription.
func (f Facts) UsageInvoice() ([]Line, Totals) {
	lines := f.ClosingUsage()
	return lines, f.Catalog.total(lines, f.Account.BillingCredit)
}
