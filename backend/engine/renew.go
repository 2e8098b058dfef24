package engine

import (
	"context"
	"fmt"
	"time"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

// endPeriod does what a billing period's end brings: a trial becomes what its
// plan says, anything else renews.
func (e *Engine) endPeriod(ctx context.Context, account string, end time.Time) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		f, err := tx.Facts(ctx, account, billing.RoleAdmin)
		if err != nil {
			return err
		}
		s := f.Subscription
		if !s.Period.End.Equal(end) || s.InFlight != "" {
			return nil
		}
		if s.TrialEnds != nil {
			return e.endTrial(ctx, tx, f)
		}
		return e.renew(ctx, tx, f)
	})
}

// renew begins the next period, from the original anchor, on the terms that
// were scheduled for it or the ones that hold.
func (e *Engine) renew(ctx context.Context, tx *store.Tx, f billing.Facts) error {
	s, at, anchor := f.Subscription, f.Subscription.Period.End, f.Subscription.Anchor
	kept, err := e.takeScheduled(ctx, tx, f)
	if err != nil {
		return err
	}
	next := f.Next()
	s.Period, s.Anchor = billing.PeriodFrom(anchor, s.Terms.Interval, at)
	s.Billed = nil
	if kept != nil {
		s.Scheduled = &billing.Scheduled{At: s.Period.End, After: kept.After}
	}
	if next != nil {
		s.Billed = billed(nil, next.Lines, true)
	}
	if err := e.begin(ctx, tx, f, !s.Anchor.Equal(anchor)); err != nil || next == nil {
		return err
	}
	return e.issueDue(ctx, tx, f.Account.ID, &billing.Invoice{
		At: at, Period: s.Period, Currency: f.Account.Currency, Lines: next.Lines, Totals: next.Totals,
	})
}

// takeScheduled makes what was scheduled for a period's end the terms. What no
// longer fits is recorded as rejected, and returned to be kept for the next.
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
	return due, tx.InsertChange(ctx, &store.Change{
		Change: billing.Change{
			ID: e.newID("chg_"), At: at, State: billing.ChangeRejected, Before: s.Terms, After: due.After, EffectiveAt: at,
			AmountCharged: money.Zero(f.Account.Currency), Problem: unfit[0].Code,
		},
		AccountID: f.Account.ID, Params: unfit[0].Params,
	})
}

// begin writes a subscription whose period has just begun.
func (e *Engine) begin(ctx context.Context, tx *store.Tx, f billing.Facts, anchorMoved bool) error {
	if err := tx.PutSubscription(ctx, f.Account.ID, f.Subscription); err != nil || !anchorMoved {
		return err
	}
	return restartCycle(ctx, tx, f.Account.ID, f.Subscription)
}

// endTrial brings a trial to what waits for its end, or else to what its plan
// says: a paid plan, which is billed at once, the free one, or the end.
func (e *Engine) endTrial(ctx context.Context, tx *store.Tx, f billing.Facts) error {
	s, at := f.Subscription, f.Subscription.Period.End
	target, ok := afterTrial(f)
	s.TrialEnds, s.Scheduled = nil, nil
	if !ok {
		s.Status = billing.StatusCanceled
		return tx.PutSubscription(ctx, f.Account.ID, s)
	}
	p, err := billing.NewPreview(f, s.Terms.PatchTo(target), at)
	if err != nil {
		return fmt.Errorf("end trial: %w", err)
	}
	s.Status, s.Terms, s.Anchor = billing.StatusActive, p.After, at
	s.Period, s.Billed = billing.PeriodAt(at, p.After.Interval, 0), billed(nil, p.Lines, true)
	if err := e.begin(ctx, tx, f, true); err != nil || len(p.Lines) == 0 {
		return err
	}
	return e.issueDue(ctx, tx, f.Account.ID, &billing.Invoice{
		At: at, Period: s.Period, Currency: f.Account.Currency, Lines: p.Lines, Totals: p.Totals,
	})
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
