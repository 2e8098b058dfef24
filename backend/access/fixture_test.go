package access_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"billfold/backend/access"
	"billfold/backend/access/accesstest"
	"billfold/backend/store"
	"billfold/billing"
)

var (
	noon  = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	maya  = billing.Person{ID: "per_maya", Name: "Maya Okafor", Email: "maya@northwind.example"}
	jonas = billing.Person{ID: "per_jonas", Name: "Jonas Weber", Email: "jonas@fabrikam.example"}
)

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// place is an Access over real books, and the issuer whose tokens it takes.
type place struct {
	*access.Access
	t      testing.TB
	books  *store.Store
	issuer *accesstest.Issuer
	clock  *clock
}

func newPlace(t testing.TB) *place {
	t.Helper()
	p := &place{t: t, clock: &clock{at: noon}}
	p.issuer = accesstest.New(t, p.clock.now)
	var err error
	if p.books, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "books.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.books.Close(); err != nil {
			t.Error(err)
		}
	})
	p.write(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.InsertPerson(ctx, maya); err != nil {
			return err
		}
		return tx.InsertPerson(ctx, jonas)
	})
	p.Access = p.open()
	return p
}

// open is another Access over the same books, which knows nothing of the issuer yet.
func (p *place) open() *access.Access {
	return access.New(access.Deps{
		Store: p.books, Now: p.clock.now, Log: slog.New(slog.DiscardHandler), Origins: access.Origins{Public: []string{origin}},
		Issuer: access.Issuer{URL: p.issuer.URL, ClientID: accesstest.ClientID, Audience: accesstest.Audience},
	})
}

func (p *place) write(f func(context.Context, *store.Tx) error) {
	p.t.Helper()
	ctx := p.t.Context()
	if err := p.books.Write(ctx, func(tx *store.Tx) error { return f(ctx, tx) }); err != nil {
		p.t.Fatal(err)
	}
}

// verified are the claims of somebody whose address was verified.
func verified(p billing.Person) accesstest.Claims {
	return accesstest.Claims{"email": p.Email, "email_verified": true}
}

// access is a sound access token of Maya's, changed by claims.
func (p *place) access(other accesstest.Claims) string {
	p.t.Helper()
	return p.issuer.Access("maya", with(verified(maya), other))
}

func with(c, other accesstest.Claims) accesstest.Claims {
	for name, value := range other {
		c[name] = value
	}
	return c
}

// is expects a token to be somebody's.
func (p *place) is(who billing.Person, token string) {
	p.t.Helper()
	if got, err := p.Authenticate(p.t.Context(), token); err != nil || got != (access.Bearer{PersonID: who.ID}) {
		p.t.Errorf("%+v, %v, want %s", got, err, who.ID)
	}
}

// refuses expects a token to be nobody's.
func (p *place) refuses(name, token string) {
	p.t.Helper()
	got, err := p.Authenticate(p.t.Context(), token)
	if billing.CodeOf(err) != billing.Unauthenticated || got != (access.Bearer{}) {
		p.t.Errorf("%s: %+v, %v", name, got, err)
	}
}
