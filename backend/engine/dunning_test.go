package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// debtor is a house whose first invoice of 60.00 was declined on 1 January; the
// grace period ends on the 15th.
func debtor(t *testing.T, then string) *house {
	t.Helper()
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardDeclined)
	c := generous()
	c.Policy.Dunning.Then = then
	h.otherAccountWith(c, sandbox.CardDeclined)
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
	require.Equal(t, billing.StatusPastDue, h.subscription().Status)
	return h
}

// swapCard makes a working card the only one.
func (h *house) swapCard(token string) {
	h.t.Helper()
	ctx := context.Background()
	a, err := h.store.Account(ctx, h.account, billing.RoleAdmin)
	require.NoError(h.t, err)
	for _, m := range a.Methods {
		require.NoError(h.t, h.engine.RemoveMethod(ctx, h.account, m.ID))
	}
	_, err = h.engine.AddMethod(ctx, h.account, card(token))
	require.NoError(h.t, err)
}

func TestAfterGraceServiceIsRestrictedUntilItIsPaid(t *testing.T) {
	h := debtor(t, billing.ThenRestrict)
	ctx := context.Background()
	require.NoError(t, h.engine.RecordUsage(ctx, h.account, billing.AICredits, dec("10")), "nothing is withheld within the grace period")
	h.advance("2026-01-14T23:59:59Z")
	require.Equal(t, billing.StatusPastDue, h.subscription().Status)
	h.advance("2026-01-15T00:00:00Z")
	require.Equal(t, billing.StatusRestricted, h.subscription().Status)
	require.Equal(t, billing.ServiceRestricted, billing.CodeOf(h.engine.RecordUsage(ctx, h.account, billing.AICredits, dec("10"))))
	require.Equal(t, billing.OpenInvoice, h.order("c0", pack(1)).Problem.Code)

	h.swapCard(sandbox.CardOK)
	require.Equal(t, billing.ChangeApplied, h.order("c1", billing.Order{Kind: billing.OrderPayment}).State)
	require.Equal(t, billing.StatusActive, h.subscription().Status)
	require.NoError(t, h.engine.RecordUsage(ctx, h.account, billing.AICredits, dec("10")))
	h.advance("2026-02-01T00:00:00Z")
	require.Len(t, h.invoices(), 2)
	require.Equal(t, billing.InvoicePaid, h.invoices()[0].Status)
	h.requireBalanced()
}

// A card whose month has passed is passed over for the next one, though nothing marked
// it as expired.
func TestACardOfAPastMonthIsNotCharged(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", "")
	past, next := card(sandbox.CardOK), card(sandbox.CardOK)
	past.ExpMonth, past.ExpYear, next.Last4 = 1, 2026, "5100"
	for _, m := range []store.Method{past, next} {
		_, err := h.engine.AddMethod(context.Background(), h.account, m)
		require.NoError(t, err)
	}
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
	h.advance("2026-02-01T00:00:00Z")
	cards := map[string]int{}
	for _, i := range h.invoices() {
		for _, a := range i.Attempts {
			cards[a.Method]++
		}
	}
	require.Equal(t, map[string]int{"Visa 4242": 1, "Visa 5100": 1}, cards, "January's by the one, February's by the other")
}

// Nobody is billed for a service that is withheld: a restricted subscription ends
// with its period, and the invoice stays owed.
func TestARestrictedSubscriptionDoesNotRenew(t *testing.T) {
	h := debtor(t, billing.ThenRestrict)
	h.advance("2026-06-01T00:00:00Z")
	s := h.subscription()
	require.Equal(t, billing.StatusCanceled, s.Status)
	require.Len(t, h.invoices(), 1)
	require.Equal(t, billing.InvoiceOpen, h.invoices()[0].Status)
	require.Len(t, h.ledger(), 5)
	require.Equal(t, []billing.Code{
		billing.PaymentFailed, billing.PaymentFailed, billing.PaymentFailed, billing.PaymentFailed, billing.PaymentFailed,
		billing.ServiceRestricted, billing.SubscriptionEnded,
	}, h.told())
	h.swapCard(sandbox.CardOK)
	require.Equal(t, billing.ChangeApplied, h.order("c1", billing.Order{Kind: billing.OrderPayment}).State)
	require.Equal(t, billing.StatusCanceled, h.subscription().Status, "paying a debt subscribes to nothing")
	h.requireBalanced()
}

