package engine

import (
	"context"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Goodwill gives an account billing credit for a reason, on a credit note, and
// returns its id. The amount must be more than nothing.
func (e *Engine) Goodwill(ctx context.Context, account string, amount money.Money, reason string) (string, error) {
	if amount.Sign() <= 0 {
		return "", billing.NewProblem(billing.InvalidRequest, "field", "amount", "value", amount.String())
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

// VoidInvoice takes back an open invoice: nothing of it is owed or collected
// any more, and the billing credit that it had applied is there again. One that
// is not open is a Problem invalid_request.
func (e *Engine) VoidInvoice(ctx context.Context, account, id string) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		i, err := tx.Invoice(ctx, account, id)
		if err != nil {
			return err
		}
		if i.Status != billing.InvoiceOpen {
			return billing.NewProblem(billing.InvalidRequest, "field", "status", "value", string(i.Status))
		}
		i.Status = billing.InvoiceVoid
		if err := tx.SetInvoiceStatus(ctx, account, i, nil); err != nil {
			return err
		}
		returned := store.Movement{Account: account, Purse: store.BillingCredit, At: e.now(), Amount: i.BillingCreditApplied, Reference: id}
		if err := tx.Move(ctx, returned); err != nil {
			return err
		}
		s, err := tx.Subscription(ctx, account)
		if err != nil {
			return err
		}
		if i.Period.Start.Equal(s.Period.Start) && i.Period.End.Equal(s.Period.End) {
			s.Billed = unbilled(s.Billed, i.Lines)
			if err := tx.PutSubscription(ctx, account, s); err != nil {
				return err
			}
		}
		return clearPastDue(ctx, tx, account)
	})
}

// TopUp puts prepaid funds on an account's balance that were paid elsewhere.
func (e *Engine) TopUp(ctx context.Context, account string, amount money.Money, reference string) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		return tx.Move(ctx, store.Movement{Account: account, Purse: store.AccountBalance, At: e.now(), Amount: amount, Reference: reference})
	})
}
