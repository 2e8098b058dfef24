package engine

import (
	"context"
	"errors"

	"billfold/backend/store"
	"billfold/billing"
)

// Outcome is what became of an intent, as far as is known. An id that was
// never seen is a Problem not_found.
func (e *Engine) Outcome(ctx context.Context, account, id string) (billing.Outcome, error) {
	c, err := e.change(ctx, account, id)
	if err != nil {
		return billing.Outcome{}, err
	}
	return e.answer(ctx, c)
}

func (e *Engine) change(ctx context.Context, account, id string) (*store.Change, error) {
	var c *store.Change
	err := e.store.Read(ctx, func(r *store.Reader) error {
		var err error
		c, err = r.Change(ctx, account, id)
		return err
	})
	return c, err
}

// Settle brings an intent to an end without ever charging: its outcome where
// there is one; state charging while somebody works on it or the gateway does
// not answer; and an id that was never seen is recorded as abandoned, so that a
// confirm which arrives later is answered so. Without billing rights one's own
// intents are all there is.
func (e *Engine) Settle(ctx context.Context, by billing.Person, account, id string) (billing.Outcome, error) {
	release, ok := e.own(id)
	if !ok {
		return billing.Outcome{ID: id, State: billing.ChangeCharging}, nil
	}
	defer release()
	c, err := e.change(ctx, account, id)
	if billing.CodeOf(err) == billing.NotFound {
		c, err = e.abandon(ctx, by, billing.Intent{ID: id, AccountID: account})
	}
	if err != nil {
		return billing.Outcome{}, err
	}
	if err := e.maySettle(ctx, by, c); err != nil {
		return billing.Outcome{}, err
	}
	if !c.State.Settled() {
		if c, err = e.resolved(ctx, c); err != nil {
			return billing.Outcome{}, err
		}
	}
	return e.answerPayer(ctx, c)
}

// Withdraw gives up a change that waits for the proof that a bank asks for: the
// gateway can take nothing for it any more. A success that won stands, and a
// change that is over is answered as it is.
func (e *Engine) Withdraw(ctx context.Context, by billing.Person, account, id string) (billing.Outcome, error) {
	release, ok := e.own(id)
	if !ok {
		return billing.Outcome{ID: id, State: billing.ChangeCharging}, nil
	}
	defer release()
	c, err := e.change(ctx, account, id)
	if err != nil {
		return billing.Outcome{}, err
	}
	if err := e.maySettle(ctx, by, c); err != nil {
		return billing.Outcome{}, err
	}
	if c.State == billing.ChangeRequiresAction {
		w, err := e.underWay(ctx, c, nil)
		if err != nil {
			return billing.Outcome{}, err
		}
		ended, err := e.forsake(ctx, w)
		if c, err = e.unlessUnanswered(ctx, c, ended, err); err != nil {
			return billing.Outcome{}, err
		}
	}
	return e.answerPayer(ctx, c)
}

// maySettle lets everybody who may change billing settle a change, and whoever
// confirmed it, even where they no longer may.
func (e *Engine) maySettle(ctx context.Context, by billing.Person, c *store.Change) error {
	if c.ActorID == by.ID {
		return nil
	}
	role, err := e.store.Role(ctx, by.ID, c.AccountID)
	if err != nil {
		return err
	}
	if !role.May(billing.ChangeBilling) {
		return billing.NewProblem(billing.NotFound)
	}
	return nil
}

// abandon records that an intent never arrived and never will be acted on.
func (e *Engine) abandon(ctx context.Context, by billing.Person, in billing.Intent) (*store.Change, error) {
	var c *store.Change
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		role, err := tx.Role(ctx, by.ID, in.AccountID)
		if err != nil {
			return err
		}
		f, err := tx.Facts(ctx, in.AccountID, role)
		if err != nil {
			return err
		}
		c = e.newChange(by, in, f)
		c.State, c.Problem = billing.ChangeWithdrawn, billing.ChangeAbandoned
		return tx.InsertChange(ctx, c)
	})
	return c, err
}

// Recover ends every change that an earlier run left charging, by what the
// gateway says. What it does not answer about is tried again at the account's
// next touch.
func (e *Engine) Recover(ctx context.Context) error {
	var left []store.Key
	err := e.store.Read(ctx, func(r *store.Reader) error {
		var err error
		left, err = r.Charging(ctx)
		return err
	})
	if err != nil {
		return err
	}
	for _, k := range left {
		if _, err := e.settleInFlight(ctx, k); err != nil && !errors.Is(err, errGateway) {
			return err
		}
	}
	for _, settle := range []func(context.Context) error{e.settleMethodSetups, e.forgetCards} {
		if err := settle(ctx); err != nil && !errors.Is(err, errGateway) {
			return err
		}
	}
	return nil
}

// settleInFlight resolves a change that nobody works on; false says that somebody
// does, or that a bank's proof is still waited for.
func (e *Engine) settleInFlight(ctx context.Context, k store.Key) (bool, error) {
	release, ok := e.own(k.ID)
	if !ok {
		return false, nil
	}
	defer release()
	c, err := e.change(ctx, k.Account, k.ID)
	if err != nil || c.State.Settled() {
		return err == nil, err
	}
	if c, err = e.resolve(ctx, c); err != nil {
		return false, err
	}
	return c.State.Settled(), nil
}
