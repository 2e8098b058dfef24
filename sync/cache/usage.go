package cache

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"billfold/billing"

	"github.com/shopspring/decimal"
)

// Usage is how much is in use this cycle; not_found while it was never seen.
func (c *Cache) Usage(ctx context.Context, account string) (*billing.Usage, error) {
	return readUsage(ctx, c.nouns.read, account)
}

func readUsage(ctx context.Context, q querier, account string) (*billing.Usage, error) {
	var (
		u                       billing.Usage
		storage, byKind, meters string
		start, end              int64
	)
	err := q.QueryRowContext(ctx,
		`SELECT active_members, storage_used_gb, storage_by_kind, meters, cycle_start, cycle_end FROM usage WHERE account = ?`, account).
		Scan(&u.ActiveMembers, &storage, &byKind, &meters, &start, &end)
	if err != nil {
		return nil, failure("read usage", missing(err, "usage", account))
	}
	u.Cycle = billing.Period{Start: fromMicros(start), End: fromMicros(end)}
	if u.StorageUsedGB, err = decimal.NewFromString(storage); err != nil {
		return nil, failure("read usage", err)
	}
	if err := errors.Join(fromDocument(byKind, &u.StorageByKind), fromDocument(meters, &u.Meters)); err != nil {
		return nil, failure("read usage", err)
	}
	return &u, nil
}

func saveUsage(ctx context.Context, tx *sql.Tx, account string, u *billing.Usage) error {
	texts, err := documents(u.StorageByKind, u.Meters)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO usage (account, active_members, storage_used_gb, storage_by_kind, meters,
		cycle_start, cycle_end) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		account, u.ActiveMembers, u.StorageUsedGB.String(), texts[0], texts[1], micros(u.Cycle.Start), micros(u.Cycle.End))
	return err
}

// UsageDays are what was used on each day from one until before another, by day
// and meter.
func (c *Cache) UsageDays(ctx context.Context, account string, from, until time.Time) ([]billing.UsageDay, error) {
	days, err := list(ctx, c.nouns.read, scanUsageDay, `SELECT meter, day, quantity FROM usage_days
		WHERE account = ? AND day >= ? AND day < ? ORDER BY day, meter`,
		account, from.Format(time.DateOnly), until.Format(time.DateOnly))
	if err != nil {
		return nil, failure("list usage", err)
	}
	return days, nil
}

func scanUsageDay(row scanner) (billing.UsageDay, error) {
	var d billing.UsageDay
	var day string
	err := row.Scan(&d.Meter, &day, &d.Quantity)
	if err == nil {
		d.Day, err = time.Parse(time.DateOnly, day)
	}
	return d, err
}

func saveUsageDay(ctx context.Context, tx *sql.Tx, account, id string, d *billing.UsageDay) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO usage_days (account, id, meter, day, quantity) VALUES (?, ?, ?, ?, ?)`,
		account, id, d.Meter, d.Day.Format(time.DateOnly), d.Quantity.String())
	return err
}
