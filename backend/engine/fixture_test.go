package engine_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"billfold/backend/engine"
	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// house is an engine on real files, with a clock that tests move.
type house struct {
	t       testing.TB
	dir     string
	engine  *engine.Engine
	store   *store.Store
	sandbox *sandbox.Gateway
	cards   gateway.Hosted // nil where nobody adds any

	mu    sync.Mutex
	clock time.Time
	ids   int

	admin   billing.Person
	member  billing.Person
	account string
}

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	require.NoError(t, err)
	return at
}

func usd(t testing.TB, s string) money.Money {
	t.Helper()
	m, err := money.Parse(s, "USD")
	require.NoError(t, err)
	return m
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// catalog sells two plans per seat, a free one and a trial, without surprises
// in the figures.
func catalog() *billing.Catalog {
	perSeat := func(id string, rank int, month, year string) billing.Plan {
		return billing.Plan{
			ID: id, Name: id, Rank: rank, Kind: billing.PlanPaid, Seats: billing.SeatRule{Min: 1, Max: 50},
			Prices: []billing.Price{
				{Interval: billing.Monthly, PerSeat: dec(month)},
				{Interval: billing.Yearly, PerSeat: dec(year)},
			},
		}
	}
	return &billing.Catalog{
		Currency: "USD", Policy: billing.DefaultPolicy(),
		Plans: []billing.Plan{
			{ID: "free", Name: "free", Kind: billing.PlanFree, Seats: billing.SeatRule{Max: 3}},
			{
				ID: "trial", Name: "trial", Rank: 15, Kind: billing.PlanTrial,
				Trial: &billing.Trial{Days: 14, Then: "team"},
			},
			perSeat("team", 20, "12.00", "120.00"),
			perSeat("business", 30, "20.00", "200.00"),
		},
		TaxRates: []billing.TaxRate{{Country: "DE", Name: "VAT", Rate: dec("0.19")}},
	}
}

// newHouse is an account without subscription, with an admin, a member and a
// card of the given token.
func newHouse(t testing.TB, dir, at, token string) *house {
	t.Helper()
	h := &house{t: t, dir: dir, clock: instant(t, at)}
	h.open()
	ctx := context.Background()
	var err error
	h.admin = billing.Person{Name: "Ada", Email: "ada@example.com"}
	h.admin.ID, err = h.engine.CreatePerson(ctx, h.admin.Name, h.admin.Email)
	require.NoError(t, err)
	h.member = billing.Person{Name: "Mo", Email: "mo@example.com"}
	h.member.ID, err = h.engine.CreatePerson(ctx, h.member.Name, h.member.Email)
	require.NoError(t, err)
	catalogID, err := h.engine.CreateCatalog(ctx, catalog())
	require.NoError(t, err)
	h.account, err = h.engine.CreateAccount(ctx, engine.NewAccount{
		Name: "Northwind", Timezone: "UTC", CatalogID: catalogID, InvoicePrefix: "NWT", Currency: "USD",
		Details: billing.BillingDetails{Country: "US"},
	})
	require.NoError(t, err)
	require.NoError(t, h.engine.Grant(ctx, h.admin.ID, h.account, billing.RoleAdmin))
	require.NoError(t, h.engine.Grant(ctx, h.member.ID, h.account, billing.RoleMember))
	if token != "" {
		_, err = h.engine.AddMethod(ctx, h.account, card(token))
		require.NoError(t, err)
	}
	return h
}

func card(token string) store.Method {
	return store.Method{
		Token:         token,
		PaymentMethod: billing.PaymentMethod{Brand: "Visa", Last4: "4242", ExpMonth: 12, ExpYear: 2030, Status: billing.MethodWorks},
	}
}

// subscribed is a newHouse on a plan from the start.
func subscribed(t testing.TB, at string, terms billing.Terms) *house {
	t.Helper()
	h := newHouse(t, t.TempDir(), at, sandbox.CardOK)
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, terms, nil))
	return h
}

func (h *house) open() {
	ctx := context.Background()
	var err error
	h.store, err = store.Open(ctx, filepath.Join(h.dir, "books.db"))
	require.NoError(h.t, err)
	h.sandbox, err = sandbox.Open(ctx, filepath.Join(h.dir, "sandbox.db"), h.now)
	require.NoError(h.t, err)
	h.engine = engine.New(engine.Deps{
		Authorise: engine.Trusted, Cards: h.cards,
		Store: h.store, Gateway: h.sandbox, Now: h.now, NewID: h.newID, Log: slog.New(slog.DiscardHandler),
	})
	books, ledger := h.store, h.sandbox
	h.t.Cleanup(func() { _, _ = books.Close(), ledger.Close() })
}

