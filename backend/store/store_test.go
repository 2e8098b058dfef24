package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

var start = time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)

const account = "acc_1"

func usd(minor int64) money.Money { return money.FromMinor(minor, "USD") }

// books is a store with one account that has a little of everything.
func books(t *testing.T) (*store.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "the books?.db")
	s, err := store.Open(context.Background(), path)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		catalog := &billing.Catalog{Currency: "USD", Policy: billing.DefaultPolicy(), Plans: []billing.Plan{{
			ID: "team", Name: "Team", Kind: billing.PlanPaid,
			Prices: []billing.Price{{Interval: billing.Monthly, PerSeat: decimal.RequireFromString("12.00")}},
		}}}
		return errors.Join(
			tx.InsertCatalog(ctx, "cat_1", catalog),
			tx.InsertAccount(ctx, store.NewAccount{
				ID: account, Name: "Northwind", Currency: "USD", Timezone: "Europe/Berlin", CatalogID: "cat_1", InvoicePrefix: "NWT",
				Details: billing.BillingDetails{
					FirstName: "Ada", LastName: "Lovelace", Company: "Northwind", Email: "ada@example.com", Phone: "+49 30 12345", Address: "A 1",
					PostalCode: "10969", City: "Berlin", Region: "Berlin", Country: "DE", VATID: "DE1", PONumber: "PO-1", Recipients: []string{"ap@example.com"},
				},
			}),
			tx.InsertPerson(ctx, billing.Person{ID: "per_1", Name: "Ada", Email: "ada@example.com"}),
			tx.PutMembership(ctx, "per_1", account, billing.RoleAdmin),
			tx.InsertWorkspace(ctx, account, billing.Workspace{ID: "wsp_1", Name: "Main"}),
			tx.PutUsage(ctx, account, &billing.Usage{Cycle: billing.PeriodAt(start, billing.Monthly, 0)}),
			tx.PutSubscription(ctx, account, subscription()),
		)
	})
	return s, path
}

func subscription() *billing.Subscription {
	trial, until := start.AddDate(0, 0, 14), start.AddDate(0, 3, 0)
	return &billing.Subscription{
		Status: billing.StatusTrialing, Anchor: start, Period: billing.PeriodAt(start, billing.Monthly, 0), TrialEnds: &trial,
		Terms:     billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 5, Addons: map[string]int{"a": 2}, Volumes: map[string]int64{"v": 3}},
		Discount:  &billing.Discount{Percent: decimal.RequireFromString("20"), Until: &until},
		Scheduled: &billing.Scheduled{At: trial, After: billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 3}},
		Billed: []billing.Billed{
			{
				Item: billing.ItemSeats, Net: usd(6000), Taxes: []billing.Tax{{Name: "VAT", Rate: decimal.RequireFromString("0.19")}},
				Off: billing.Reduction{Percent: decimal.RequireFromString("20"), Amount: decimal.RequireFromString("3.33")},
			},
		},
	}
}

func write(t *testing.T, s *store.Store, f func(context.Context, *store.Tx) error) {
	t.Helper()
	ctx := context.Background()
	require.NoError(t, s.Write(ctx, func(tx *store.Tx) error { return f(ctx, tx) }))
}

func invoice(n int, total int64) *billing.Invoice {
	zero := usd(0)
	amount := usd(total)
	return &billing.Invoice{
		ID: fmt.Sprintf("inv_%03d", n), At: start.Add(time.Duration(n/2) * time.Hour), Status: billing.InvoicePaid, Currency: "USD",
		Period: billing.PeriodAt(start, billing.Monthly, 0), AmountPaid: zero,
		Seller:   billing.Seller{Name: "Halden", Address: "A 1", PostalCode: "1", City: "Berlin", Country: "DE", VATID: "DE1", Email: "b@halden.example"},
		BilledTo: billing.BillingDetails{Company: "Northwind", Country: "DE", NoVATID: true, Recipients: []string{"ap@example.com"}},
		Lines: []billing.Line{{
			Kind: billing.Recurring, Item: billing.ItemSeats, Code: billing.LineFullPeriod, Params: map[string]string{"name": "Team"},
			Quantity: decimal.NewFromInt(5), UnitPrice: decimal.RequireFromString("0.00012"), Period: billing.PeriodAt(start, billing.Monthly, 0),
			Amount: amount, Arithmetic: "1", Taxes: []billing.Tax{{Name: "VAT", Rate: decimal.RequireFromString("0.19")}},
		}},
		Totals: billing.Totals{
			Subtotal: amount, Total: amount, BillingCreditApplied: zero, AmountDue: zero, BillingCreditAfter: zero,
			Taxes: []billing.TaxLine{{Name: "VAT", Rate: decimal.RequireFromString("0.19"), Taxable: amount, Amount: zero}},
		},
	}
}

