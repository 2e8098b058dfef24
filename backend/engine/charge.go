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

// payment is a change whose charge is under way, with what it is charged by: the
// same every time it is asked.
type payment struct {
	change  *store.Change
	preview *store.Preview
	charge  gateway.Charge
}

// underWay is the payment of a change. The preview may be handed in by who has
// read it already: one that is consumed does not change any more.
func (e *Engine) underWay(ctx context.Context, c *store.Change, p *store.Preview) (payment, error) {
	w := payment{change: c, preview: p, charge: gateway.Charge{Key: c.ID, Account: c.AccountID}}
	err := e.store.Read(ctx, func(r *store.Reader) error {
		if w.preview == nil {
			read, err := r.Preview(ctx, c.AccountID, c.PreviewID)
			if err != nil {
				return err
			}
			w.preview = &read
		}
		m, err := r.Method(ctx, c.AccountID, c.Payment)
		w.charge.Method, w.charge.Amount = m.Token, w.preview.AmountDue
		return err
	})
	return w, err
}

// pay asks the gateway for what a committed change costs, and writes down what
// it answers. The caller owns the change. Asked again for the same change it
// charges nothing twice; once the price is no longer held it charges nothing
// any more and only finds out what happened. Where the gateway does not answer,
// the change stays as it is: charging.
func (e *Engine) pay(ctx context.Context, c *store.Change, p *store.Preview) (*store.Change, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), chargeTimeout)
	defer cancel()
	w, err := e.underWay(ctx, c, p)
	if err != nil {
		return nil, err
	}
	if !e.now().Before(w.preview.ExpiresAt) {
		ended, err := e.lookUp(ctx, w)
		return e.unlessUnanswered(ctx, c, ended, err)
	}
	result, err := e.gateway.Charge(ctx, w.charge)
	if err != nil {
		return e.unlessUnanswered(ctx, c, nil, unanswered(err))
	}
	ended, err := e.conclude(ctx, w, result)
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

// resolve finds out what became of a change that was left charging or waits for
// a bank's proof, without charging. The caller owns the change.
func (e *Engine) resolve(ctx context.Context, c *store.Change) (*store.Change, error) {
	w, err := e.underWay(ctx, c, nil)
	if err != nil {
		return nil, err
	}
	return e.lookUp(ctx, w)
}

// lookUp ends a payment by what the gateway knows of it. A charge that it never
// saw is voided first, so that one which is still on its way cannot succeed after
// we said that nothing was charged.
func (e *Engine) lookUp(ctx context.Context, w payment) (*store.Change, error) {
	result, found, err := e.gateway.Lookup(ctx, w.change.ID)
	if err == nil && !found {
		result, err = e.gateway.Void(ctx, w.charge)
	}
	if err != nil {
		return nil, unanswered(err)
	}
	return e.conclude(ctx, w, result)
}

// conclude ends a change by what the gateway said, or lets it wait for the proof
// that the bank asks for as long as the amount is frozen.
func (e *Engine) conclude(ctx context.Context, w payment, result gateway.Result) (*store.Change, error) {
	c := w.change
	switch result.Status {
	case gateway.Succeeded:
		return e.finish(ctx, w, nil)
	case gateway.RequiresAction:
		if c.ProofUntil == nil {
			return e.await(ctx, c)
		}
		if e.now().Before(*c.ProofUntil) {
			return c, nil
		}
		return e.forsake(ctx, w)
	case gateway.Voided:
		if c.ProofUntil != nil {
			return e.finish(ctx, w, billing.NewProblem(billing.ProofMissing))
		}
		return e.finish(ctx, w, billing.NewProblem(billing.PaymentDeclined, "reason", string(gateway.Voided)))
	case gateway.Declined:
	}
	return e.finish(ctx, w, billing.NewProblem(billing.PaymentDeclined, "reason", result.Reason))
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
func (e *Engine) forsake(ctx context.Context, w payment) (*store.Change, error) {
	result, err := e.gateway.Void(ctx, w.charge)
	if err != nil {
		return nil, unanswered(err)
	}
	if result.Status == gateway.Succeeded {
		return e.finish(ctx, w, nil)
	}
	return e.finish(ctx, w, billing.NewProblem(billing.ProofMissing))
}

// finish commits the end of a charging change: its effect, or its refusal with
// a fresh preview. The caller owns the change, so nobody else ends it.
func (e *Engine) finish(ctx context.Context, w payment, refusal *billing.Problem) (*store.Change, error) {
	c := w.change
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		s, err := tx.Subscription(ctx, c.AccountID)
		if err != nil {
			return err
		}
		s.InFlight = ""
		if refusal == nil {
			return e.apply(ctx, tx, applied{change: c, preview: w.preview, subscription: s})
		}
		if err := tx.PutSubscription(ctx, c.AccountID, s); err != nil {
			return err
		}
		c.State, c.Problem, c.Params = billing.ChangeRejected, refusal.Code, refusal.Params
		// Who confirmed it was allowed to when it was taken.
		if err := e.requote(ctx, tx, c, request{account: c.AccountID, role: billing.RoleBillingAdmin, order: w.preview.Order}); err != nil {
			return err
		}
		return tx.SettleChange(ctx, c)
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}
