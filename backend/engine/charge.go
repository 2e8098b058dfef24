package engine

import (
	"context"
	"errors"

	"billfold/backend/gateway"
	"billfold/backend/store"
	"billfold/billing"
)

// pay asks the gateway for what a committed change costs, and writes down what
// it answers. The caller owns the change. Asked again for the same change it
// charges nothing twice; once the price is no longer held it charges nothing
// any more and only finds out what happened. Where the gateway does not answer,
// the change stays as it is: charging.
func (e *Engine) pay(ctx context.Context, c *store.Change) (*store.Change, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), chargeTimeout)
	defer cancel()
	ended, err := e.chargeHeld(ctx, c)
	if errors.Is(err, errGateway) {
		e.log.WarnContext(ctx, "gateway did not answer a charge", "change", c.ID, "error", err)
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

// resolve finds out what became of a change that was left charging, without
// charging. A charge that has not succeeded is voided first, so that one which
// is still on its way cannot succeed after we said that nothing was charged.
// The caller owns the change.
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

// conclude ends a change by what the gateway said. There is no way yet for a
// person to give the proof that a bank asks for, so such a charge is voided;
// a success that won stands.
func (e *Engine) conclude(ctx context.Context, c *store.Change, charge gateway.Charge, result gateway.Result) (*store.Change, error) {
	refusal := billing.NewProblem(billing.PaymentDeclined, "reason", result.Reason)
	switch result.Status {
	case gateway.Succeeded:
		refusal = nil
	case gateway.RequiresAction:
		voided, err := e.gateway.Void(ctx, charge)
		if err != nil {
			return nil, unanswered(err)
		}
		refusal = billing.NewProblem(billing.RequiresAction)
		if voided.Status == gateway.Succeeded {
			refusal = nil
		}
	case gateway.Voided:
		refusal.Params["reason"] = string(gateway.Voided)
	case gateway.Declined:
	}
	return e.finish(ctx, c, refusal)
}

// finish commits the end of a charging change: its effect, or its refusal with
// a fresh preview. The caller owns the change, so nobody else ends it.
func (e *Engine) finish(ctx context.Context, c *store.Change, refusal *billing.Problem) (*store.Change, error) {
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.Preview(ctx, c.AccountID, c.PreviewID)
		if err != nil {
			return err
		}
		if refusal == nil {
			return e.apply(ctx, tx, c, &p)
		}
		s, err := tx.Subscription(ctx, c.AccountID)
		if err != nil {
			return err
		}
		s.InFlight = ""
		if err := tx.PutSubscription(ctx, c.AccountID, s); err != nil {
			return err
		}
		c.State, c.Problem, c.Params = billing.ChangeRejected, refusal.Code, refusal.Params
		// Who confirmed it was allowed to when it was taken.
		if err := e.requote(ctx, tx, c, request{account: c.AccountID, role: billing.RoleBillingAdmin, patch: p.Patch}); err != nil {
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
		m, err := methodOf(ctx, r, c)
		charge.Method = m.Token
		return err
	})
	return p, charge, err
}

// methodOf is the payment method that a change names.
func methodOf(ctx context.Context, r *store.Reader, c *store.Change) (store.Method, error) {
	methods, err := r.Methods(ctx, c.AccountID)
	if err != nil {
		return store.Method{}, err
	}
	for _, m := range methods {
		if m.ID == c.Payment {
			return m, nil
		}
	}
	return store.Method{}, billing.NewProblem(billing.MethodUnknown, "method", c.Payment)
}
