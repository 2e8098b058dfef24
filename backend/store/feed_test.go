package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

func feed(t *testing.T, s *store.Store, role billing.Role, since int64, limit int) billing.Delta {
	t.Helper()
	var d billing.Delta
	require.NoError(t, s.Read(context.Background(), func(r *store.Reader) (err error) {
		d, err = r.Feed(context.Background(), account, role, billing.Cursor{Revision: since}, limit)
		return err
	}))
	return d
}

// pages counts what a person reads from the beginning, one noun a page.
func pages(t *testing.T, s *store.Store, person string) int {
	t.Helper()
	var since billing.Cursor
	for n := 0; ; n++ {
		d, err := s.Feed(context.Background(), person, account, since, 1)
		require.NoError(t, err)
		if since = d.Next; !d.More {
			return n + len(d.Resources)
		}
	}
}

// Whoever has another role now sees other things: what they knew is to be
// forgotten and read anew, more as less.
func TestACursorIsGoneWithTheRole(t *testing.T) {
	ctx := context.Background()
	s, _ := books(t)
	give := func(role billing.Role) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.PutMembership(ctx, "per_1", account, role) })
	}
	first, err := s.Feed(ctx, "per_1", account, billing.Cursor{}, 100)
	require.NoError(t, err)
	give(billing.RoleAdmin)
	again, err := s.Feed(ctx, "per_1", account, first.Next, 100)
	require.NoError(t, err, "the same role is no other")
	require.Empty(t, again.Resources)
	for _, role := range []billing.Role{billing.RoleMember, billing.RoleAdmin} {
		give(role)
		_, err = s.Feed(ctx, "per_1", account, first.Next, 100)
		require.Equal(t, billing.CursorGone, billing.CodeOf(err), role)
		anew, err := s.Feed(ctx, "per_1", account, billing.Cursor{}, 100)
		require.NoError(t, err)
		first = anew
		require.Equal(t, len(anew.Resources), pages(t, s, "per_1"), "a new beginning gets to the end, a page at a time")
	}
	_, err = s.Feed(ctx, "per_2", account, billing.Cursor{}, 100)
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
}

func TestFeedTellsEveryWriteOnce(t *testing.T) {
	writes := map[string]struct {
		write func(context.Context, *store.Tx) error
		kinds billing.Kinds
	}{
		"workspace": {func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertWorkspace(ctx, account, billing.Workspace{ID: "wsp_2"})
		}, billing.KindAccount},
		"method": {func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertMethod(ctx, account, store.Method{PaymentMethod: billing.PaymentMethod{ID: "pm_1"}})
		}, billing.KindAccount},
		"movement": {func(ctx context.Context, tx *store.Tx) error {
			return tx.Move(ctx, store.Movement{Account: account, Purse: store.BillingCredit, At: start, Amount: usd(5)})
		}, billing.KindAccount},
		"no movement": {func(ctx context.Context, tx *store.Tx) error {
			return tx.Move(ctx, store.Movement{Account: account, Purse: store.BillingCredit, At: start, Amount: usd(0)})
		}, 0},
		"member": {func(ctx context.Context, tx *store.Tx) error {
			return tx.PutMember(ctx, account, billing.Member{ID: "mem_1"})
		}, billing.KindMembers | billing.KindUsage},
		"usage": {func(ctx context.Context, tx *store.Tx) error {
			return tx.PutUsage(ctx, account, &billing.Usage{Cycle: billing.PeriodAt(start, billing.Monthly, 1)})
		}, billing.KindUsage},
		"usage of a day": {func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.AddUsage(ctx, account, "sms", start, decimal.NewFromInt(2)), tx.AddUsage(ctx, account, "sms", start, decimal.NewFromInt(3)))
		}, billing.KindUsageDays},
		"grants": {func(ctx context.Context, tx *store.Tx) error {
			g := grant("cgr_1", "0")
			spent := g
			spent.Spent = decimal.NewFromInt(3)
			return errors.Join(tx.PutCreditGrants(ctx, account, nil, []billing.CreditGrant{g}, start),
				tx.PutCreditGrants(ctx, account, []billing.CreditGrant{g}, []billing.CreditGrant{spent}, start),
				tx.PutCreditGrants(ctx, account, []billing.CreditGrant{spent}, []billing.CreditGrant{spent}, start))
		}, billing.KindCredits},
		"spend": {func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertCreditSpend(ctx, account, spend("csp_1", start))
		}, billing.KindSpends},
		"stored items": {func(ctx context.Context, tx *store.Tx) error {
			return tx.PutStoredItems(ctx, account, []billing.StoredItem{item("itm_1", "0.5")}, start)
		}, billing.KindStored},
		"subscription": {func(ctx context.Context, tx *store.Tx) error {
			return tx.PutSubscription(ctx, account, subscription())
		}, billing.KindSubscription},
		"invoice": {func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertInvoice(ctx, account, invoice(1, 100))
		}, billing.KindInvoices | billing.KindSubscription},
		"attempt": {func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.InsertInvoice(ctx, account, invoice(1, 100)),
				tx.InsertAttempt(ctx, account, "inv_001", "key", billing.PaymentAttempt{At: start}))
		}, billing.KindInvoices | billing.KindSubscription},
		"change": {func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertChange(ctx, &store.Change{AccountID: account, Change: billing.Change{ID: "c1", At: start, EffectiveAt: start, AmountCharged: usd(0)}})
		}, billing.KindChanges},
	}
	for name, test := range writes {
		t.Run(name, func(t *testing.T) {
			s, _ := books(t)
			before := feed(t, s, billing.RoleAdmin, 0, 100)
			write(t, s, test.write)
			d := feed(t, s, billing.RoleAdmin, before.Next.Revision, 100)
			var kinds billing.Kinds
			last := before.Latest
			for _, r := range d.Resources {
				require.NotNil(t, r.Noun)
				require.Zero(t, kinds&r.Kind, "each noun once")
				require.Greater(t, r.Revision, last, "in order")
				kinds, last = kinds|r.Kind, r.Revision
			}
			require.Equal(t, test.kinds, kinds)
		})
	}
}

