// Package backendtest is a backend whose books a test writes: the real store and
// the real API over HTTP, with one account and one reader. Only tests import it;
// programs do not link it.
package backendtest

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"billfold/backend/access"
	"billfold/backend/api"
	"billfold/backend/store"
	"billfold/billing"

	"github.com/shopspring/decimal"
)

// The account, and the person who reads it.
const (
	Account = "acc_1"
	Reader  = "per_1"
)

// Backend is the books and what serves them.
type Backend struct {
	Books *store.Store
	URL   string
	// Drop ends every connection that there is.
	Drop func()
	// Close ends it before the test does.
	Close func()

	t  testing.TB
	at time.Time
}

// everybody is the reader, whatever the token.
type everybody struct{ api.Access }

func (everybody) Authenticate(context.Context, string) (access.Bearer, error) {
	return access.Bearer{PersonID: Reader}, nil
}

// New starts a backend that ends with the test. The account sells Team and
// Business, and has no subscription yet; wrap, where there is one, stands between
// the API and the network.
func New(t testing.TB, wrap func(http.Handler) http.Handler) *Backend {
	t.Helper()
	b := &Backend{t: t, at: time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)}
	var err error
	if b.Books, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "books.db")); err != nil {
		t.Fatal(err)
	}
	b.Write(func(ctx context.Context, tx *store.Tx) error { return found(ctx, tx, b.at) })
	handler, err := api.New(api.Deps{
		Books: b.Books, Access: everybody{}, Now: func() time.Time { return b.at }, Log: slog.New(slog.DiscardHandler),
		Watch: func(ctx context.Context, person string) (api.Watch, error) { return b.Books.Watch(ctx, person) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if wrap != nil {
		handler = wrap(handler)
	}
	server := httptest.NewServer(handler)
	b.URL, b.Drop = server.URL, server.CloseClientConnections
	b.Close = sync.OnceFunc(func() {
		server.Close()
		if err := b.Books.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(b.Close)
	return b
}

func found(ctx context.Context, tx *store.Tx, at time.Time) error {
	plan := func(id, name string, rank int) billing.Plan {
		return billing.Plan{ID: id, Name: name, Rank: rank, Kind: billing.PlanPaid, Prices: []billing.Price{
			{Interval: billing.Monthly, PerSeat: decimal.NewFromInt(12)},
		}}
	}
	catalog := &billing.Catalog{
		Currency: "USD", Policy: billing.DefaultPolicy(),
		Plans: []billing.Plan{plan("team", "Team", 10), plan("business", "Business", 20)},
	}
	return errors.Join(
		tx.InsertCatalog(ctx, "cat_1", catalog),
		tx.InsertAccount(ctx, store.NewAccount{
			ID: Account, Name: "Northwind", Currency: "USD", Timezone: "UTC", CatalogID: "cat_1", InvoicePrefix: "NWT",
		}),
		tx.InsertPerson(ctx, billing.Person{ID: Reader, Name: "Ada", Email: "ada@example.com"}),
		tx.PutMembership(ctx, Reader, Account, billing.RoleAdmin),
		tx.PutUsage(ctx, Account, &billing.Usage{Cycle: billing.PeriodAt(at, billing.Monthly, 0)}),
	)
}

// Write writes to the books.
func (b *Backend) Write(f func(context.Context, *store.Tx) error) {
	b.t.Helper()
	if err := b.Books.Write(b.t.Context(), func(tx *store.Tx) error { return f(b.t.Context(), tx) }); err != nil {
		b.t.Fatal(err)
	}
}

// Give gives the reader another role.
func (b *Backend) Give(role billing.Role) {
	b.t.Helper()
	b.Write(func(ctx context.Context, tx *store.Tx) error { return tx.PutMembership(ctx, Reader, Account, role) })
}

// Subscribe has the account be on a plan once it returns.
func (b *Backend) Subscribe(plan string) {
	b.t.Helper()
	b.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.PutSubscription(ctx, Account, &billing.Subscription{
			Status: billing.StatusActive, Anchor: b.at, Period: billing.PeriodAt(b.at, billing.Monthly, 0),
			Terms: billing.Terms{Plan: plan, Interval: billing.Monthly, Seats: 5},
		})
	})
}
