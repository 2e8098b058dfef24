package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// reloading is a house whose 500 AI credits are reloaded below 200, by packs of
// 1,000 at 20.00, within a monthly cap.
func reloading(t *testing.T, most string) *house {
	t.Helper()
	h := buyer(t, "2026-01-01T00:00:00Z", team(5))
	o := billing.Order{Kind: billing.OrderAutoReload, Reload: &billing.AutoReload{Addon: "ai_1000", Below: dec("200"), MonthlyCap: usd(t, most)}}
	require.Equal(t, billing.ChangeApplied, h.order("r1", o).State)
	require.Len(t, h.invoices(), 1, "setting it buys nothing while enough is left")
	return h
}

func TestAutoReloadBuysBelowItsThreshold(t *testing.T) {
	h := reloading(t, "100.00")
	h.use(billing.AICredits, "300")
	require.Len(t, h.invoices(), 1, "200 are not below 200")
	h.use(billing.AICredits, "1")
	require.Len(t, h.invoices(), 2)
	i := h.invoices()[0]
	require.Equal(t, []string{"20.00", "paid"}, []string{i.Total.String(), string(i.Status)})
	require.Empty(t, i.ChangeID)
	require.Equal(t, "1199", h.creditsLeft())
	h.requireBalanced()
}

// 200 missing and more are bought at once, by one charge.
func TestAutoReloadBuysAsManyPacksAsItTakes(t *testing.T) {
	h := buyer(t, "2026-01-01T00:00:00Z", team(5))
	o := billing.Order{Kind: billing.OrderAutoReload, Reload: &billing.AutoReload{Addon: "ai_1000", Below: dec("3000"), MonthlyCap: usd(t, "70.00")}}
	require.Equal(t, billing.ChangeApplied, h.order("r1", o).State)
	require.NoError(t, h.engine.Advance(context.Background(), h.now()))
	require.Equal(t, "60.00", h.invoices()[0].Total.String(), "2,500 are missing")
	require.Equal(t, "3500", h.creditsLeft())
	h.use(billing.AICredits, "3400")
	require.Len(t, h.invoices(), 2, "10.00 are left of the cap, too little for a pack")
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, []string{"60.00", "60.00"}, []string{h.invoices()[0].Total.String(), h.invoices()[1].Total.String()},
		"the renewal, and three packs in the new month: 2,400 are missing to 3,000")
	require.Equal(t, "3600", h.creditsLeft(), "500 of the plan, 100 of old packs, 3,000 of new ones")
	h.requireBalanced()
}

func TestAutoReloadStaysWithinItsCap(t *testing.T) {
	h := reloading(t, "39.99")
	h.use(billing.AICredits, "400")
	require.Equal(t, "1100", h.creditsLeft())
	h.use(billing.AICredits, "1000")
	require.Equal(t, "100", h.creditsLeft(), "a second pack would be 40.00")
	require.Len(t, h.invoices(), 2)
	h.requireBalanced()
}

// Packs that nobody paid for were not delivered: they put nobody past due, and
// after the last try they are not owed.
func TestAutoReloadThatCannotBePaidEnds(t *testing.T) {
	h := reloading(t, "100.00")
	h.swapCard(sandbox.CardDeclined)
	h.use(billing.AICredits, "400")
	i := h.invoices()[0]
	require.Equal(t, billing.InvoiceOpen, i.Status)
	require.Equal(t, "100", h.creditsLeft())
	require.Equal(t, billing.StatusActive, h.subscription().Status)
	require.Equal(t, billing.OpenInvoice, h.order("c1", pack(1)).Problem.Code)
	h.advance("2026-01-20T00:00:00Z")
	require.Equal(t, billing.InvoiceVoid, h.invoices()[0].Status)
	require.Equal(t, billing.StatusActive, h.subscription().Status)
	require.Equal(t, billing.ReloadStopped, h.told()[len(h.told())-1])
	a, err := h.store.Account(context.Background(), h.account, billing.RoleAdmin)
	require.NoError(t, err)
	require.Nil(t, a.AutoReload)
	h.requireBalanced()
}

func TestAutoReloadIsTurnedOff(t *testing.T) {
	h := reloading(t, "100.00")
	require.Equal(t, billing.ChangeApplied, h.order("r2", billing.Order{Kind: billing.OrderAutoReload}).State)
	h.use(billing.AICredits, "500")
	require.Len(t, h.invoices(), 1)
}

func TestAReloadIsChargedOnceAcrossTheGaps(t *testing.T) {
	for name, gap := range gaps {
		t.Run(name, func(t *testing.T) {
			h := reloading(t, "100.00")
			h.sandbox.SetFaults(gap.faults)
			h.use(billing.AICredits, "400")
			require.Equal(t, billing.InvoiceOpen, h.invoices()[0].Status)
			require.Equal(t, "100", h.creditsLeft(), "delivered only once it is known to be paid")
			h.restart()
			require.NoError(t, h.engine.Advance(context.Background(), h.now()))
			require.NoError(t, h.engine.Advance(context.Background(), h.now()))
			require.Equal(t, "1100", h.creditsLeft())
			require.Equal(t, 2, h.succeeded())
			h.requireBalanced()
		})
	}
}
