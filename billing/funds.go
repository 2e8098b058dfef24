package billing

import (
	"slices"
	"time"

	"billfold/billing/money"
)

// FundsMovement is money that came to the account balance or left it.
type FundsMovement struct {
	At      time.Time
	Invoice string      // number of the document that it is of
	Method  string      // what a top-up was paid with, as it may be shown; empty where the balance paid
	Amount  money.Money // negative where the balance paid
}

// FundsMovements is what invoices, which come with the newest first, say of the
// account balance: top-ups that were paid, and what was paid of it. The newest
// movement is first.
func FundsMovements(newestFirst []Invoice) []FundsMovement {
	var all []FundsMovement
	for n := range newestFirst {
		i := &newestFirst[n]
		if i.Status != InvoicePaid {
			continue
		}
		paid, ok := i.succeeded()
		for _, line := range i.Lines {
			if line.Item == ItemTopUp {
				all = append(all, FundsMovement{At: i.At, Invoice: i.Number, Method: paid.Method, Amount: line.Amount})
			}
		}
		if ok && paid.Method == PayByBalance {
			all = append(all, FundsMovement{At: paid.At, Invoice: i.Number, Amount: i.AmountPaid.Neg()})
		}
	}
	slices.SortStableFunc(all, func(a, b FundsMovement) int { return b.At.Compare(a.At) })
	return all
}

// succeeded is the try that collected the invoice.
func (i *Invoice) succeeded() (PaymentAttempt, bool) {
	n := slices.IndexFunc(i.Attempts, func(a PaymentAttempt) bool { return a.Result == PaymentSucceeded })
	if n < 0 {
		return PaymentAttempt{}, false
	}
	return i.Attempts[n], true
}

// MethodUse is the last that was done with a payment method.
type MethodUse struct {
	Paid     *PaymentAttempt // the last that succeeded, where there is one
	Amount   money.Money     // what that paid
	Declined *PaymentAttempt // the last that failed, where it is newer than any that succeeded
}

// UseOf is the last that invoices say was done with a payment method.
func UseOf(m *PaymentMethod, invoices []Invoice) MethodUse {
	var use MethodUse
	label := m.Label()
	for n := range invoices {
		for a := range invoices[n].Attempts {
			try := &invoices[n].Attempts[a]
			switch {
			case try.Method != label:
			case try.Result == PaymentSucceeded && (use.Paid == nil || try.At.After(use.Paid.At)):
				use.Paid, use.Amount = try, invoices[n].AmountPaid
			case try.Result != PaymentSucceeded && (use.Declined == nil || try.At.After(use.Declined.At)):
				use.Declined = try
			}
		}
	}
	if use.Paid != nil && use.Declined != nil && !use.Declined.At.After(use.Paid.At) {
		use.Declined = nil
	}
	return use
}
