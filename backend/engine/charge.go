package engine

import (
	"context"
	"errors"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/store"
	"billfold/billing"
)

// proofTimeout is how long a frozen amount waits for the proof that a bank asks
// for, if the billing period does not end before (rule 11).
const proofTimeout = 30 * time.Minute

// pay asks the gateway for what a committed change costs, and writes down what
// it answers. The caller owns the change. Asked again for the same change it
// charges nothing twice; once the price is no longer held it charges nothing
// any more and only finds out what happened. Where the gateway does not answer,
// the change stays as it is: charging.
func (e *Engine) pay(ctx context.Context, c *store.Change) (*store.Change, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), chargeTimeout)
	defer cancel()
	ended, err := e.chargeHeld(ctx, c)
	return e.unlessUnanswered(ctx, c, ended, err)
}

// resolved is resolve, with a change left as it is where the gateway does not
// answer.
func (e *Engine) resolved(ctx context.Context, c *store.Change) (*store.Change, error) {
	ended, err := e.resolve(ctx, c)
	return e.unlessUnanswered(ctx, c, ended, err)
}

func (e *Engine) unlessUnanswered(ctx context.Context, c, ended *store.Change, err error) (*store.Change, error) {
	if errors.Is(err, errGateway) {
		e.log.WarnContext(ctx, "gateway did not answer about a change", "change", c.ID, "error", err)
		return c, nil
	}
	return ended, err
}

// chargeHeld charges a change while its price is held, and resolves it after.
func (e *Engine) chargeHeld(ctx context.Context, c *store.Change) (*store.Change, error) {
	p, charge, err := e.chargeOf(ctx, c)
	if err != nil {
		return nil, err
	}
	if !e.now().Before(p.ExpiresAt) {
		return e.resolve(ctx, c)
	}
	result, err := e.gateway.Charge(ctx, charge)
	if err != nil {
		return nil, unanswered(err)
	}
	return e.conclude(ctx, c, charge, result)
}

// resolve finds out what became of a change that was left charging or waits for
// a bank's proof, without charging. A charge that has not succeeded is voided
// first, so that one which is still on its way cannot succeed after we said that
// nothing was charged. The caller owns the change.
func (e *Engine) resolve(ctx context.Context, c *store.Change) (*store.Change, error) {
	_, charge, err := e.chargeOf(ctx, c)
	if err != nil {
		return nil, err
	}
	result, found, err := e.gateway.Lookup(ctx, c.ID)
	if err == nil && !found {
		result, err = e.gateway.Void(ctx, charge)
	}
	if err != nil {
		return nil, unanswered(err)
	}
	return e.conclude(ctx, c, charge, result)
}

// conclude ends a change by what the gateway said, or lets it wait for the proof
// that the bank asks for as long as the amount is frozen.
func (e *Engine) conclude(ctx context.Context, c *store.Change, charge gateway.Charge, result gateway.Result) (*store.Change, error) {
	switch result.Status {
	case gateway.Succeeded:
		return e.finish(ctx, c, nil)
	case gateway.RequiresAction:
		if c.ProofUntil == nil {
			return e.await(ctx, c)
		}
		if e.now().Before(*c.ProofUntil) {
			return c, nil
		}
		return e.forsake(ctx, c, charge)
	case gateway.Voided:
		if c.ProofUntil != nil {
			return e.finish(ctx, c, billing.NewProblem(billing.ProofMissing))
		}
		return e.finish(ctx, c, billing.NewProblem(billing.PaymentDeclined, "reason", string(gateway.Voided)))
	case gateway.Declined:
	}
	return e.finish(ctx, c, billing.NewProblem(billing.PaymentDeclined, "reason", result.Reason))
}

// await commits that a change waits for the bank's proof, with its amount frozen.
func (e *Engine) await(ctx context.Context, c *store.Change) (*store.Change, error) {
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		s, err := tx.Subscription(ctx, c.AccountID)
		if err != nil {
			return err
		}
		until := e.now().Add(proofTimeout)
		if end := s.Period.End; end.After(e.now()) && end.Before(until) {
			until = end
		}
		c.State, c.ProofUntil = billing.ChangeRequiresAction, &until
		return tx.SettleChange(ctx, c)
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// forsake gives a charge up that waits for a proof; a success that won stands.
func (e *Engine) forsake(ctx context.Context, c *store.Change, charge gateway.Charge) (*store.Change, error) {
	result, err := e.gateway.Void(ctx, charge)
	if err != nil {
		return nil, unanswered(err)
	}
	if result.Status == gateway.Succeeded {
		return e.finish(ctx, c, nil)
	}
	return e.finish(ctx, c, billing.NewProblem(billing.ProofMissing))
}

// finish commits the end of a charging change: its effect, or its refusal with
// a fresh preview. The caller owns the change, so nobody else ends it.
func (e *Engine) finish(ctx context.Context, c *store.Change, refusal *billing.Problem) (*store.Change, error) {
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.Preview(ctx, c.AccountID, c.PreviewID)
		if err != nil {
			return err
		}
		s, err := tx.Subscription(ctx, c.AccountID)
		if err != nil {
			return err
		}
		s.InFlight = ""
		if refusal == nil {
			return e.apply(ctx, tx, applied{change: c, preview: &p, subscription: s})
		}
		if err := tx.PutSubscription(ctx, c.AccountID, s); err != nil {
			return err
		}
		c.State, c.Problem, c.Params = billing.ChangeRejected, refusal.Code, refusal.Params
		// Who confirmed it was allowed to when it was taken.
		if err := e.requote(ctx, tx, c, request{account: c.AccountID, role: billing.RoleBillingAdmin, order: p.Order}); err != nil {
			return err
		}
		return tx.SettleChange(ctx, c)
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// chargeOf is what a change is charged by, the same every time it is asked.
func (e *Engine) chargeOf(ctx context.Context, c *store.Change) (store.Preview, gateway.Charge, error) {
	var p store.Preview
	charge := gateway.Charge{Key: c.ID, Account: c.AccountID}
	err := e.store.Read(ctx, func(r *store.Reader) error {
		var err error
		if p, err = r.Preview(ctx, c.AccountID, c.PreviewID); err != nil {
			return err
		}
		charge.Amount = p.AmountDue
		m, err := r.Method(ctx, c.AccountID, c.Payment)
		charge.Method = m.Token
		return err
	})
	return p, charge, err
}
