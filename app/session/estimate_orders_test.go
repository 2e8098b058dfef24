package session_test

import (
	"slices"
	"testing"

	"billfold/app/session"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// What else can be ordered is estimated as billing prices it: the open invoice, which
// is found in the copy, as well as packs and funds.
func TestEstimatesOfOrdersAreTheBackendsFigures(t *testing.T) {
	d := newDesk(t)
	var paid []string
	for _, who := range []string{admin, manager, owner} {
		s, _ := d.signedIn(t, who)
		defer closed(t, s)
		accounts, err := s.Accounts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, account := range accounts {
			if _, err := s.Refresh(t.Context(), account.ID); err != nil {
				t.Fatal(err)
			}
			facts, err := s.Facts(t.Context(), account.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, order := range ordersOf(facts.Catalog) {
				if p := sameOrder(t, s, account.ID, order); p.Pays != "" {
					paid = append(paid, p.Pays)
				}
			}
		}
	}
	if len(paid) == 0 {
		t.Error("no account of the demo has an open invoice to pay")
	}
}

// ordersOf is an order of every kind but a change.
func ordersOf(c *billing.Catalog) []billing.Order {
	orders := []billing.Order{
		{Kind: billing.OrderTopUp, Amount: c.LeastTopUp()},
		{Kind: billing.OrderPayment},
		{Kind: billing.OrderResume},
		{Kind: billing.OrderAutoReload},
	}
	i := slices.IndexFunc(c.Addons, func(a billing.Addon) bool { return a.Kind == billing.AddonOneTime })
	if i < 0 {
		return orders
	}
	pack := c.Addons[i].ID
	limit := money.New(decimal.NewFromInt(1000), c.Currency)
	return append(orders, billing.Order{Kind: billing.OrderPack, Addon: pack, Quantity: 2},
		billing.Order{Kind: billing.OrderAutoReload, Reload: &billing.AutoReload{Addon: pack, Below: decimal.NewFromInt(500), MonthlyCap: limit}})
}

func sameOrder(t *testing.T, s *session.Session, account string, order billing.Order) billing.Preview {
	t.Helper()
	locked, err := s.Preview(t.Context(), account, order)
	estimate, here := s.Estimate(t.Context(), account, order)
	if billing.CodeOf(err) != billing.CodeOf(here) {
		t.Errorf("%s of %s: billing says %v, here it is %v", order.Kind, account, err, here)
	}
	if err != nil || here != nil {
		return billing.Preview{}
	}
	estimate.At, estimate.ExpiresAt, estimate.EffectiveAt = locked.At, locked.ExpiresAt, locked.EffectiveAt // it was asked a moment later
	for i := range estimate.Lines {
		if i < len(locked.Lines) && order.Kind != billing.OrderPayment {
			estimate.Lines[i].Period = locked.Lines[i].Period
		}
	}
	if diff := cmp.Diff(figures(t, locked), figures(t, estimate)); diff != "" {
		t.Errorf("%s of %s: %s", order.Kind, account, diff)
	}
	return locked
}