func TestSubscriptionComesBackAsItWasWritten(t *testing.T) {
	s, _ := books(t)
	got, err := s.Subscription(context.Background(), account, billing.RoleAdmin)
	require.NoError(t, err)
	want := subscription()
	want.Revision = got.Revision
	require.Empty(t, cmp.Diff(want, got, byValue))

	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		want.TrialEnds, want.Scheduled, want.Billed, want.Discount = nil, nil, nil, nil
		return tx.PutSubscription(ctx, account, want)
	})
	got, err = s.Subscription(context.Background(), account, billing.RoleAdmin)
	require.NoError(t, err)
	require.Nil(t, got.TrialEnds)
	require.Nil(t, got.Scheduled)
	require.Empty(t, got.Billed)
	require.Nil(t, got.Discount)
}

func TestInvoicesAreNumberedWithoutGaps(t *testing.T) {
	s, _ := books(t)
	ctx := context.Background()
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertInvoice(ctx, account, invoice(1, 100)) })
	undone := errors.New("undone")
	err := s.Write(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.InsertInvoice(ctx, account, invoice(2, 100)), undone)
	})
	require.ErrorIs(t, err, undone)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.InsertInvoice(ctx, account, invoice(3, -100)), tx.InsertInvoice(ctx, account, invoice(4, 100)))
	})
	all, next, err := s.Invoices(ctx, account, "", 10)
	require.NoError(t, err)
	require.Empty(t, next)
	var numbers []string
	for _, i := range all {
		numbers = append(numbers, i.Number)
	}
	require.Equal(t, []string{"NWT-0002", "NWT-CN-0001", "NWT-0001"}, numbers)
	require.Equal(t, "0.00012", all[0].Lines[0].UnitPrice.String())
	require.Equal(t, "1.00", all[0].Taxes[0].Taxable.String())
	require.Equal(t, invoice(4, 100).Seller, all[0].Seller)
	require.Equal(t, invoice(4, 100).BilledTo, all[0].BilledTo)
}

func TestInvoicePagesHaveNoGapAndNoRepeat(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		for n := range 25 {
			if err := tx.InsertInvoice(ctx, account, invoice(n, 100)); err != nil {
				return err
			}
		}
		return nil
	})
	var ids []string
	cursor := ""
	for range 10 {
		page, next, err := s.Invoices(context.Background(), account, cursor, 4)
		require.NoError(t, err)
		for _, i := range page {
			ids = append(ids, i.ID)
		}
		if cursor = next; next == "" {
			break
		}
	}
	require.Len(t, ids, 25)
	for n, id := range ids {
		require.Equal(t, fmt.Sprintf("inv_%03d", 24-n), id, "newest first, also within one instant")
	}
	for _, cursor := range []string{"nonsense", "1", "1.", ".1", "1.1x", "1.1.1", "99999999999999999999.1"} {
		_, _, err := s.Invoices(context.Background(), account, cursor, 4)
		require.Equal(t, billing.InvalidRequest, billing.CodeOf(err), cursor)
	}
}

func TestMemberPages(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		for n := range 5 {
			m := billing.Member{ID: fmt.Sprintf("mem_%d", n), Email: fmt.Sprintf("%d@example.com", n%3), Status: billing.MemberActive, Guest: n == 2}
			if err := tx.PutMember(ctx, account, m); err != nil {
				return err
			}
		}
		return nil
	})
	ctx := context.Background()
	first, next, err := s.Members(ctx, account, "", 3)
	require.NoError(t, err)
	require.Len(t, first, 3)
	rest, next, err := s.Members(ctx, account, next, 3)
	require.NoError(t, err)
	require.Empty(t, next)
	require.Len(t, rest, 2)
	require.Nil(t, rest[0].LastActive)
	usage, err := s.Usage(ctx, account)
	require.NoError(t, err)
	require.Equal(t, 2, usage.ActiveMembers, "a guest takes no seat, and one person takes one")
}

