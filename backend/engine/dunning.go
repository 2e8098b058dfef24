package engine

import (
	"context"
	"time"

	"billfold/backend/store"
	"billfold/billing"
)

// paid makes an open invoice a paid one, with what follows: what it sold once is
// delivered, and the subscription is active again once nothing else is open.
func (e *Engine) paid(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice) error {
	i.Status, i.AmountPaid = billing.InvoicePaid, i.AmountDue
	if err := tx.SetInvoiceStatus(ctx, account, i, nil); err != nil {
		return err
	}
	if err := e.deliver(ctx, tx, account, i); err != nil {
		return err
	}
	return reinstate(ctx, tx, account)
}

// unpaid draws the conclusion of a failed try to collect an invoice: the next
// try by the catalog's schedule, and past due. Packs that were bought by
// themselves put nobody past due: after the last try they are given up.
func (e *Engine) unpaid(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice) error {
	catalog, err := tx.Catalog(ctx, account)
	if err != nil {
		return err
	}
	next := catalog.Policy.Dunning.NextTry(i.Attempts)
	failed := i.Attempts[len(i.Attempts)-1]
	if err := tx.Notify(ctx, account, failure(i, failed, next)); err != nil {
		return err
	}
	if next == nil && i.IsReload() {
		return e.giveUpReload(ctx, tx, account, i, failed.At)
	}
	if err := tx.SetInvoiceStatus(ctx, account, i, next); err != nil {
		return err
	}
	s, err := tx.Subscription(ctx, account)
	if err != nil || s.Status != billing.StatusActive || i.IsReload() {
		return err
	}
	s.Status = billing.StatusPastDue
	return tx.PutSubscription(ctx, account, s)
}

func failure(i *billing.Invoice, a billing.PaymentAttempt, next *time.Time) billing.Notification {
	reason := a.Reason
	if a.Result == billing.PaymentNeedsProof {
		reason = string(billing.PaymentNeedsProof)
	}
	params := []string{"invoice", i.Number, "amount", i.AmountDue.String(), "currency", string(i.Currency), "reason", reason}
	if next != nil {
		params = append(params, "next", next.Format(time.RFC3339))
	}
	return notification(a.At, billing.PaymentFailed, "payments", params...)
}

// reinstate makes a subscription active again once nothing is open.
func reinstate(ctx context.Context, tx *store.Tx, account string) error {
	s, err := tx.Subscription(ctx, account)
	if err != nil || s.OpenInvoice != "" || s.Status != billing.StatusPastDue && s.Status != billing.StatusRestricted {
		return err
	}
	s.Status = billing.StatusActive
	return tx.PutSubscription(ctx, account, s)
}

// graceEnd is when the grace period of a past-due subscription ends; zero where it
// is not past due.
func graceEnd(ctx context.Context, r *store.Reader, account string, s billing.SubscriptionStatus) (time.Time, error) {
	if s != billing.StatusPastDue {
		return time.Time{}, nil
	}
	first, failed, err := r.FirstFailure(ctx, account)
	if err != nil || !failed {
		return time.Time{}, err
	}
	catalog, err := r.Catalog(ctx, account)
	if err != nil {
		return time.Time{}, err
	}
	return catalog.Policy.Dunning.GraceEnds(first), nil
}

// endGrace does what the catalog says of an invoice that was not paid within the
// grace period: what the plan gives is withheld until it is, or the subscription
// ends and the invoice is written off.
func (e *Engine) endGrace(ctx context.Context, account string, at time.Time) error {
	end, err := e.turn(ctx, account) // a try to collect that is under way must not be written off
	if err != nil {
		return err
	}
	defer end()
	return e.store.Write(ctx, func(tx *store.Tx) error {
		f, err := tx.Facts(ctx, account, billing.RoleAdmin)
		if err != nil {
			return err
		}
		s := f.Subscription
		if end, err := graceEnd(ctx, &tx.Reader, account, s.Status); err != nil || !end.Equal(at) || !lives(s) {
			return err
		}
		if f.Catalog.Policy.Dunning.Then == billing.ThenCancel {
			return e.writeOff(ctx, tx, f, at)
		}
		s.Status = billing.StatusRestricted
		if err := tx.PutSubscription(ctx, account, s); err != nil {
			return err
		}
		return tx.Notify(ctx, account, notification(at, billing.ServiceRestricted, "invoices", "status", string(s.Status), "invoice", s.OpenInvoice))
	})
}

// writeOff ends a subscription whose invoices stay unpaid: they are
// uncollectible, and nothing more of them is collected.
func (e *Engine) writeOff(ctx context.Context, tx *store.Tx, f billing.Facts, at time.Time) error {
	for {
		i, err := tx.OpenInvoice(ctx, f.Account.ID)
		if err != nil {
			return err
		}
		if i == nil {
			break
		}
		if err := e.takeBack(ctx, tx, f.Account.ID, i, billing.InvoiceUncollectible); err != nil {
			return err
		}
	}
	f.Subscription.Period.End = at
	return e.end(ctx, tx, f, "unpaid")
}
