package engine

import (
	"context"
	"fmt"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/store"
	"billfold/billing"
)

// collect tries to collect an open invoice with the account's default method, or
// without one of the account balance. Each try has a key of its own, made of the
// invoice and how many came before: one that was interrupted is the same try
// when it is run again. It does nothing where the books show that the try was
// made meanwhile, or that a change is in flight.
func (e *Engine) collect(ctx context.Context, account string, due store.DueInvoice) error {
	end, err := e.turn(ctx, account)
	if err != nil {
		return err
	}
	defer end()
	i, method, err := e.collectible(ctx, account, due)
	if err != nil || i == nil {
		return err
	}
	if method == nil {
		return e.record(ctx, account, i, try{at: due.At, key: attemptKey(i)})
	}
	charge := gateway.Charge{Key: attemptKey(i), Account: account, Method: method.Token, Amount: i.AmountDue, OffSession: true}
	result, reason, err := e.ask(ctx, charge)
	if err != nil {
		return err
	}
	return e.record(ctx, account, i, try{at: due.At, key: charge.Key, method: method, result: result, reason: reason})
}

// collectible reads an invoice again that is due, and what it is collected with;
// nil where it is not due any more. What a try is made with is settled by when it is due:
// one that is made again later, under the same key, is made with the same method.
func (e *Engine) collectible(ctx context.Context, account string, due store.DueInvoice) (i *billing.Invoice, m *store.Method, err error) {
	err = e.store.Read(ctx, func(r *store.Reader) error {
		s, err := r.Subscription(ctx, account)
		if err != nil {
			return err
		}
		current, err := r.Invoice(ctx, account, due.ID)
		if err != nil {
			return err
		}
		if s.InFlight != "" || current.Status != billing.InvoiceOpen || len(current.Attempts) != due.Attempts {
			return nil
		}
		i = current
		methods, err := r.Methods(ctx, account)
		if first, ok := chargeable(methods, due.At); ok {
			m = &first
		}
		return err
	})
	return i, m, err
}

// chargeable is the first payment method that can still be charged.
func chargeable(methods []store.Method, at time.Time) (store.Method, bool) {
	for _, m := range methods {
		if !m.Expired(at) {
			return m, true
		}
	}
	return store.Method{}, false
}

// attemptKey is the gateway's key of the next try to collect an invoice.
func attemptKey(i *billing.Invoice) string { return fmt.Sprintf("%s-%d", i.ID, len(i.Attempts)+1) }

// try is a try to collect an invoice and what came of it; without a method it is
// the account balance's turn.
type try struct {
	at     time.Time
	key    string
	method *store.Method
	result billing.PaymentResult
	reason string
}

// record writes a try down, with what follows from it.
func (e *Engine) record(ctx context.Context, account string, i *billing.Invoice, t try) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		current, err := tx.Invoice(ctx, account, i.ID)
		if err != nil || current.Status != billing.InvoiceOpen || len(current.Attempts) != len(i.Attempts) {
			return err
		}
		attempt := billing.PaymentAttempt{At: t.at, Result: t.result, Reason: t.reason}
		if t.method == nil {
			if attempt, err = fromBalance(ctx, tx, account, current, t); err != nil {
				return err
			}
		} else {
			attempt.Method = t.method.Label()
			if err := noteMethod(ctx, tx, account, *t.method, t.result); err != nil {
				return err
			}
		}
		if err := tx.InsertAttempt(ctx, account, i.ID, t.key, attempt); err != nil {
			return err
		}
		current.Attempts = append(current.Attempts, attempt)
		if attempt.Result == billing.PaymentSucceeded {
			return e.paid(ctx, tx, account, current)
		}
		return e.unpaid(ctx, tx, account, current)
	})
}

// fromBalance takes what is due of the account balance where no card is saved.
func fromBalance(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice, t try) (billing.PaymentAttempt, error) {
	a, err := tx.Account(ctx, account, billing.RoleAdmin)
	if err != nil {
		return billing.PaymentAttempt{}, err
	}
	attempt := billing.PaymentAttempt{At: t.at, Result: billing.PaymentRefused, Reason: string(billing.NoPaymentMethod)}
	switch {
	case a.AccountBalance.Cmp(i.AmountDue) >= 0:
		attempt.Method, attempt.Result, attempt.Reason = billing.PayByBalance, billing.PaymentSucceeded, ""
		return attempt, tx.Move(ctx, store.Movement{
			Account: account, Purse: store.AccountBalance, At: t.at, Amount: i.AmountDue.Neg(), Reference: i.ID,
		})
	case a.AccountBalance.Sign() > 0:
		attempt.Method, attempt.Reason = billing.PayByBalance, string(billing.InsufficientBalance)
	}
	return attempt, nil
}

// ask charges and says what came of it. Nobody is there to answer a bank: a
// charge that waits for a person all the same is voided.
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
		if result.Reason == gateway.AuthenticationRequired {
			return billing.PaymentNeedsProof, "", nil
		}
	}
	return billing.PaymentRefused, result.Reason, nil
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
