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
// packs that are bought by themselves; cards that somebody added and did not come
// back for, and those that were removed. Each step is committed by itself, so
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
	if err := e.forgetDeletions(ctx, to); err != nil && first == nil {
		first = err
	}
	if err := e.settleMethodSetups(ctx); err != nil && first == nil {
		first = err
	}
	if err := e.forgetCards(ctx); err != nil && first == nil {
		first = err
	}
	return first
}

// tellsDeletions is how long the feed tells what was deleted: whoever was away
// for longer reads everything anew.
const tellsDeletions = 90 * 24 * time.Hour

func (e *Engine) forgetDeletions(ctx context.Context, now time.Time) error {
	before := now.Add(-tellsDeletions)
	var accounts []string
	err := e.store.Read(ctx, func(r *store.Reader) error {
		var err error
		accounts, err = r.OldDeletions(ctx, before)
		return err
	})
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if err := e.store.Write(ctx, func(tx *store.Tx) error { return tx.ForgetDeletions(ctx, account, before) }); err != nil {
			return err
		}
	}
	return nil
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
	err := e.store.Read(ctx, func(r *store.Reader) error {
		s, err := r.Standing(ctx, account)
		if err != nil || s == nil {
			return err
		}
		if s.InFlight != "" {
			key := store.Key{Account: account, ID: s.InFlight}
			next = &due{run: func(ctx context.Context) (bool, error) { return e.settleInFlight(ctx, key) }}
			return nil
		}
		next, err = e.earliest(ctx, r, agenda{account: account, standing: s, to: to})
		return err
	})
	return next, err
}

// lives tells whether the passing of time does anything to a subscription: it has
// not ended, perhaps a moment ago, and no change of it is in flight.
func lives(s *billing.Subscription) bool {
	return s.Status != billing.StatusCanceled && s.InFlight == ""
}

// agenda is what an account may have before it, and until when it is looked at.
type agenda struct {
	account  string
	standing *store.Standing
	to       time.Time
	next     *due
}

// offer puts a step on the agenda, if it is due and nothing is earlier.
func (a *agenda) offer(at time.Time, run func(ctx context.Context) error) {
	if !at.IsZero() && !at.After(a.to) && (a.next == nil || at.Before(a.next.at)) {
		a.next = &due{at: at, run: func(ctx context.Context) (bool, error) { return true, run(ctx) }}
	}
}

// earliest is the first step of an agenda: collecting, and for a subscription that
// lives what the passing of time brings to it.
func (e *Engine) earliest(ctx context.Context, r *store.Reader, a agenda) (*due, error) {
	s, account := a.standing, a.account
	if s.Collect != nil && !s.Collect.After(a.to) {
		due, err := r.DueInvoice(ctx, account)
		if err != nil {
			return nil, err
		}
		a.offer(due.At, func(ctx context.Context) error { return e.collect(ctx, account, *due) })
	}
	if s.Status == billing.StatusCanceled {
		return a.next, nil
	}
	grace, err := graceEnd(ctx, r, account, s.Status)
	if err != nil {
		return nil, err
	}
	a.offer(grace, func(ctx context.Context) error { return e.endGrace(ctx, account, grace) })
	a.offer(s.PeriodEnd, func(ctx context.Context) error { return e.endPeriod(ctx, account, s.PeriodEnd) })
	a.offer(s.CycleEnd, func(ctx context.Context) error { return e.endCycle(ctx, account, s.CycleEnd) })
	at := nextReminder(s)
	a.offer(at, func(ctx context.Context) error { return e.remind(ctx, account, at) })
	if s.Reloads {
		due, err := dueReload(ctx, r, account)
		if err != nil {
			return nil, err
		}
		if due != nil {
			a.offer(a.to, func(ctx context.Context) error { return e.reload(ctx, account, a.to) })
		}
	}
	return a.next, nil
}
