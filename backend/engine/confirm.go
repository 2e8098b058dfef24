package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"billfold/backend/store"
	"billfold/billing"
)

// Confirm carries out the order that a preview priced, for exactly the amount that
// the person saw, or refuses it; both are an outcome, which is kept under the
// intent's id and answers every later confirm with that id. An intent that is not
// signed for its preview (Authorise), and one whose preview is not there, are
// Problems of which nothing is kept. The same id with
// another body is a Problem idempotency_key_reused, and one that is being
// worked on idempotency_key_in_flight.
//
// An outcome in state charging says that the gateway did not answer: the same
// confirm may be sent again, or Settle asked. In state requires_action the bank
// waits for a proof, and the price is frozen meanwhile.
func (e *Engine) Confirm(ctx context.Context, by billing.Person, in billing.Intent) (billing.Outcome, error) {
	release, ok := e.own(in.ID)
	if !ok {
		return billing.Outcome{}, billing.NewProblem(billing.KeyInFlight, "key", in.ID)
	}
	defer release()
	var p *store.Preview
	c, err := e.known(ctx, by, in)
	if billing.CodeOf(err) == billing.NotFound {
		c, p, err = e.take(ctx, by, in)
	}
	if err != nil {
		return billing.Outcome{}, err
	}
	switch c.State { //nolint:exhaustive // nothing is left to do for the others
	case billing.ChangeCharging:
		c, err = e.pay(ctx, c, p)
	case billing.ChangeRequiresAction:
		c, err = e.resolved(ctx, c)
	}
	if err != nil {
		return billing.Outcome{}, err
	}
	return e.answerPayer(ctx, c)
}

// known finds the change that has the intent's id already. What it was authorised
// for then still holds: nothing is signed anew to be told what became of it.
func (e *Engine) known(ctx context.Context, by billing.Person, in billing.Intent) (*store.Change, error) {
	var c *store.Change
	err := e.store.Read(ctx, func(r *store.Reader) error {
		if _, err := r.Role(ctx, by.ID, in.AccountID); err != nil {
			return err
		}
		var err error
		c, err = r.Change(ctx, in.AccountID, in.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	if c.State != billing.ChangeWithdrawn && (c.BodyHash != bodyHash(in) || c.ActorID != by.ID) {
		return nil, billing.NewProblem(billing.KeyReused, "key", in.ID)
	}
	return c, nil
}

// take decides on a new intent in one transaction. What needs no gateway is
// done when it returns; the rest is committed as charging, with the preview that
// it is charged by.
func (e *Engine) take(ctx context.Context, by billing.Person, in billing.Intent) (c *store.Change, p *store.Preview, err error) {
	if err := e.catchUp(ctx, in.AccountID); err != nil {
		return nil, nil, err
	}
	end, err := e.turn(ctx, in.AccountID)
	if err != nil {
		return nil, nil, err
	}
	defer end()
	err = e.store.Write(ctx, func(tx *store.Tx) error {
		d, err := e.decide(ctx, tx, by, in)
		if err != nil {
			return err
		}
		c, p = d.change, &d.preview
		switch {
		case d.refusal != nil:
			return e.refuse(ctx, tx, d)
		case d.viaGateway():
			return e.startCharge(ctx, tx, d)
		default:
			return e.applyUnsent(ctx, tx, d)
		}
	})
	return c, p, err
}

// startCharge commits that a charge is about to be sent, so that whatever
// happens next can be recovered from. Its tax is of whom it is between now, and so its
// invoice is, also where the details are changed before it ends.
func (e *Engine) startCharge(ctx context.Context, tx *store.Tx, d *decision) error {
	between, err := parties(ctx, tx, d.change.AccountID)
	if err != nil {
		return err
	}
	d.change.State, d.change.Parties = billing.ChangeCharging, &between
	if err := tx.InsertChange(ctx, d.change); err != nil {
		return err
	}
	if err := tx.ConsumePreview(ctx, d.change.AccountID, d.preview.ID, d.change.ID); err != nil {
		return err
	}
	s := d.facts.Subscription
	s.InFlight = d.change.ID
	return tx.PutSubscription(ctx, d.change.AccountID, s)
}

// applyUnsent makes a change that costs nothing now, or is paid of the account
// balance, which is ours.
func (e *Engine) applyUnsent(ctx context.Context, tx *store.Tx, d *decision) error {
	d.change.State = billing.ChangeCharging // until it is applied, a few statements on
	if err := tx.InsertChange(ctx, d.change); err != nil {
		return err
	}
	if err := tx.ConsumePreview(ctx, d.change.AccountID, d.preview.ID, d.change.ID); err != nil {
		return err
	}
	if d.change.Payment == billing.PayByBalance {
		err := tx.Move(ctx, store.Movement{
			Account: d.change.AccountID, Purse: store.AccountBalance, At: d.change.At,
			Amount: d.preview.AmountDue.Neg(), Reference: d.change.ID,
		})
		if err != nil {
			return err
		}
	}
	return e.apply(ctx, tx, applied{change: d.change, preview: &d.preview, subscription: d.facts.Subscription})
}

// refuse records a refusal, with what the change would cost now where that can
// be said.
func (e *Engine) refuse(ctx context.Context, tx *store.Tx, d *decision) error {
	d.change.State = billing.ChangeRejected
	d.change.Problem, d.change.Params = d.refusal.Code, d.refusal.Params
	if err := e.requote(ctx, tx, d.change, request{account: d.change.AccountID, role: d.role, order: d.preview.Order}); err != nil {
		return err
	}
	return tx.InsertChange(ctx, d.change)
}

// requote prices a refused change anew. What is not on sale any more has no
// price, and then there is no preview.
func (e *Engine) requote(ctx context.Context, tx *store.Tx, c *store.Change, r request) error {
	fresh, err := e.quote(ctx, tx, r)
	if billing.CodeOf(err) != "" {
		return nil
	}
	if err != nil {
		return err
	}
	c.FreshPreview = fresh.ID
	if c.Problem == billing.PriceChanged {
		c.Params["now"] = fresh.AmountDue.String()
	}
	return nil
}

// answerPayer is the outcome for whoever may end a change: with the page where it is
// proven, where it waits for that.
func (e *Engine) answerPayer(ctx context.Context, c *store.Change) (billing.Outcome, error) {
	o, err := e.answer(ctx, c)
	if err == nil && o.State == billing.ChangeRequiresAction {
		o.ProofPage = e.proofPage(ctx, c.ID)
	}
	return o, err
}

// answer is the outcome of a change, with its fresh preview as long as that is
// kept.
func (e *Engine) answer(ctx context.Context, c *store.Change) (billing.Outcome, error) {
	o := c.Outcome()
	if o.Problem == nil || c.FreshPreview == "" {
		return o, nil
	}
	fresh, err := e.StoredPreview(ctx, c.AccountID, c.FreshPreview)
	if billing.CodeOf(err) == billing.PreviewUnknown {
		return o, nil
	}
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("read fresh preview: %w", err)
	}
	o.Problem.Fresh = &fresh
	return o, nil
}

// bodyHash is the identity of what an intent asks for, its id aside.
func bodyHash(in billing.Intent) string {
	return hashOf([]string{
		in.PreviewID, in.AmountDue.String(), string(in.AmountDue.Currency()), in.Payment, in.Reason, string(in.Category),
	})
}

func hashOf(asked []string) string {
	body, err := json.Marshal(asked)
	if err != nil {
		panic(err) // strings always marshal
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