func TestFeedPagesCatchUp(t *testing.T) {
	s, _ := books(t)
	whole := feed(t, s, billing.RoleAdmin, 0, 100)
	require.False(t, whole.More)
	require.Equal(t, whole.Latest, whole.Next.Revision)
	var since int64
	var got []billing.Resource
	for range 20 {
		page := feed(t, s, billing.RoleAdmin, since, 1)
		got = append(got, page.Resources...)
		if since = page.Next.Revision; !page.More {
			break
		}
	}
	require.Len(t, got, len(whole.Resources))
	require.Equal(t, whole.Latest, since)
	require.Empty(t, feed(t, s, billing.RoleAdmin, since, 10).Resources)
}

// A day is the reader's, wherever the instant is written down, and adds up.
func TestUsageOfADayAddsUp(t *testing.T) {
	s, _ := books(t)
	west := time.FixedZone("west", -11*3600)
	late := time.Date(2026, 3, 1, 1, 0, 0, 0, time.UTC)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.AddUsage(ctx, account, "sms", late, decimal.RequireFromString("0.1")),
			tx.AddUsage(ctx, account, "sms", late.Add(time.Hour), decimal.RequireFromString("0.2")),
			tx.AddUsage(ctx, account, "sms", late.In(west), decimal.NewFromInt(7)),
			tx.AddUsage(ctx, account, "calls", late, decimal.NewFromInt(9)))
	})
	got := map[string]string{}
	for _, r := range feed(t, s, billing.RoleMember, 0, 100).Resources {
		if d, ok := r.Noun.(*billing.UsageDay); ok {
			got[r.ID] = d.Quantity.String()
			require.Equal(t, r.ID, d.ID())
		}
	}
	require.Equal(t, map[string]string{"sms/2026-03-01": "0.3", "sms/2026-02-28": "7", "calls/2026-03-01": "9"}, got)
}

func TestACursorOfOtherBooksIsGone(t *testing.T) {
	s, _ := books(t)
	latest := feed(t, s, billing.RoleAdmin, 0, 100).Latest
	for _, since := range []int64{-1, latest + 1} {
		_, err := s.Feed(context.Background(), "per_1", account, billing.Cursor{Revision: since}, 10)
		require.Equal(t, billing.CursorGone, billing.CodeOf(err))
	}
}