func TestStrangersAndMissingThingsAreNotFound(t *testing.T) {
	s, _ := books(t)
	ctx := context.Background()
	_, err := s.Role(ctx, "per_2", account)
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	_, err = s.Invoice(ctx, account, "inv_none")
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	_, err = s.PersonByEmail(ctx, "nobody@example.com")
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	_, err = s.PersonByEmail(ctx, "")
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	_, err = s.Feed(ctx, "per_1", "acc_none", billing.Cursor{}, 10)
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	require.Error(t, s.Read(ctx, func(r *store.Reader) error {
		_, err := r.Change(ctx, account, "c_none")
		return err
	}))
}

// An address means somebody in whichever case, unless that would be two people.
func TestAddressesByCase(t *testing.T) {
	s, _ := books(t)
	ctx := context.Background()
	add := func(id, email string) {
		require.NoError(t, s.Write(ctx, func(tx *store.Tx) error {
			return tx.InsertPerson(ctx, billing.Person{ID: id, Name: id, Email: email})
		}))
	}
	add("per_8", "Ada@Case.example")
	p, err := s.PersonByEmail(ctx, "ada@case.example")
	require.NoError(t, err)
	require.Equal(t, "per_8", p.ID)
	add("per_9", "ada@case.example")
	for email, want := range map[string]string{"ada@case.example": "per_9", "Ada@Case.example": "per_8"} {
		p, err := s.PersonByEmail(ctx, email)
		require.NoError(t, err)
		require.Equal(t, want, p.ID)
	}
	_, err = s.PersonByEmail(ctx, "ADA@case.example")
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
}

func TestAccountsOfAPerson(t *testing.T) {
	s, _ := books(t)
	accounts, err := s.Accounts(context.Background(), "per_1")
	require.NoError(t, err)
	require.Equal(t, []billing.AccountSummary{{
		ID: account, Name: "Northwind", Role: billing.RoleAdmin, Plan: "team", PlanName: "Team",
		Workspaces: []billing.Workspace{{ID: "wsp_1", Name: "Main"}},
	}}, accounts)
}

func TestAnotherAccountsKeyIsNotOurs(t *testing.T) {
	s, _ := books(t)
	change := func(account string) *store.Change {
		return &store.Change{AccountID: account, Change: billing.Change{ID: "c1", At: start, EffectiveAt: start, AmountCharged: usd(0)}}
	}
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		err := tx.InsertAccount(ctx, store.NewAccount{ID: "acc_2", Name: "Other", Currency: "USD", Timezone: "UTC", CatalogID: "cat_1"})
		return errors.Join(err, tx.InsertChange(ctx, change("acc_2")))
	})
	ctx := context.Background()
	err := s.Write(ctx, func(tx *store.Tx) error { return tx.InsertChange(ctx, change(account)) })
	require.Equal(t, billing.KeyReused, billing.CodeOf(err))
}

func TestNewerBooksAreRefused(t *testing.T) {
	s, path := books(t)
	require.NoError(t, s.Close())
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: path}).EscapedPath())
	require.NoError(t, err)
	_, err = db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	require.NoError(t, err)
	require.NoError(t, db.Close())
	_, err = store.Open(context.Background(), path)
	require.ErrorContains(t, err, "9999")
}

func TestReopeningKeepsTheBooks(t *testing.T) {
	s, path := books(t)
	require.NoError(t, s.Close())
	again, err := store.Open(context.Background(), path)
	require.NoError(t, err)
	defer func() { require.NoError(t, again.Close()) }()
	a, err := again.Account(context.Background(), account, billing.RoleAdmin)
	require.NoError(t, err)
	require.Equal(t, "Northwind", a.Name)
	require.Equal(t, "0.00", a.BillingCredit.String())
}
