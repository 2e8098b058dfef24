package engine_test

import (
	"context"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/recompute"

	"github.com/stretchr/testify/require"
)

// requireExplained holds every line to its arithmetic, recomputed from the text.
func (h *house) requireExplained(lines []billing.Line) {
	h.t.Helper()
	for _, line := range lines {
		again, err := recompute.Amount(line.Arithmetic, 2, false)
		require.NoError(h.t, err)
		require.Equal(h.t, line.Amount.String(), again, "%s", line.Arithmetic)
	}
}

// requireBooks holds the books of an account against themselves: what was
// invoiced is paid, still owed or was covered by billing credit; the balances are
// what came in less what went out, and nothing is below zero. Funds that came in
// without a document of ours must be none.
func (h *house) requireBooks() {
	h.t.Helper()
	zero := usd(h.t, "0.00")
	invoiced, paid, owed, covered, given := zero, zero, zero, zero, zero
	funds := zero
	for _, i := range h.invoices() {
		h.requireExplained(i.Lines)
		h.requireTotals(&i)
		if i.Status == billing.InvoiceVoid {
			require.True(h.t, i.AmountPaid.IsZero(), "%s is void and paid", i.Number)
			continue
		}
		invoiced = invoiced.Add(i.Total)
		if i.IsCreditNote() {
			given = given.Sub(i.Total)
			continue
		}
		paid, covered = paid.Add(i.AmountPaid), covered.Add(i.BillingCreditApplied)
		if i.Status == billing.InvoicePaid {
			require.True(h.t, i.AmountPaid.Equal(i.AmountDue), "%s is paid in part", i.Number)
			funds = funds.Add(moved(&i))
		} else {
			owed = owed.Add(i.AmountDue)
		}
	}
	require.Equal(h.t, invoiced.String(), paid.Add(owed).Add(covered).Sub(given).String(), "what was invoiced")
	balance, credit := h.balances()
	require.Equal(h.t, given.Sub(covered).String(), credit, "billing credit")
	require.Equal(h.t, funds.String(), balance, "account balance")
	require.NotContains(h.t, balance+credit, "-")
	h.requireCreditsLeft()
}

// requireTotals holds a document to its own sums.
func (h *house) requireTotals(i *billing.Invoice) {
	sum := usd(h.t, "0.00")
	for _, line := range i.Lines {
		sum = sum.Add(line.Amount)
	}
	require.Equal(h.t, sum.String(), i.Subtotal.String(), i.Number)
	for _, tax := range i.Taxes {
		sum = sum.Add(tax.Amount)
	}
	require.Equal(h.t, sum.String(), i.Total.String(), i.Number)
	if !i.IsCreditNote() {
		require.Equal(h.t, i.Total.String(), i.AmountDue.Add(i.BillingCreditApplied).String(), i.Number)
	}
}

// moved is what a paid invoice moved on the account balance: what it topped up,
// less what was paid of it.
func moved(i *billing.Invoice) money.Money {
	sum := money.Zero(i.Currency)
	for _, line := range i.Lines {
		if line.Item == billing.ItemTopUp {
			sum = sum.Add(line.Amount)
		}
	}
	for _, a := range i.Attempts {
		if a.Result == billing.PaymentSucceeded && a.Method == billing.PayByBalance {
			sum = sum.Sub(i.AmountPaid)
		}
	}
	return sum
}

func (h *house) requireCreditsLeft() {
	require.NoError(h.t, h.store.Read(context.Background(), func(r *store.Reader) error {
		grants, err := r.CreditGrants(context.Background(), h.account)
		for _, g := range grants {
			require.False(h.t, g.Left().IsNegative(), "%+v", g)
		}
		return err
	}))
}
