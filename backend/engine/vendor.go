package engine

import (
	"context"

	"billfold/backend/gateway"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Goodwill gives an account billing credit for a reason, on a credit note, and
// returns its id. The amount must be more than nothing.
func (e *Engine) Goodwill(ctx context.Context, account string, amount money.Money, reason string) (string, error) {
	if amount.Sign() <= 0 {
		return "", notPositive(amount)
	}
	at, off, none := e.now(), amount.Neg(), money.Zero(amount.Currency())
	i := billing.Invoice{
		At: at, Status: billing.InvoicePaid, Period: billing.Period{Start: at, End: at}, Currency: amount.Currency(), AmountPaid: none,
		Lines: []billing.Line{{
			Kind: billing.Adjustment, Item: billing.ItemPlan, Code: billing.LineGoodwill, Params: map[string]string{"reason": reason},
			Quantity: decimal.NewFromInt(1), UnitPrice: off.Amount(), Period: billing.Period{Start: at, End: at},
			Amount: off, Arithmetic: off.String(),
		}},
		Totals: billing.Totals{Subtotal: off, Total: off, BillingCreditApplied: none, AmountDue: none},
	}
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		a, err := tx.Account(ctx, account, billing.RoleAdmin)
		if err != nil {
			return err
		}
		i.BillingCreditAfter = a.BillingCredit.Add(amount)
		return e.issue(ctx, tx, account, &i)
	})
	return i.ID, err
}

func notPositive(amount money.Money) error {
	return billing.NewProblem(billing.InvalidRequest, "field", "amount", "value", amount.String())
}

// VoidInvoice takes back an open invoice: nothing of it is owed or collected
// any more, and the billing credit that it had applied is there again. One that
// is not open, or whose money was taken already, is a Problem invalid_request.
func (e *Engine) VoidInvoice(ctx context.Context, account, id string) error {
	for {
		i, err := e.store.Invoice(ctx, account, id)
		if err != nil {
			return err
		}
		if err := e.forgo(ctx, account, i); err != nil {
			return err
		}
		done := false
		err = e.store.Write(ctx, func(tx *store.Tx) error {
			current, err := tx.Invoice(ctx, account, id)
			if err != nil || len(current.Attempts) != len(i.Attempts) {
				return err // the try that was forgone is not the next one any more
			}
			done = true
			return e.void(ctx, tx, account, current)
		})
		if err != nil || done {
			return err
		}
	}
}

// forgo makes sure that the next try to collect an open invoice takes nothing,
// even one that is under way.
func (e *Engine) forgo(ctx context.Context, account string, i *billing.Invoice) error {
	if i.Status != billing.InvoiceOpen {
		return notOpen(i.Status)
	}
	result, err := e.gateway.Void(ctx, gateway.Charge{Key: attemptKey(i), Account: account, Amount: i.AmountDue})
	if err != nil {
		return unanswered(err)
	}
	if result.Status == gateway.Succeeded {
		return notOpen(billing.InvoicePaid)
	}
	return nil
}

func notOpen(s billing.InvoiceStatus) error {
	return billing.NewProblem(billing.InvalidRequest, "field", "status", "value", string(s))
}

func (e *Engine) void(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice) error {
	if i.Status != billing.InvoiceOpen {
		return notOpen(i.Status)
	}
	return e.takeBack(ctx, tx, account, i, billing.InvoiceVoid)
}

// takeBack makes an open invoice one that is not owed any more: void, and the
// billing credit that it had applied is there again, or uncollectible. Either
// way nothing of it can be credited.
func (e *Engine) takeBack(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice, status billing.InvoiceStatus) error {
	i.Status = status
	if err := tx.SetInvoiceStatus(ctx, account, i, nil); err != nil {
		return err
	}
	if status == billing.InvoiceVoid {
		returned := store.Movement{Account: account, Purse: store.BillingCredit, At: e.now(), Amount: i.BillingCreditApplied, Reference: i.ID}
		if err := tx.Move(ctx, returned); err != nil {
			return err
		}
	}
	s, err := tx.Subscription(ctx, account)
	if err != nil {
		return err
	}
	if i.Period.Start.Equal(s.Period.Start) && i.Period.End.Equal(s.Period.End) {
		s.Unbill(i.Lines)
		if err := tx.PutSubscription(ctx, account, s); err != nil {
			return err
		}
	}
	return reinstate(ctx, tx, account)
}

// Deposit puts prepaid funds on an account's balance that were paid elsewhere.
// The amount must be more than nothing.
func (e *Engine) Deposit(ctx context.Context, account string, amount money.Money, reference string) error {
	if amount.Sign() <= 0 {
		return notPositive(amount)
	}
	return e.store.Write(ctx, func(tx *store.Tx) error {
		return tx.Move(ctx, store.Movement{Account: account, Purse: store.AccountBalance, At: e.now(), Amount: amount, Reference: reference})
	})
}

// CarryOver gives an account billing credit that it brings along from elsewhere,
// without a document of ours. The amount must be more than nothing.
func (e *Engine) CarryOver(ctx context.Context, account string, credit money.Money) error {
	if credit.Sign() <= 0 {
		return notPositive(credit)
	}
	return e.store.Write(ctx, func(tx *store.Tx) error {
		return tx.Move(ctx, store.Movement{Account: account, Purse: store.BillingCredit, At: e.now(), Amount: credit, Reference: "carried over"})
	})
}