func TestMembersSeeNoMoney(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		i := invoice(1, 100)
		i.Status = billing.InvoiceOpen
		return errors.Join(
			tx.InsertInvoice(ctx, account, i),
			tx.InsertMethod(ctx, account, store.Method{PaymentMethod: billing.PaymentMethod{ID: "pm_1"}}),
			tx.InsertChange(ctx, &store.Change{AccountID: account, Change: billing.Change{ID: "c1", At: start, EffectiveAt: start, AmountCharged: usd(0)}}),
			tx.PutMember(ctx, account, billing.Member{ID: "mem_1"}),
		)
	})
	d := feed(t, s, billing.RoleMember, 0, 100)
	require.Equal(t, billing.KindAccount|billing.KindCatalog|billing.KindSubscription|billing.KindUsage, d.Kinds()&^billing.KindAccounts)
	for _, r := range d.Resources {
		switch n := r.Noun.(type) {
		case *billing.Account:
			require.True(t, n.AccountBalance.IsUnset())
			require.True(t, n.BillingCredit.IsUnset())
			require.Empty(t, n.Methods)
			require.Empty(t, n.Details)
			require.Equal(t, billing.RoleMember, n.Role)
		case *billing.Subscription:
			require.Empty(t, n.Billed)
			require.Empty(t, n.OpenInvoice)
			require.Nil(t, n.Discount)
		}
	}
	admin, err := s.Subscription(context.Background(), account, billing.RoleBillingAdmin)
	require.NoError(t, err)
	require.Equal(t, "NWT-0001", admin.OpenInvoice)
}

func TestADeletedMemberIsATombstoneUntilItIsForgotten(t *testing.T) {
	s, _ := books(t)
	put := func(id string) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.PutMember(ctx, account, billing.Member{ID: id})
		})
	}
	put("mem_1")
	put("mem_2")
	knows := feed(t, s, billing.RoleMember, 0, 100).Next
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteMember(ctx, account, "mem_1", start) })
	of := func(since billing.Cursor, limit int) (billing.Delta, error) {
		return s.Feed(context.Background(), "per_1", account, since, limit)
	}
	d, err := of(knows, 100)
	require.NoError(t, err)
	require.Equal(t, billing.Resource{Kind: billing.KindMembers, ID: "mem_1", Revision: knows.Revision + 1}, d.Resources[0])
	caughtUp := d.Next

	begun, err := of(billing.Cursor{}, 1)
	require.NoError(t, err)
	require.True(t, begun.More)
	for _, test := range []struct {
		before time.Time
		gone   bool
	}{{start, false}, {start.Add(time.Second), true}} {
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.ForgetDeletions(ctx, account, test.before) })
		_, err = of(knows, 100)
		require.Equal(t, test.gone, billing.CodeOf(err) == billing.CursorGone)
	}
	for name, since := range map[string]billing.Cursor{"caught up": caughtUp, "begun after": begun.Next} {
		_, err = of(since, 100)
		require.NoError(t, err, name)
	}
	put("mem_1")
	d, err = of(caughtUp, 100)
	require.NoError(t, err)
	require.NotNil(t, d.Resources[0].Noun, "who comes back is no tombstone")
}

// A page costs the same number of queries however much is on it, and brings what
// each noun's own read does.
func TestAPageIsWhatEachNounIs(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		for n := 1; n <= 3; n++ {
			i := invoice(n, int64(100*n))
			err := errors.Join(tx.InsertInvoice(ctx, account, i),
				tx.InsertAttempt(ctx, account, i.ID, "key"+i.ID, billing.PaymentAttempt{At: start, Result: billing.PaymentSucceeded}))
			if err != nil {
				return err
			}
		}
		return nil
	})
	for _, r := range feed(t, s, billing.RoleAdmin, 0, 100).Resources {
		if r.Kind != billing.KindInvoices {
			continue
		}
		alone, err := s.Invoice(context.Background(), account, r.ID)
		require.NoError(t, err)
		require.Equal(t, alone, r.Noun)
		require.NotEmpty(t, alone.Lines)
		require.Len(t, alone.Attempts, 1)
	}
}
