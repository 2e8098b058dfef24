package store_test

import (
	"context"
	"testing"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// byValue compares decimals and amounts by value, and no map with an empty one.
var byValue = cmp.Options{
	cmpopts.EquateEmpty(),
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b money.Money) bool { return a.Equal(b) }),
}

func TestAPreviewKeepsItsOrder(t *testing.T) {
	s, _ := books(t)
	plan, yearly, seats := "team", billing.Yearly, 9
	reload := billing.AutoReload{Addon: "ai_1000", Below: decimal.RequireFromString("99.5"), MonthlyCap: usd(5000)}
	for id, o := range map[string]billing.Order{
		"change": billing.ChangeOf(billing.Patch{
			Plan: &plan, Interval: &yearly, Seats: &seats, Addons: map[string]int{"a": 0}, Volumes: map[string]int64{"v": 1000},
		}),
		"pack":   {Kind: billing.OrderPack, Addon: "ai_1000", Quantity: 3},
		"top up": {Kind: billing.OrderTopUp, Amount: usd(4500)},
		"pay":    {Kind: billing.OrderPayment},
		"resume": {Kind: billing.OrderResume},
		"off":    {Kind: billing.OrderAutoReload},
		"reload": {Kind: billing.OrderAutoReload, Reload: &reload},
	} {
		t.Run(id, func(t *testing.T) {
			p := billing.Preview{ID: id, Kind: o.Kind, Currency: "USD", At: start, ExpiresAt: start, Discount: usd(0), Totals: billing.Totals{
				Subtotal: usd(0), Total: usd(0), BillingCreditApplied: usd(0), AmountDue: usd(0), BillingCreditAfter: usd(0),
			}}
			var kept store.Preview
			write(t, s, func(ctx context.Context, tx *store.Tx) error {
				require.NoError(t, tx.InsertPreview(ctx, account, p, o))
				var err error
				kept, err = tx.Preview(ctx, account, id)
				return err
			})
			require.Empty(t, cmp.Diff(o, kept.Order, byValue))
			require.Equal(t, o.Kind, kept.Kind)
		})
	}
}

func TestAutoReloadIsTheBillingAdmins(t *testing.T) {
	s, _ := books(t)
	reload := billing.AutoReload{Addon: "ai_1000", Below: decimal.RequireFromString("100"), MonthlyCap: usd(5000)}
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetAutoReload(ctx, account, &reload) })
	read := func(role billing.Role) *billing.AutoReload {
		a, err := s.Account(context.Background(), account, role)
		require.NoError(t, err)
		return a.AutoReload
	}
	require.Empty(t, cmp.Diff(&reload, read(billing.RoleAdmin), byValue))
	require.Nil(t, read(billing.RoleMember))
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetAutoReload(ctx, account, nil) })
	require.Nil(t, read(billing.RoleAdmin))
}

func TestGrantsAreWrittenAsTheyDiffer(t *testing.T) {
	s, _ := books(t)
	lapses := start.AddDate(0, 1, 0)
	plan := billing.CreditGrant{ID: "g1", Kind: billing.AICredits, Source: billing.FromPlan, Granted: decimal.NewFromInt(500), At: start, LapsesAt: &lapses}
	pack := billing.CreditGrant{ID: "g2", Kind: billing.AICredits, Source: billing.FromPack, Granted: decimal.NewFromInt(1000), At: start, Reference: "inv_1"}
	put := func(before, after []billing.CreditGrant) (kept []billing.CreditGrant) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			require.NoError(t, tx.PutCreditGrants(ctx, account, before, after, start))
			var err error
			kept, err = tx.CreditGrants(ctx, account)
			return err
		})
		return kept
	}
	first := put(nil, []billing.CreditGrant{plan, pack})
	since := feed(t, s, billing.RoleAdmin, 0, 100).Latest
	require.Empty(t, cmp.Diff([]billing.CreditGrant{plan, pack}, first, byValue))
	pack.Spent = decimal.RequireFromString("0.5")
	require.Empty(t, cmp.Diff([]billing.CreditGrant{pack}, put(first, []billing.CreditGrant{pack}), byValue), "the plan's part lapsed")
	require.Empty(t, cmp.Diff(map[string]billing.Noun{"g1": nil, "g2": &pack}, told(t, s, billing.RoleAdmin, since, billing.AllKinds), byValue))
}

func TestARemovedMethodIsOnlyReadByName(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		for _, id := range []string{"pm_1", "pm_2"} {
			m := store.Method{Token: "card_ok", PaymentMethod: billing.PaymentMethod{ID: id, Brand: "Visa", Last4: "4242", Status: billing.MethodWorks}}
			require.NoError(t, tx.InsertMethod(ctx, account, m))
		}
		require.NoError(t, tx.RemoveMethod(ctx, account, "pm_1"))
		all, err := tx.Methods(ctx, account)
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.Equal(t, "pm_2", all[0].ID)
		gone, err := tx.Method(ctx, account, "pm_1")
		require.NoError(t, err)
		require.Equal(t, "Visa 4242", gone.Label())
		_, err = tx.Method(ctx, account, "pm_3")
		require.Equal(t, billing.MethodUnknown, billing.CodeOf(err))
		return nil
	})
}

// Books in memory are books: what is not committed is not there.
func TestBooksInMemoryRollBack(t *testing.T) {
	ctx := context.Background()
	s, err := store.OpenMemory(ctx)
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	ada := billing.Person{ID: "per_1", Name: "Ada", Email: "ada@example.com"}
	require.ErrorIs(t, s.Write(ctx, func(tx *store.Tx) error {
		require.NoError(t, tx.InsertPerson(ctx, ada))
		return context.Canceled
	}), context.Canceled)
	_, err = s.Person(ctx, ada.ID)
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	require.NoError(t, s.Write(ctx, func(tx *store.Tx) error { return tx.InsertPerson(ctx, ada) }))
	_, err = s.Person(ctx, ada.ID)
	require.NoError(t, err)
}
