package engine_test

import (
	"context"
	"testing"
	"time"

	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// Every invoice says who issued it and whom it is made out to, as both were then,
// whatever it is for: a change of the details is on later ones only.
func TestInvoicesKeepWhomTheyAreBetween(t *testing.T) {
	ctx := context.Background()
	catalog := generous()
	catalog.Vendor = billing.Vendor{Seller: billing.Seller{Name: "Halden Software GmbH", City: "Berlin"}, SalesEmail: "sales@halden.example"}
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	h.otherAccount(catalog)
	require.NoError(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
	earlier, later := billing.BillingDetails{Country: "US"}, detailsOf("Northwind Ltd", "US", "")
	kinds := func(order string) {
		t.Helper()
		require.Equal(t, billing.ChangeApplied, h.order("pack"+order, pack(1)).State)
		require.Equal(t, billing.ChangeApplied, h.order("fund"+order, billing.Order{Kind: billing.OrderTopUp, Amount: usd(t, "50.00")}).State)
		_, err := h.engine.Goodwill(ctx, h.account, usd(t, "1.00"), "outage")
		require.NoError(t, err)
	}
	kinds("1")
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("more1", h.preview(toSeats(6)))).State)
	require.Len(t, h.invoices(), 5, "the first, a pack, a top-up, a credit note and a change")
	_, err := h.engine.ChangeDetails(ctx, h.admin, h.account, "d1", later)
	require.NoError(t, err)
	kinds("2")
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("more2", h.preview(toSeats(7)))).State)
	h.advance("2026-02-01T00:00:00Z")
	all := h.invoices() // newest first
	require.Len(t, all, 10)
	for n, i := range all {
		require.Equal(t, catalog.Vendor.Seller, i.Seller, i.Number)
		want := later
		if n >= 5 {
			want = earlier
		}
		require.Equal(t, want, i.BilledTo, "%s, the %d. newest", i.Number, n+1)
	}
}

// Details may be changed while a charge waits for its bank: its tax was theirs of before,
// and so is its invoice, also after a restart.
func TestAChargeIsBilledToWhomItWasPricedFor(t *testing.T) {
	ctx := context.Background()
	old := catalog()
	old.Vendor.Seller = billing.Seller{Name: "Halden Software GmbH", City: "Berlin"}
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", "")
	h.otherAccount(old)
	require.NoError(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
	in := h.intent("c1", h.preview(toSeats(6)))
	in.Payment = h.addCard(sandbox.CardRequiresAction, "3184", 2030)
	require.Equal(t, billing.ChangeRequiresAction, h.confirm(in).State)
	later := detailsOf("Northwind GmbH", "DE", "DE136695976")
	_, err := h.engine.ChangeDetails(ctx, h.admin, h.account, "d1", later)
	require.NoError(t, err)
	h.restart()
	_, err = h.sandbox.Prove(ctx, "c1")
	require.NoError(t, err)
	require.NoError(t, h.engine.ChargeProven(ctx, h.account, "c1"))
	all := h.invoices()
	require.Len(t, all, 2)
	require.Equal(t, billing.BillingDetails{Country: "US"}, all[0].BilledTo)
	require.Equal(t, old.Vendor.Seller, all[0].Seller)
	id, err := h.engine.Goodwill(ctx, h.account, usd(t, "1.00"), "outage")
	require.NoError(t, err)
	note, err := h.store.Invoice(ctx, h.account, id)
	require.NoError(t, err)
	require.Equal(t, later, note.BilledTo, "what is issued later")
}

// A change keeps the name of the device that signed it, also when the device is called
// something else since, or is gone.
func TestAChangeKeepsTheNameOfItsDevice(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	require.NoError(t, h.store.Write(ctx, func(tx *store.Tx) error {
		lapses := h.now().Add(time.Minute)
		return tx.InsertDevice(ctx, store.Device{
			Device: billing.Device{ID: "dev_1", Name: "Billfold on ThinkPad X1", Added: h.now()}, PersonID: h.admin.ID, Lapses: &lapses,
		})
	}))
	signed := h.intent("c1", h.preview(toSeats(6)))
	signed.Signed.Device = "dev_1"
	require.Equal(t, billing.ChangeApplied, h.confirm(signed).State)
	require.Equal(t, billing.ChangeScheduled, h.confirm(h.intent("c2", h.preview(toSeats(2)))).State)
	_, err := h.engine.UndoScheduled(ctx, h.admin, h.account, "u1", signed.Signed)
	require.NoError(t, err)
	require.NoError(t, h.store.Write(ctx, func(tx *store.Tx) error { return tx.ForgetLapsed(ctx, h.now().Add(time.Hour)) }))
	require.Equal(t, "Billfold on ThinkPad X1", h.recorded("c1").Device)
	require.Empty(t, h.recorded("c2").Device, "nobody signed it")
	require.Equal(t, "Billfold on ThinkPad X1", h.recorded("u1").Device)
}