// restart is what is left after the process was killed: the files.
func (h *house) restart() {
	h.t.Helper()
	require.NoError(h.t, h.store.Close())
	require.NoError(h.t, h.sandbox.Close())
	h.open()
}

func (h *house) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.clock
}

func (h *house) set(at string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.clock = instant(h.t, at)
}

func (h *house) newID(prefix string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ids++
	return fmt.Sprintf("%s%06d", prefix, h.ids)
}

func (h *house) preview(patch billing.Patch) billing.Preview {
	h.t.Helper()
	p, err := h.engine.Preview(context.Background(), h.admin, h.account, billing.ChangeOf(patch))
	require.NoError(h.t, err)
	return p
}

func (h *house) intent(id string, p billing.Preview) billing.Intent {
	return billing.Intent{ID: id, AccountID: h.account, PreviewID: p.ID, AmountDue: p.AmountDue, Reason: "growth", Category: billing.Strategic}
}

func (h *house) confirm(in billing.Intent) billing.Outcome {
	h.t.Helper()
	o, err := h.engine.Confirm(context.Background(), h.admin, in)
	require.NoError(h.t, err)
	return o
}

func (h *house) subscription() *billing.Subscription {
	h.t.Helper()
	s, err := h.store.Subscription(context.Background(), h.account, billing.RoleAdmin)
	require.NoError(h.t, err)
	return s
}

func (h *house) invoices() []billing.Invoice {
	h.t.Helper()
	all, _, err := h.store.Invoices(context.Background(), h.account, "", 1000)
	require.NoError(h.t, err)
	return all
}

func (h *house) ledger() []sandbox.Entry {
	h.t.Helper()
	entries, err := h.sandbox.Ledger(context.Background())
	require.NoError(h.t, err)
	return entries
}

// requireBalanced holds the books against the gateway's ledger: what it took is
// what invoices say was paid by a card, and numbers have no gap.
func (h *house) requireBalanced() {
	h.t.Helper()
	taken, paid := money.Zero("USD"), money.Zero("USD")
	for _, e := range h.ledger() {
		if e.Result == gateway.Succeeded {
			taken = taken.Add(e.Amount)
		}
	}
	numbers := map[string]bool{}
	invoices := h.invoices()
	for _, i := range invoices {
		require.False(h.t, numbers[i.Number], "number %s twice", i.Number)
		numbers[i.Number] = true
		for _, a := range i.Attempts {
			if a.Result == billing.PaymentSucceeded && a.Method != billing.PayByBalance {
				paid = paid.Add(i.AmountPaid)
			}
		}
	}
	require.Equal(h.t, taken.String(), paid.String(), "the ledger and the books")
	bills, notes := 0, 0
	for range invoices {
		if numbers[fmt.Sprintf("NWT-%04d", bills+1)] {
			bills++
		} else if numbers[fmt.Sprintf("NWT-CN-%04d", notes+1)] {
			notes++
		}
	}
	require.Equal(h.t, len(invoices), bills+notes, "numbers are unbroken")
}

func team(seats int) billing.Terms {
	return billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: seats}
}

func toPlan(id string) billing.Patch { return billing.Patch{Plan: &id} }

func toSeats(n int) billing.Patch { return billing.Patch{Seats: &n} }

// otherAccount moves the house to a new account that buys from a catalog.
func (h *house) otherAccount(c *billing.Catalog) {
	h.t.Helper()
	h.otherAccountWith(c, sandbox.CardOK)
}

// otherAccountWith is otherAccount with a card of the given token.
func (h *house) otherAccountWith(c *billing.Catalog, token string) {
	h.t.Helper()
	ctx := context.Background()
	id, err := h.engine.CreateCatalog(ctx, c)
	require.NoError(h.t, err)
	h.account, err = h.engine.CreateAccount(ctx, engine.NewAccount{
		Name: "Contoso", Timezone: "UTC", CatalogID: id, InvoicePrefix: "NWT", Currency: c.Currency,
		Details: billing.BillingDetails{Country: "US"},
	})
	require.NoError(h.t, err)
	require.NoError(h.t, h.engine.Grant(ctx, h.admin.ID, h.account, billing.RoleAdmin))
	_, err = h.engine.AddMethod(ctx, h.account, card(token))
	require.NoError(h.t, err)
}
