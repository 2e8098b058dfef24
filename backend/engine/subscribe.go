package engine

import (
	"context"
	"time"

	"billfold/backend/store"
	"billfold/billing"
)

// Subscribe starts an account's subscription at this instant: a trial plan for
// its days, anything else with its first invoice, which is collected as a
// renewal's is. The discount may be nil. An account has one subscription; where
// it has ended another can begin, else there is a Problem already_subscribed.
func (e *Engine) Subscribe(ctx context.Context, account string, t billing.Terms, d *billing.Discount) error {
	at := e.now()
	// A period that ends as it begins renews at once, into the first one.
	s := billing.Subscription{Status: billing.StatusActive, Terms: t, Anchor: at, Period: billing.Period{Start: at, End: at}, Discount: d}
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		catalog, err := e.maySubscribe(ctx, tx, account, &s)
		if err != nil {
			return err
		}
		if plan, ok := catalog.Plan(t.Plan); ok && plan.Kind == billing.PlanTrial && plan.Trial != nil {
			s.Period.End = at.AddDate(0, 0, plan.Trial.Days)
			s.Status, s.TrialEnds = billing.StatusTrialing, &s.Period.End
		}
		return e.open(ctx, tx, account, &s, at)
	})
	if err != nil {
		return err
	}
	return e.AdvanceAccount(ctx, account, at)
}

// Import takes over a subscription that ran elsewhere and was billed there in
// full for the period that this instant is in; no invoice is made. The billing
// cycle anchor is the period's start where the period is a whole number of
// intervals, and else its end, from which on periods are counted.
func (e *Engine) Import(ctx context.Context, account string, t billing.Terms, period billing.Period, d *billing.Discount) error {
	at := e.now()
	s := billing.Subscription{Status: billing.StatusActive, Terms: t, Period: period, Anchor: period.End, Discount: d}
	if period.IsWhole(t.Interval) {
		s.Anchor = period.Start
	}
	return e.store.Write(ctx, func(tx *store.Tx) error {
		catalog, err := e.maySubscribe(ctx, tx, account, &s)
		if err != nil {
			return err
		}
		if at.Before(period.Start) || !at.Before(period.End) {
			return billing.NewProblem(billing.InvalidRequest, "field", "period_end", "value", period.End.Format(rfc3339),
				"reason", "the period must hold at "+at.Format(rfc3339))
		}
		if plan, ok := catalog.Plan(t.Plan); ok && plan.Kind == billing.PlanTrial {
			s.Status, s.TrialEnds = billing.StatusTrialing, &s.Period.End
		}
		if err := e.open(ctx, tx, account, &s, at); err != nil {
			return err
		}
		f, err := tx.Facts(ctx, account, billing.RoleAdmin)
		if err != nil {
			return err
		}
		s.Bill(f.InFull(), true)
		return tx.PutSubscription(ctx, account, &s)
	})
}

const rfc3339 = time.RFC3339

// maySubscribe refuses a subscription that cannot begin, and returns the catalog
// that it is to.
func (e *Engine) maySubscribe(ctx context.Context, tx *store.Tx, account string, s *billing.Subscription) (*billing.Catalog, error) {
	catalog, err := tx.Catalog(ctx, account)
	if err != nil {
		return nil, err
	}
	old, err := tx.Subscription(ctx, account)
	if err == nil && old.Status != billing.StatusCanceled {
		return nil, billing.NewProblem(billing.AlreadySubscribed, "plan", old.Terms.Plan)
	}
	if err != nil && billing.CodeOf(err) != billing.NotFound {
		return nil, err
	}
	if err := catalog.CheckSubscription(s); err != nil {
		return nil, err
	}
	return catalog, nil
}

// open writes a subscription that begins, with its usage cycle. Where the period
// begins with its end, the first renewal begins the cycle.
func (e *Engine) open(ctx context.Context, tx *store.Tx, account string, s *billing.Subscription, at time.Time) error {
	storage, err := tx.Usage(ctx, account)
	if billing.CodeOf(err) == billing.NotFound {
		storage, err = &billing.Usage{}, nil
	}
	if err != nil {
		return err
	}
	storage.Cycle, storage.Meters = billing.Period{Start: at, End: at}, nil
	if err := tx.PutUsage(ctx, account, storage); err != nil {
		return err
	}
	if err := tx.PutSubscription(ctx, account, s); err != nil {
		return err
	}
	if err := tx.SetReminded(ctx, account, at); err != nil || s.Period.End.Equal(at) {
		return err
	}
	return e.startCycle(ctx, tx, account, s, at)
}
