package engine

import (
	"context"
	"time"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

// endPeriod does what a billing period's end brings: the subscription ends where
// it was canceled or is restricted, a trial becomes what its plan says, and
// anything else renews.
func (e *Engine) endPeriod(ctx context.Context, account string, end time.Time) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		f, err := tx.Facts(ctx, account, billing.RoleAdmin)
		if err != nil {
			return err
		}
		s := f.Subscription
		if !s.Period.End.Equal(end) || !lives(s) {
			return nil
		}
		switch {
		case s.CancelAtPeriodEnd:
			return e.end(ctx, tx, f, "requested")
		case s.Status == billing.StatusRestricted:
			return e.end(ctx, tx, f, "unpaid")
		case s.TrialEnds != nil:
			return e.endTrial(ctx, tx, f)
		default:
			return e.renew(ctx, tx, f)
		}
	})
}

// closing is the usage to bill at a period's end: that of the cycle which ends
// with it.
func closing(f billing.Facts) []billing.Line {
	if !f.Usage.Cycle.End.Equal(f.Subscription.Period.End) {
		return nil
	}
	return f.ClosingUsage()
}

// renew begins the next period, from the original anchor, on the terms that
// were scheduled for it or the ones that hold.
func (e *Engine) renew(ctx context.Context, tx *store.Tx, f billing.Facts) error {
	s, at := f.Subscription, f.Subscription.Period.End
	usage := closing(f)
	kept, err := e.takeScheduled(ctx, tx, f)
	if err != nil {
		return err
	}
	lines, totals := f.Renewal(s.Terms, usage)
	s.Period, s.Anchor = billing.PeriodFrom(s.Anchor, s.Terms.Interval, at)
	if kept != nil {
		s.Scheduled = &billing.Scheduled{At: s.Period.End, After: kept.After}
	}
	return e.begin(ctx, tx, f, &billing.Invoice{At: at, Lines: lines, Totals: totals})
}

// begin writes a subscription whose period has just begun, with its invoice and
// its first usage cycle.
func (e *Engine) begin(ctx context.Context, tx *store.Tx, f billing.Facts, i *billing.Invoice) error {
	s, account := f.Subscription, f.Account.ID
	s.Bill(i.Lines, true)
	if err := tx.PutSubscription(ctx, account, s); err != nil {
		return err
	}
	if err := e.startCycle(ctx, tx, account, s, i.At); err != nil || len(i.Lines) == 0 {
		return err
	}
	i.Period, i.Currency = s.Period, f.Account.Currency
	return e.issueDue(ctx, tx, account, i)
}

// takeScheduled makes what was scheduled for a period's end the terms. What no
// longer fits is recorded as rejected, reported, and returned to be kept for the
// next.
func (e *Engine) takeScheduled(ctx context.Context, tx *store.Tx, f billing.Facts) (kept *billing.Scheduled, err error) {
	s, due := f.Subscription, f.Subscription.Scheduled
	unfit := f.Unfit()
	s.Scheduled = nil
	switch {
	case due == nil:
		return nil, nil
	case len(unfit) == 0:
		s.Terms = due.After
		return nil, nil
	}
	at := s.Period.End
	if err := tx.Notify(ctx, f.Account.ID, billing.Notification{At: at, Notice: unfitNotice(billing.ScheduledKept, at, unfit[0])}); err != nil {
		return nil, err
	}
	return due, tx.InsertChange(ctx, &store.Change{
		Change: billing.Change{
			ID: e.newID("chg_"), Kind: billing.OrderChange, At: at, State: billing.ChangeRejected, Before: s.Terms, After: due.After, EffectiveAt: at,
			AmountCharged: money.Zero(f.Account.Currency), Problem: unfit[0].Code, Params: unfit[0].Params,
		},
		AccountID: f.Account.ID,
	})
}

// endTrial brings a trial to what waits for its end, or else to what its plan
// says: a paid plan, which is billed at once, the free one, or the end.
func (e *Engine) endTrial(ctx context.Context, tx *store.Tx, f billing.Facts) error {
	s, at := f.Subscription, f.Subscription.Period.End
	target, ok := afterTrial(f)
	if !ok {
		return e.end(ctx, tx, f, "trial_over")
	}
	usage := f.ClosingUsage()
	s.Anchor = at // nothing is prorated: the cycle is counted from here
	lines, totals := f.Renewal(target, usage)
	s.Begin(target, billing.PeriodAt(at, target.Interval, 0), at)
	s.Scheduled = nil
	return e.begin(ctx, tx, f, &billing.Invoice{At: at, Lines: lines, Totals: totals})
}

// afterTrial is what a trial becomes: another plan that was chosen for its end,
// or what its own plan says of the terms that hold by then.
func afterTrial(f billing.Facts) (billing.Terms, bool) {
	s := f.Subscription
	if s.Scheduled == nil {
		return f.Catalog.AfterTrial(s.Terms)
	}
	if s.Scheduled.After.Plan != s.Terms.Plan {
		return s.Scheduled.After, true
	}
	return f.Catalog.AfterTrial(s.Scheduled.After)
}

// end ends a subscription with its period. Usage that was not billed yet is, and
// nothing renews; what is open stays owed.
func (e *Engine) end(ctx context.Context, tx *store.Tx, f billing.Facts, why string) error {
	at := f.Subscription.Period.End
	lines, totals := f.UsageInvoice()
	if err := e.cancelNow(ctx, tx, f, at, why); err != nil || len(lines) == 0 {
		return err
	}
	return e.issueDue(ctx, tx, f.Account.ID, &billing.Invoice{
		At: at, Period: f.Usage.Cycle, Currency: f.Account.Currency, Lines: lines, Totals: totals,
	})
}

// cancelNow makes a subscription a canceled one at an instant, and says why.
func (e *Engine) cancelNow(ctx context.Context, tx *store.Tx, f billing.Facts, at time.Time, why string) error {
	s := f.Subscription
	s.Status, s.TrialEnds, s.Scheduled, s.CancelAtPeriodEnd, s.Billed = billing.StatusCanceled, nil, nil, false, nil
	if err := tx.PutSubscription(ctx, f.Account.ID, s); err != nil {
		return err
	}
	if err := e.startCycle(ctx, tx, f.Account.ID, s, at); err != nil {
		return err
	}
	return tx.Notify(ctx, f.Account.ID, notification(at, billing.SubscriptionEnded, "plans", "plan", s.Terms.Plan, "reason", why))
}
