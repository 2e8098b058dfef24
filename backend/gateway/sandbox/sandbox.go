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
	"net/url"
	"os"
	"sync"
	"time"

	"billfold/backend/gateway"
	"billfold/billing/money"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// Tokens of payment methods, each of a published test card.
const (
	CardOK                = "card_ok"                 // 4242 4242 4242 4242
	CardDeclined          = "card_declined"           // 4000 0000 0000 0002
	CardInsufficientFunds = "card_insufficient_funds" // 4000 0000 0000 9995
	CardRequiresAction    = "card_requires_action"    // 4000 0025 0000 3155
)

const schema = `CREATE TABLE IF NOT EXISTS ledger (
	seq        INTEGER PRIMARY KEY,
	at         INTEGER NOT NULL, -- unix seconds
	account_id TEXT NOT NULL,
	key        TEXT NOT NULL,
	amount     INTEGER NOT NULL, -- minor units
	currency   TEXT NOT NULL,
	result     TEXT NOT NULL,
	reason     TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS ledger_keys ON ledger (key, seq);`

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

	mu     sync.Mutex
	faults Faults
}

var _ gateway.Gateway = (*Gateway)(nil)

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
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(fmt.Errorf("open sandbox: %w", err), db.Close())
	}
	return &Gateway{db: db, now: now}, nil
}

// Close closes the sandbox's database.
func (g *Gateway) Close() error {
	if err := g.db.Close(); err != nil {
		return fmt.Errorf("close sandbox: %w", err)
	}
	return nil
}

// SetFaults makes every charge from now on fail or wait so.
func (g *Gateway) SetFaults(f Faults) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults = f
}

// Charge is gateway.Gateway's.
func (g *Gateway) Charge(ctx context.Context, c gateway.Charge) (gateway.Result, error) {
	g.mu.Lock()
	faults := g.faults
	g.mu.Unlock()
	if err := wait(ctx, faults.Latency); err != nil {
		return gateway.Result{}, err
	}
	if err := hook(faults.BeforeCommit, c); err != nil {
		return gateway.Result{}, err
	}
	result, err := g.settle(ctx, c, func(last gateway.Result, seen bool) (gateway.Result, bool) {
		if seen {
			return last, false
		}
		return outcome(c.Method), true
	})
	if err != nil {
		return gateway.Result{}, err
	}
	return result, hook(faults.AfterCommit, c)
}

// Prove gives the proof that a charge's bank asked for, as its payer does on the
// bank's page: the charge succeeds. Whatever became of it otherwise stands.
func (g *Gateway) Prove(ctx context.Context, key string) (gateway.Result, error) {
	c, err := g.charge(ctx, key)
	if err != nil {
		return gateway.Result{}, err
	}
	return g.settle(ctx, c, func(last gateway.Result, seen bool) (gateway.Result, bool) {
		if !seen || last.Status != gateway.RequiresAction {
			return last, false
		}
		return gateway.Result{Status: gateway.Succeeded}, true
	})
}

// charge is what was asked for under a key.
func (g *Gateway) charge(ctx context.Context, key string) (gateway.Charge, error) {
	c := gateway.Charge{Key: key}
	var minor int64
	var currency money.Currency
	err := g.db.QueryRowContext(ctx, `SELECT account_id, amount, currency FROM ledger WHERE key = ? ORDER BY seq LIMIT 1`, key).
		Scan(&c.Account, &minor, &currency)
	if err != nil {
		return c, fmt.Errorf("look up charge %s: %w", key, err)
	}
	c.Amount = money.FromMinor(minor, currency)
	return c, nil
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

// settle decides on a key in one transaction, from what is in the ledger under
// it, and writes the decision where it is a new entry.
func (g *Gateway) settle(ctx context.Context, c gateway.Charge, decide func(gateway.Result, bool) (gateway.Result, bool)) (gateway.Result, error) {
	tx, err := g.db.BeginTx(ctx, nil)
	if err != nil {
		return gateway.Result{}, fmt.Errorf("settle charge: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	last, seen, err := lookup(ctx, tx, c.Key)
	if err != nil {
		return gateway.Result{}, err
	}
	result, isNew := decide(last, seen)
	if !isNew {
		return result, nil
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO ledger (at, account_id, key, amount, currency, result, reason) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		g.now().Unix(), c.Account, c.Key, c.Amount.Minor(), string(c.Amount.Currency()), string(result.Status), result.Reason)
	if err != nil {
		return gateway.Result{}, fmt.Errorf("write ledger: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return gateway.Result{}, fmt.Errorf("write ledger: %w", err)
	}
	return result, nil
}

// Lookup is gateway.Gateway's.
func (g *Gateway) Lookup(ctx context.Context, key string) (gateway.Result, bool, error) {
	return lookup(ctx, g.db, key)
}

func lookup(ctx context.Context, from interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, key string,
) (gateway.Result, bool, error) {
	var r gateway.Result
	err := from.QueryRowContext(ctx, `SELECT result, reason FROM ledger WHERE key = ? ORDER BY seq DESC LIMIT 1`, key).Scan(&r.Status, &r.Reason)
	if errors.Is(err, sql.ErrNoRows) {
		return gateway.Result{}, false, nil
	}
	if err != nil {
		return gateway.Result{}, false, fmt.Errorf("look up charge: %w", err)
	}
	return r, true, nil
}

// Entry is one line of the ledger.
type Entry struct {
	At      time.Time
	Account string
	Key     string
	Amount  money.Money
	Result  gateway.Status
}

// Ledger lists everything that ever happened here, oldest first.
func (g *Gateway) Ledger(ctx context.Context) ([]Entry, error) {
	rows, err := g.db.QueryContext(ctx, `SELECT at, account_id, key, amount, currency, result FROM ledger ORDER BY seq`)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var entries []Entry
	for rows.Next() {
		var e Entry
		var at, minor int64
		var currency money.Currency
		if err := rows.Scan(&at, &e.Account, &e.Key, &minor, &currency, &e.Result); err != nil {
			return nil, fmt.Errorf("read ledger: %w", err)
		}
		e.At, e.Amount = time.Unix(at, 0).UTC(), money.FromMinor(minor, currency)
		entries = append(entries, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	return entries, nil
}

// outcome is what a first charge of a method comes to.
func outcome(token string) gateway.Result {
	switch token {
	case CardOK:
		return gateway.Result{Status: gateway.Succeeded}
	case CardRequiresAction:
		return gateway.Result{Status: gateway.RequiresAction}
	case CardInsufficientFunds:
		return gateway.Result{Status: gateway.Declined, Reason: "insufficient_funds"}
	case CardDeclined:
		return gateway.Result{Status: gateway.Declined, Reason: "card_declined"}
	default:
		return gateway.Result{Status: gateway.Declined, Reason: "unknown_method"}
	}
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
