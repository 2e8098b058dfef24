package engine

import (
	"context"
	"fmt"
	"time"

	"billfold/backend/store"
	"billfold/billing"
)

// Advance runs everything that is due at or before an instant, for every
// account: renewals with what was scheduled for them, trials' ends, usage
// cycles, and what is to be collected. Each step is committed by itself, so
// that it can be interrupted anywhere and run again. A gateway that does not
// answer keeps the other accounts from nothing; its error is returned last.
func (e *Engine) Advance(ctx context.Context, to time.Time) error {
	var ids []string
	err := e.store.Read(ctx, func(r *store.Reader) error {
		var err error
		ids, err = r.AccountIDs(ctx)
		return err
	})
	if err != nil {
		return err
	}
	var first error
	for _, id := range ids {
		if err := e.AdvanceAccount(ctx, id, to); err != nil && first == nil {
			first = fmt.Errorf("advance account %s: %w", id, err)
		}
	}
	return first
}

// AdvanceAccount is Advance for one account. While a change of it is in flight
// nothing else happens to it: what is due waits for the change's end.
func (e *Engine) AdvanceAccount(ctx context.Context, account string, to time.Time) error {
	for {
		d, err := e.nextDue(ctx, account, to)
		if err != nil || d == nil {
			return err
		}
		if done, err := d.run(ctx); err != nil || !done {
			return err
		}
	}
}

// due is one step that an account waits for.
type due struct {
	at time.Time
	// run makes the step, unless the books show that it was made meanwhile;
	// false says that it has to wait.
	run func(ctx context.Context) (bool, error)
}

// nextDue is the earliest step due at or before an instant, or nil.
func (e *Engine) nextDue(ctx context.Context, account string, to time.Time) (*due, error) {
	var next *due
	offer := func(at time.Time, run func(ctx context.Context) error) {
		if !at.After(to) && (next == nil || at.Before(next.at)) {
			next = &due{at: at, run: func(ctx context.Context) (bool, error) { return true, run(ctx) }}
		}
	}
	err := e.store.Read(ctx, func(r *store.Reader) error {
		s, err := r.Subscription(ctx, account)
		if billing.CodeOf(err) == billing.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		if s.InFlight != "" {
			key := store.Key{Account: account, ID: s.InFlight}
			next = &due{run: func(ctx context.Context) (bool, error) { return e.settleCharging(ctx, key) }}
			return nil
		}
		u, err := r.Usage(ctx, account)
		if err != nil {
			return err
		}
		i, at, err := r.DueInvoice(ctx, account)
		if err != nil {
			return err
		}
		if i != nil {
			offer(at, func(ctx context.Context) error { return e.collect(ctx, account, i, at) })
		}
		if s.Status == billing.StatusCanceled {
			return nil
		}
		offer(s.Period.End, func(ctx context.Context) error { return e.endPeriod(ctx, account, s.Period.End) })
		offer(u.Cycle.End, func(ctx context.Context) error { return e.endCycle(ctx, account, u.Cycle.End) })
		return nil
	})
	return next, err
}

// endCycle begins the next usage cycle.
func (e *Engine) endCycle(ctx context.Context, account string, end time.Time) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		s, err := tx.Subscription(ctx, account)
		if err != nil {
			return err
		}
		u, err := tx.Usage(ctx, account)
		if err != nil || !u.Cycle.End.Equal(end) {
			return err
		}
		u.Cycle, u.Meters = billing.PeriodContaining(s.Anchor, billing.Monthly, end), nil
		return tx.PutUsage(ctx, account, u)
	})
}
