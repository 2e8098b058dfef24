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
// cycles, what is to be collected, the ends of grace periods, reminders, and
// packs that are bought by themselves. Each step is committed by itself, so
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

// nextDue is the earliest step due at or before an instant, or nil. What ends at
// the same instant as a billing period is that period's end's to do.
func (e *Engine) nextDue(ctx context.Context, account string, to time.Time) (*due, error) {
	var next *due
	offer := func(at time.Time, run func(ctx context.Context) error) {
		if !at.IsZero() && !at.After(to) && (next == nil || at.Before(next.at)) {
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
			next = &due{run: func(ctx context.Context) (bool, error) { return e.settleInFlight(ctx, key) }}
			return nil
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
		return e.offerLifecycle(ctx, r, lifecycle{account: account, subscription: s, to: to}, offer)
	})
	return next, err
}

// lives tells whether the passing of time does anything to a subscription: it has
// not ended, perhaps a moment ago, and no change of it is in flight.
func lives(s *billing.Subscription) bool {
	return s.Status != billing.StatusCanceled && s.InFlight == ""
}

// lifecycle is a subscription that lives, and until when.
type lifecycle struct {
	account      string
	subscription *billing.Subscription
	to           time.Time
}

// offerLifecycle offers what the passing of time brings to a subscription.
func (e *Engine) offerLifecycle(ctx context.Context, r *store.Reader, l lifecycle, offer func(time.Time, func(context.Context) error)) error {
	s, account := l.subscription, l.account
	u, err := r.Usage(ctx, account)
	if err != nil {
		return err
	}
	grace, err := graceEnd(ctx, r, account, s)
	if err != nil {
		return err
	}
	offer(grace, func(ctx context.Context) error { return e.endGrace(ctx, account, grace) })
	offer(s.Period.End, func(ctx context.Context) error { return e.endPeriod(ctx, account, s.Period.End) })
	offer(u.Cycle.End, func(ctx context.Context) error { return e.endCycle(ctx, account, u.Cycle.End) })
	if s.Scheduled != nil || s.TrialEnds != nil {
		last, err := r.Reminded(ctx, account)
		if err != nil {
			return err
		}
		at := nextReminder(s, last)
		offer(at, func(ctx context.Context) error { return e.remind(ctx, account, at) })
	}
	reload, err := dueReload(ctx, r, account)
	if err != nil || reload == nil {
		return err
	}
	offer(l.to, func(ctx context.Context) error { return e.reload(ctx, account, l.to) })
	return nil
}
