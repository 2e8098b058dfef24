package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// An invoice whose collection is under way, or was interrupted after the money
// was taken, is not void: it is paid.
func TestAnInvoiceIsNotVoidWhoseMoneyWasTaken(t *testing.T) {
	ctx := context.Background()
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	h.sandbox.SetFaults(sandbox.Faults{AfterCommit: cut})
	require.Error(t, h.engine.Subscribe(ctx, h.account, team(5), nil), "the answer is lost")
	h.sandbox.SetFaults(sandbox.Faults{})
	open := h.invoices()[0]
	require.Equal(t, billing.InvoiceOpen, open.Status)
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(h.engine.VoidInvoice(ctx, h.account, open.ID)))
	require.NoError(t, h.engine.Advance(ctx, h.now()))
	require.Equal(t, billing.InvoicePaid, h.invoices()[0].Status)
	h.requireBalanced()
}

// A collection that is still on its way takes nothing for a void invoice.
func TestAVoidInvoiceIsNotCollectedLate(t *testing.T) {
	ctx := context.Background()
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	var late gateway.Charge
	h.sandbox.SetFaults(sandbox.Faults{BeforeCommit: func(c gateway.Charge) error { late = c; return errCut }})
	require.Error(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
	h.sandbox.SetFaults(sandbox.Faults{})
	require.NoError(t, h.engine.VoidInvoice(ctx, h.account, h.invoices()[0].ID))
	result, err := h.sandbox.Charge(ctx, late)
	require.NoError(t, err)
	require.Equal(t, gateway.Voided, result.Status)
	require.Equal(t, billing.InvoiceVoid, h.invoices()[0].Status)
	h.requireBalanced()
}

func TestNothingIsToppedUpBelowNothing(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	for _, amount := range []string{"-5.00", "0.00"} {
		err := h.engine.Deposit(context.Background(), h.account, usd(t, amount), "mistake")
		require.Equal(t, billing.InvalidRequest, billing.CodeOf(err), amount)
	}
}
