package engine

import (
	"context"
	"fmt"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/store"
	"billfold/billing"
)

// collect tries to collect an open invoice with the account's default method.
// Each try has a key of its own, made of the invoice and how many came before:
// one that was interrupted is the same try when it is run again.
func (e *Engine) collect(ctx context.Context, account string, i *billing.Invoice, at time.Time) error {
	key := attemptKey(i)
	method, err := e.defaultMethod(ctx, account)
	if err != nil {
		return err
	}
	attempt := billing.PaymentAttempt{At: at, Result: billing.PaymentRefused, Reason: string(billing.NoPaymentMethod)}
	if method != nil {
		attempt.Method = method.Label()
		charge := gateway.Charge{Key: key, Account: account, Method: method.Token, Amount: i.AmountDue}
		if attempt.Result, attempt.Reason, err = e.ask(ctx, charge); err != nil {
			return err
		}
	}
	return e.store.Write(ctx, func(tx *store.Tx) error {
		current, err := tx.Invoice(ctx, account, i.ID)
		if err != nil || current.Status != billing.InvoiceOpen || len(current.Attempts) != len(i.Attempts) {
			return err
		}
		if err := tx.InsertAttempt(ctx, account, i.ID, key, attempt); err != nil {
			return err
		}
		current.Attempts = append(current.Attempts, attempt)
		if method != nil {
			if err := noteMethod(ctx, tx, account, *method, attempt.Result); err != nil {
				return err
			}
		}
		return settleInvoice(ctx, tx, account, current)
	})
}

// attemptKey is the gateway's key of the next try to collect an invoice.
func attemptKey(i *billing.Invoice) string { return fmt.Sprintf("%s-%d", i.ID, len(i.Attempts)+1) }

// ask charges and says what came of it. A charge that waits for a person is
// voided, since none is there to answer the bank.
func (e *Engine) ask(ctx context.Context, charge gateway.Charge) (billing.PaymentResult, string, error) {
	result, err := e.gateway.Charge(ctx, charge)
	if err != nil {
		return "", "", unanswered(err)
	}
	switch result.Status {
	case gateway.Succeeded:
		return billing.PaymentSucceeded, "", nil
	case gateway.RequiresAction:
		voided, err := e.gateway.Void(ctx, charge)
		if err != nil {
			return "", "", unanswered(err)
		}
		if voided.Status == gateway.Succeeded {
			return billing.PaymentSucceeded, "", nil
		}
		return billing.PaymentNeedsProof, "", nil
	case gateway.Voided:
		// An earlier run got as far as voiding it.
		return billing.PaymentNeedsProof, "", nil
	case gateway.Declined:
	}
	return billing.PaymentRefused, result.Reason, nil
}

func (e *Engine) defaultMethod(ctx context.Context, account string) (*store.Method, error) {
	var methods []store.Method
	err := e.store.Read(ctx, func(r *store.Reader) error {
		var err error
		methods, err = r.Methods(ctx, account)
		return err
	})
	if err != nil || len(methods) == 0 {
		return nil, err
	}
	return &methods[0], nil
}

// noteMethod remembers whether a method worked when it was last charged.
func noteMethod(ctx context.Context, tx *store.Tx, account string, m store.Method, result billing.PaymentResult) error {
	status := billing.MethodDeclined
	if result == billing.PaymentSucceeded {
		status = billing.MethodWorks
	}
	if m.Status == status {
		return nil
	}
	return tx.SetMethodStatus(ctx, account, m.ID, status)
}

// settleInvoice draws the conclusion of an invoice's latest attempt: paid, or
// past due with the next try by the catalog's schedule.
func settleInvoice(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice) error {
	latest := i.Attempts[len(i.Attempts)-1]
	if latest.Result == billing.PaymentSucceeded {
		i.Status, i.AmountPaid = billing.InvoicePaid, i.AmountDue
		if err := tx.SetInvoiceStatus(ctx, account, i, nil); err != nil {
			return err
		}
		return clearPastDue(ctx, tx, account)
	}
	catalog, err := tx.Catalog(ctx, account)
	if err != nil {
		return err
	}
	if err := tx.SetInvoiceStatus(ctx, account, i, nextTry(catalog.Policy.Dunning, i.Attempts)); err != nil {
		return err
	}
	s, err := tx.Subscription(ctx, account)
	if err != nil || s.Status != billing.StatusActive {
		return err
	}
	s.Status = billing.StatusPastDue
	return tx.PutSubscription(ctx, account, s)
}

// clearPastDue makes a subscription active again once nothing is open.
func clearPastDue(ctx context.Context, tx *store.Tx, account string) error {
	s, err := tx.Subscription(ctx, account)
	if err != nil || s.OpenInvoice != "" || s.Status != billing.StatusPastDue {
		return err
	}
	s.Status = billing.StatusActive
	return tx.PutSubscription(ctx, account, s)
}

// nextTry is when to collect again after attempts that all failed, counted in
// days from the first; nil when the schedule is at its end.
func nextTry(d billing.Dunning, attempts []billing.PaymentAttempt) *time.Time {
	failed := len(attempts)
	if failed > len(d.RetryDays) {
		return nil
	}
	at := attempts[0].At.AddDate(0, 0, d.RetryDays[failed-1])
	return &at
}
