package engine

import (
	"context"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

// act is something that a person does to a subscription without a price: what it
// does to the subscription, and what the record says.
type act struct {
	by           billing.Person
	account, key string
	kind         billing.OrderKind
	signed       billing.Signature // of what may cost something later
	do           func(s *billing.Subscription, c *billing.Change) error
}

// UndoScheduled drops the change that waits for the period's end: what it would have
// reduced is charged on, which takes a signature (billing.Undoing). The key is
// answered the same way ever after; where nothing is scheduled there is a
// Problem not_found, and nothing is recorded.
func (e *Engine) UndoScheduled(ctx context.Context, by billing.Person, account, key string, signed billing.Signature) (billing.Outcome, error) {
	return e.perform(ctx, act{by: by, account: account, key: key, kind: billing.ActUndo, do: undo, signed: signed})
}

func undo(s *billing.Subscription, c *billing.Change) error {
	if s.Scheduled == nil {
		return billing.NewProblem(billing.NotFound)
	}
	c.State, c.Before, s.Scheduled = billing.ChangeApplied, s.Scheduled.After, nil
	return nil
}

// Cancel makes a subscription end with its billing period, or with its trial;
// what is scheduled is dropped. It costs nothing, gives nothing back, and can be
// taken back by an order to resume until then. An open invoice stays owed. The
// key is answered the same way ever after; a subscription that ends already is a
// Problem cancellation_pending or trial_state, a contract custom_contract.
func (e *Engine) Cancel(ctx context.Context, by billing.Person, account, key string) (billing.Outcome, error) {
	return e.perform(ctx, act{by: by, account: account, key: key, kind: billing.ActCancel, do: cancel})
}

func cancel(s *billing.Subscription, c *billing.Change) error {
	switch {
	case s.Status == billing.StatusCanceled:
		return billing.NewProblem(billing.TrialState, "plan", s.Terms.Plan)
	case s.CancelAtPeriodEnd:
		return billing.NewProblem(billing.CancellationPending, "at", s.Period.End.Format(rfc3339))
	}
	s.CancelAtPeriodEnd, s.Scheduled = true, nil
	c.State, c.EffectiveAt = billing.ChangeScheduled, s.Period.End
	return nil
}

// perform does an act once for its key, after what is due.
func (e *Engine) perform(ctx context.Context, a act) (billing.Outcome, error) {
	if err := e.catchUp(ctx, a.account); err != nil {
		return billing.Outcome{}, err
	}
	var c *store.Change
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		role, err := tx.Role(ctx, a.by.ID, a.account)
		if err != nil {
			return err
		}
		c, err = tx.Change(ctx, a.account, a.key)
		if err == nil && c.BodyHash != string(a.kind) {
			return billing.NewProblem(billing.KeyReused, "key", a.key)
		}
		if billing.CodeOf(err) == billing.NotFound {
			c, err = e.performNew(ctx, tx, a, role)
		}
		return err
	})
	if err != nil {
		return billing.Outcome{}, err
	}
	return e.answer(ctx, c)
}

func (e *Engine) performNew(ctx context.Context, tx *store.Tx, a act, role billing.Role) (*store.Change, error) {
	if !role.May(billing.ChangeBilling) {
		return nil, billing.NotAllowed(billing.ChangeBilling, role)
	}
	f, err := factsFor(ctx, tx, request{account: a.account, role: role})
	if err != nil {
		return nil, err
	}
	s := f.Subscription
	if s.InFlight != "" {
		return nil, billing.NewProblem(billing.ChangeInFlight, "change", s.InFlight)
	}
	if plan, ok := f.Catalog.Plan(s.Terms.Plan); ok && plan.Kind == billing.PlanCustom && a.kind == billing.ActCancel {
		return nil, billing.NewProblem(billing.CustomContract, "plan", plan.ID)
	}
	in := billing.Intent{ID: a.key, AccountID: a.account, AmountDue: money.Zero(f.Account.Currency), Signed: a.signed}
	if a.kind == billing.ActUndo && s.Scheduled != nil {
		if err := e.signed(ctx, tx, a.by, in, billing.Undoing(s, f.Account.Currency)); err != nil {
			return nil, err
		}
	}
	c := e.newChange(a.by, in, f)
	c.Kind, c.BodyHash = a.kind, string(a.kind) // an act has no body; its kind stands for one
	if err := a.do(s, &c.Change); err != nil {
		return nil, err
	}
	if err := tx.PutSubscription(ctx, a.account, s); err != nil {
		return nil, err
	}
	return c, tx.InsertChange(ctx, c)
}
