package sandbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"billfold/backend/gateway"
	"billfold/billing/money"
)

const ledgerSchema = `CREATE TABLE IF NOT EXISTS ledger (
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
