package engine

import (
	"context"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

// act is something that a person does once under a key, without a price.
type act struct {
	by           billing.Person
	account, key string
	kind         billing.OrderKind
	reason       string   // why, in their words; may be empty
	asked        []string // what the key stands for beside the kind; none where that says it all
	do           deed
	alone        bool // while nothing of the account's is being collected
}

// deed does an act in the transaction that keeps its record, which it returns. It
// decides anew whether somebody of a role may.
type deed func(ctx context.Context, tx *store.Tx, a act, role billing.Role) (*store.Change, error)

// hash is what the key stands for.
func (a act) hash() string {
	if len(a.asked) == 0 {
		return string(a.kind)
	}
	return string(a.kind) + " " + hashOf(a.asked)
}

// UndoScheduled drops the change that waits for the period's end: what it would have
// reduced is charged on, which takes a signature (billing.Undoing). The key is
// answered the same way ever after; where nothing is scheduled there is a
// Problem not_found, and nothing is recorded.
func (e *Engine) UndoScheduled(ctx context.Context, by billing.Person, account, key string, signed billing.Signature) (billing.Outcome, error) {
	return e.perform(ctx, act{by: by, account: account, key: key, kind: billing.ActUndo, do: e.onSubscription(undo, signed)})
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
// Problem cancellation_pending or trial_state, a contract custom_contract. The reason,
// which may be empty, stands in the record.
func (e *Engine) Cancel(ctx context.Context, by billing.Person, account, key, reason string) (billing.Outcome, error) {
	leaving := act{by: by, account: account, key: key, kind: billing.ActCancel, reason: reason, do: e.onSubscription(cancel, billing.Signature{})}
	if reason != "" {
		leaving.asked = []string{reason}
	}
	return e.perform(ctx, leaving)
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
	if a.alone {
		end, err := e.turn(ctx, a.account)
		if err != nil {
			return billing.Outcome{}, err
		}
		defer end()
	}
	var c *store.Change
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		role, err := tx.Role(ctx, a.by.ID, a.account)
		if err != nil {
			return err
		}
		c, err = tx.Change(ctx, a.account, a.key)
		if err == nil && c.BodyHash != a.hash() {
			return billing.NewProblem(billing.KeyReused, "key", a.key)
		}
		if billing.CodeOf(err) != billing.NotFound {
			return err
		}
		if err := billing.CheckReason(a.reason); err != nil {
			return err
		}
		if c, err = a.do(ctx, tx, a, role); err != nil {
			return err
		}
		c.Kind, c.BodyHash = a.kind, a.hash()
		return tx.InsertChange(ctx, c)
	})
	if err != nil {
		return billing.Outcome{}, err
	}
	return e.answer(ctx, c)
}

// onSubscription does something to a subscription, and to the record of it. Undoing
// may cost something later, so it is signed.
func (e *Engine) onSubscription(do func(s *billing.Subscription, c *billing.Change) error, signed billing.Signature) deed {
	return func(ctx context.Context, tx *store.Tx, a act, role billing.Role) (*store.Change, error) {
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
		in := billing.Intent{ID: a.key, AccountID: a.account, AmountDue: money.Zero(f.Account.Currency), Reason: a.reason, Signed: signed}
		if a.kind == billing.ActUndo && s.Scheduled != nil {
			if err := e.signed(ctx, tx, a.by, in, billing.Undoing(s, f.Account.Currency)); err != nil {
				return nil, err
			}
		}
		c := e.newChange(a.by, in, f)
		if c.Device, err = signer(ctx, tx, in); err != nil {
			return nil, err
		}
		if err := do(s, &c.Change); err != nil {
			return nil, err
		}
		return c, tx.PutSubscription(ctx, a.account, s)
	}
}