func TestAfterGraceTheSubscriptionEndsWhereTheCatalogSaysSo(t *testing.T) {
	h := debtor(t, billing.ThenCancel)
	h.advance("2026-06-01T00:00:00Z")
	s := h.subscription()
	require.Equal(t, billing.StatusCanceled, s.Status)
	require.Empty(t, s.OpenInvoice)
	require.Len(t, h.invoices(), 1)
	require.Equal(t, billing.InvoiceUncollectible, h.invoices()[0].Status)
	require.Equal(t, "0.00", h.invoices()[0].AmountPaid.String())
	h.swapCard(sandbox.CardOK)
	p := h.preview(toPlan("business"))
	require.Empty(t, p.Blockers)
	require.Equal(t, "100.00", p.AmountDue.String(), "what was written off gives no credit")
	h.requireBalanced()
}

// Usage until the end of the grace period is billed, like everything that was used.
func TestUsageIsBilledAlsoWhereTheSubscriptionEnds(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	c := generous()
	c.Policy.Dunning.Then = billing.ThenCancel
	h.otherAccount(c)
	ctx := context.Background()
	require.NoError(t, h.engine.Subscribe(ctx, h.account, billing.Terms{Plan: "business", Interval: billing.Monthly, Seats: 5}, nil))
	_, err := h.cancel("x1")
	require.NoError(t, err)
	h.set("2026-01-20T00:00:00Z")
	require.NoError(t, h.engine.RecordUsage(ctx, h.account, billing.CallMinutes, dec("150")))
	h.advance("2026-02-01T00:00:00Z")
	i := h.invoices()[0]
	require.Equal(t, "2.50", i.Total.String(), "(150-100)*0.05")
	require.Equal(t, billing.InvoicePaid, i.Status)
	require.Equal(t, billing.StatusCanceled, h.subscription().Status)
	h.requireBalanced()
}

func TestANewCardIsTriedAtTheNextRetry(t *testing.T) {
	h := debtor(t, billing.ThenRestrict)
	h.swapCard(sandbox.CardOK)
	require.Equal(t, billing.StatusPastDue, h.subscription().Status)
	h.advance("2026-01-02T00:00:00Z")
	require.Equal(t, billing.StatusActive, h.subscription().Status)
	require.Len(t, h.invoices()[0].Attempts, 2)
	h.requireBalanced()
}

func TestWithoutACardTheBalancePaysRenewals(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", "")
	ctx := context.Background()
	require.NoError(t, h.engine.Deposit(ctx, h.account, usd(t, "100.00"), "bank transfer"))
	require.NoError(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
	balance, _ := h.balances()
	require.Equal(t, "40.00", balance)
	require.Equal(t, billing.PayByBalance, h.invoices()[0].Attempts[0].Method)
	h.advance("2026-02-01T00:00:00Z")
	balance, _ = h.balances()
	require.Equal(t, "40.00", balance, "60.00 are not there, and nothing is taken in part")
	require.Equal(t, string(billing.InsufficientBalance), h.invoices()[0].Attempts[0].Reason)
	require.Equal(t, billing.StatusPastDue, h.subscription().Status)
	require.Empty(t, h.ledger())
}

// A restart in the gap of a retry changes nothing about when grace ends, and
// nothing is written off that may have been paid.
func TestWhatMayHaveBeenPaidIsNotWrittenOff(t *testing.T) {
	h := debtor(t, billing.ThenCancel)
	h.swapCard(sandbox.CardOK)
	h.sandbox.SetFaults(gaps["after the charge"].faults)
	h.set("2026-01-20T00:00:00Z")
	require.ErrorIs(t, h.engine.Advance(context.Background(), h.now()), errCut)
	require.Equal(t, billing.InvoiceOpen, h.invoices()[0].Status)
	h.restart()
	require.NoError(t, h.engine.Advance(context.Background(), h.now()))
	require.Equal(t, billing.InvoicePaid, h.invoices()[0].Status)
	require.Equal(t, billing.StatusActive, h.subscription().Status)
	h.requireBalanced()
}
