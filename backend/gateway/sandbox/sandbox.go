// Package sandbox is a payment gateway that moves no money. It behaves like
// another system: it has its own database file and ledger, is slow and fails
// when it is told to, and remembers every key. What a charge comes to is
// decided by the payment method's token.
package sandbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"billfold/backend/gateway"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// Faults make the gateway slow or broken, for tests. A hook's error is what the
// caller gets instead of the answer: before the commit nothing was charged,
// after it the charge stands.
type Faults struct {
	Latency      time.Duration
	BeforeCommit func(gateway.Charge) error
	AfterCommit  func(gateway.Charge) error
}

// Gateway is the sandbox. Its methods may be called from any goroutine.
type Gateway struct {
	db  *sql.DB
	now func() time.Time

	mu       sync.Mutex
	settings settings
}

// settings are what may be set while calls are under way.
type settings struct {
	faults  Faults
	base    string
	onSetup func(context.Context, gateway.Setup)
	onProof func(context.Context, gateway.Charge)
	log     *slog.Logger
}

var (
	_ gateway.Gateway = (*Gateway)(nil)
	_ gateway.Hosted  = (*Gateway)(nil)
)

// Open opens the sandbox's own database at a path, making it as needed.
func Open(ctx context.Context, path string, now func() time.Time) (*Gateway, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the operator's own path
	if err != nil {
		return nil, fmt.Errorf("open sandbox: %w", err)
	}
	if err := file.Close(); err != nil {
		return nil, fmt.Errorf("open sandbox: %w", err)
	}
	return open(ctx, "file:"+(&url.URL{Path: path}).EscapedPath()+"?_busy_timeout=10000&_journal_mode=WAL&_txlock=immediate&_synchronous=FULL", now)
}

// OpenMemory makes a sandbox whose ledger is gone when it is closed.
func OpenMemory(ctx context.Context, now func() time.Time) (*Gateway, error) {
	return open(ctx, "file::memory:?_journal_mode=MEMORY&_synchronous=OFF&_stmt_cache_size=10", now)
}

func open(ctx context.Context, dsn string, now func() time.Time) (*Gateway, error) {
	db, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, fmt.Errorf("open sandbox: %w", err)
	}
	db.SetMaxOpenConns(1)
	db.SetMaxIdleConns(1)
	if _, err := db.ExecContext(ctx, ledgerSchema+cardSchema+setupSchema+proofSchema); err != nil {
		return nil, errors.Join(fmt.Errorf("open sandbox: %w", err), db.Close())
	}
	return &Gateway{db: db, now: now, settings: settings{log: slog.New(slog.DiscardHandler)}}, nil
}

// Close closes the sandbox's database.
func (g *Gateway) Close() error {
	if err := g.db.Close(); err != nil {
		return fmt.Errorf("close sandbox: %w", err)
	}
	return nil
}

// SetFaults makes every charge from now on fail or wait so.
func (g *Gateway) SetFaults(f Faults) { g.set(func(s *settings) { s.faults = f }) }

// SetBase says where Pages are served, as "http://127.0.0.1:PORT"; before that
// nothing that needs a page can be begun.
func (g *Gateway) SetBase(base string) {
	g.set(func(s *settings) { s.base = strings.TrimSuffix(base, "/") })
}

// OnSetup has a function called after a setup succeeded or was canceled,
// whoever did it, in the caller's goroutine and before they have their answer.
// It is a hint that a crash can lose: what became of a setup is BeginSetup's to say.
func (g *Gateway) OnSetup(f func(context.Context, gateway.Setup)) {
	g.set(func(s *settings) { s.onSetup = f })
}

// OnProof has a function called after a payer has proven a charge on its page or
// failed to, in the caller's goroutine and before the payer has their answer. It
// is told the charge's key, account and amount. It is a hint that a crash can lose:
// what became of a charge is Lookup's to say.
func (g *Gateway) OnProof(f func(ctx context.Context, c gateway.Charge)) {
	g.set(func(s *settings) { s.onProof = f })
}

// SetLog says where the pages tell what happened on them; nothing of a card is
// told but what became of it.
func (g *Gateway) SetLog(log *slog.Logger) { g.set(func(s *settings) { s.log = log }) }

func (g *Gateway) set(change func(*settings)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	change(&g.settings)
}

func (g *Gateway) current() settings {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.settings
}

// Charge is gateway.Gateway's.
func (g *Gateway) Charge(ctx context.Context, c gateway.Charge) (gateway.Result, error) {
	faults := g.current().faults
	if err := wait(ctx, faults.Latency); err != nil {
		return gateway.Result{}, err
	}
	if err := hook(faults.BeforeCommit, c); err != nil {
		return gateway.Result{}, err
	}
	card, err := g.methodOf(ctx, c)
	if err != nil {
		return gateway.Result{}, err
	}
	result, err := g.settle(ctx, c, func(last gateway.Result, seen bool) (gateway.Result, bool) {
		if seen {
			return last, false
		}
		return card.outcome(c.OffSession, g.now()), true
	})
	if err != nil {
		return gateway.Result{}, err
	}
	return result, hook(faults.AfterCommit, c)
}

// Void is gateway.Gateway's.
func (g *Gateway) Void(ctx context.Context, c gateway.Charge) (gateway.Result, error) {
	return g.settle(ctx, c, func(last gateway.Result, seen bool) (gateway.Result, bool) {
		if seen && last.Status != gateway.RequiresAction {
			return last, false
		}
		return gateway.Result{Status: gateway.Voided}, true
	})
}

func hook(f func(gateway.Charge) error, c gateway.Charge) error {
	if f == nil {
		return nil
	}
	return f(c)
}

func wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return fmt.Errorf("charge: %w", ctx.Err())
	case <-timer.C:
		return nil
	}
}
