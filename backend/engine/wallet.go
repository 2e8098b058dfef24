package engine

import (
	"cmp"
	"context"
	"errors"

	"billfold/backend/store"
	"billfold/billing"
)

// ChangeDefault has renewals and auto-reload be collected with another of an account's
// payment methods from now on; what is due is collected first, with the old one. Problems
// are billing.Account.MakeDefault's and, where the gateway does not answer about what is
// due, payment_under_way. The key is as with Invite.
func (e *Engine) ChangeDefault(ctx context.Context, by billing.Person, account, key, method string) (billing.Outcome, error) {
	do := e.onMethods(func(ctx context.Context, tx *store.Tx, f billing.Facts, c *store.Change) error {
		order, err := f.Account.MakeDefault(method, e.now())
		if err != nil {
			return err
		}
		c.Params = billing.Params("method", order[0].Label(), "was", f.Account.Methods[0].Label())
		return tx.OrderMethods(ctx, account, order)
	})
	return e.perform(ctx, act{by: by, account: account, key: key, kind: billing.ActDefault, asked: []string{method}, do: do, alone: true})
}

// RemoveCard takes a payment method away, and has the gateway forget its card. Where no
// card is left, auto-reload ends with it. Problems are billing.Account.Remove's and, as
// with ChangeDefault, payment_under_way. The key is as with Invite.
func (e *Engine) RemoveCard(ctx context.Context, by billing.Person, account, key, method string) (billing.Outcome, error) {
	var removed *store.RemovedMethod
	do := e.onMethods(func(ctx context.Context, tx *store.Tx, f billing.Facts, c *store.Change) error {
		charged, paidWith, err := beingCharged(ctx, tx, f)
		if err != nil {
			return err
		}
		removal, err := f.Account.Remove(method, charged, paidWith, e.now())
		if err != nil {
			return err
		}
		c.Params = removal.Params()
		card, err := tx.Method(ctx, account, method)
		if err != nil {
			return err
		}
		removed = &store.RemovedMethod{ID: method, Account: account, Token: card.Token}
		if removal.StopsReload {
			if err := tx.SetAutoReload(ctx, account, nil); err != nil {
				return err
			}
		}
		if err := tx.RemoveMethod(ctx, account, method); err != nil {
			return err
		}
		return tx.OrderMethods(ctx, account, removal.Left)
	})
	removing := act{by: by, account: account, key: key, kind: billing.ActRemoveCard, asked: []string{method}, do: do, alone: true}
	outcome, err := e.perform(ctx, removing)
	if err != nil || removed == nil { // it was removed under this key before
		return outcome, err
	}
	if err := e.forgetCard(ctx, *removed); err != nil {
		e.log.WarnContext(ctx, "card not forgotten yet; the gateway is asked again", "account", account, "error", err)
	}
	return outcome, nil
}

// onMethods does something about an account's payment methods, for whoever may; only once
// what is due is collected, since a try that was not answered is made again with the same
// method. The act is done alone.
func (e *Engine) onMethods(do func(ctx context.Context, tx *store.Tx, f billing.Facts, c *store.Change) error) deed {
	return func(ctx context.Context, tx *store.Tx, a act, role billing.Role) (*store.Change, error) {
		if !role.May(billing.ManageMethods) {
			return nil, billing.NotAllowed(billing.ManageMethods, role)
		}
		under, err := e.collecting(ctx, tx, a.account)
		if err != nil {
			return nil, err
		}
		if under != nil {
			return nil, under
		}
		f, err := accountFacts(ctx, tx, a.account)
		if err != nil {
			return nil, err
		}
		c := e.recordOf(a, f)
		return c, do(ctx, tx, f, c)
	}
}

// beingCharged is the change whose charge is under way, and what it is paid with.
func beingCharged(ctx context.Context, tx *store.Tx, f billing.Facts) (change, paidWith string, err error) {
	if f.Subscription == nil || f.Subscription.InFlight == "" {
		return "", "", nil
	}
	c, err := tx.Change(ctx, f.Account.ID, f.Subscription.InFlight)
	if err != nil {
		return "", "", err
	}
	return c.ID, c.Payment, nil
}

// forgetCards has the gateway forget the cards of all methods that were removed and that
// it was not asked about, or did not answer about, also before a restart.
func (e *Engine) forgetCards(ctx context.Context) error {
	if e.cards == nil {
		return nil
	}
	var removed []store.RemovedMethod
	err := e.store.Read(ctx, func(r *store.Reader) (err error) {
		removed, err = r.RemovedMethods(ctx)
		return err
	})
	if err != nil {
		return err
	}
	return each(removed, func(m store.RemovedMethod) error { return e.forgetCard(ctx, m) })
}

func (e *Engine) forgetCard(ctx context.Context, m store.RemovedMethod) error {
	if e.cards == nil {
		return nil
	}
	if err := e.cards.Forget(ctx, m.Account, m.Token); err != nil {
		return unanswered(err)
	}
	return e.store.Write(ctx, func(tx *store.Tx) error { return tx.MethodForgotten(ctx, m.ID) })
}

// each does something about all that are listed, whatever becomes of the others. That the
// gateway did not answer is the error only where nothing worse happened.
func each[T any](all []T, do func(T) error) error {
	var silent, broken error
	for _, one := range all {
		if err := do(one); errors.Is(err, errGateway) {
			silent = errors.Join(silent, err)
		} else {
			broken = errors.Join(broken, err)
		}
	}
	return cmp.Or(broken, silent)
}
