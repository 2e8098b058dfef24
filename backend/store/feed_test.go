package store_test

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"testing"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

func feed(t *testing.T, s *store.Store, role billing.Role, since int64, limit int) billing.Delta {
	t.Helper()
	var d billing.Delta
	require.NoError(t, s.Read(context.Background(), func(r *store.Reader) (err error) {
		d, err = r.Feed(context.Background(), account, role, since, limit)
		return err
	}))
	return d
}

// pages counts what a person reads from the beginning, one noun a page.
func pages(t *testing.T, s *store.Store, person string) int {
	t.Helper()
	var since int64
	for n := 0; ; n++ {
		d, err := s.Feed(context.Background(), person, account, since, 1)
		require.NoError(t, err)
		if since = d.Next.Revision; !d.More {
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
	first, err := s.Feed(ctx, "per_1", account, 0, 100)
	require.NoError(t, err)
	give(billing.RoleAdmin)
	again, err := s.Feed(ctx, "per_1", account, first.Next.Revision, 100)
	require.NoError(t, err, "the same role is no other")
	require.Empty(t, again.Resources)
	for _, role := range []billing.Role{billing.RoleMember, billing.RoleAdmin} {
		give(role)
		_, err = s.Feed(ctx, "per_1", account, first.Next.Revision, 100)
		require.Equal(t, billing.CursorGone, billing.CodeOf(err), role)
		anew, err := s.Feed(ctx, "per_1", account, 0, 100)
		require.NoError(t, err)
		first = anew
		require.Equal(t, len(anew.Resources), pages(t, s, "per_1"), "a new beginning gets to the end, a page at a time")
	}
	_, err = s.Feed(ctx, "per_2", account, 0, 100)
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

func TestACursorOfOtherBooksIsGone(t *testing.T) {
	s, _ := books(t)
	latest := feed(t, s, billing.RoleAdmin, 0, 100).Latest
	for _, since := range []int64{-1, latest + 1} {
		_, err := s.Feed(context.Background(), "per_1", account, since, 10)
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
	require.Equal(t, billing.KindAccount|billing.KindCatalog|billing.KindSubscription|billing.KindUsage|billing.KindMembers, d.Kinds()&^billing.KindAccounts)
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

func TestARemovedMemberIsATombstone(t *testing.T) {
	s, path := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.PutMember(ctx, account, billing.Member{ID: "mem_1"})
	})
	since := feed(t, s, billing.RoleMember, 0, 100).Latest
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: path}).EscapedPath())
	require.NoError(t, err)
	defer func() { _ = db.Close() }()
	_, err = db.ExecContext(t.Context(), `DELETE FROM members WHERE id = 'mem_1';
		UPDATE accounts SET revision = revision + 1;
		UPDATE feed SET deleted = TRUE, revision = (SELECT revision FROM accounts) WHERE id = 'mem_1'`)
	require.NoError(t, err)
	d := feed(t, s, billing.RoleMember, since, 100)
	require.Equal(t, []billing.Resource{{Kind: billing.KindMembers, ID: "mem_1", Revision: since + 1}}, d.Resources)
}
