package cache

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/mattn/go-sqlite3"
)

// querier reads, inside a transaction or not.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// scanner is a row, of one or of many.
type scanner interface{ Scan(dest ...any) error }

// missing makes the absence of a row a not_found problem.
func missing(err error, kind, id string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return billing.NewProblem(billing.NotFound, "kind", kind, "id", id)
	}
	return err
}

// failure says what was being done. What SQLite itself reports, such as a full
// disk, becomes a cache_unusable problem.
func failure(doing string, err error) error {
	e, ok := errors.AsType[sqlite3.Error](err)
	if ok && e.Code != sqlite3.ErrInterrupt && billing.CodeOf(err) == "" {
		err = billing.NewProblem(billing.CacheUnusable).Because(err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// list reads all rows of a query.
func list[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err below has what went wrong
	var all []T
	for rows.Next() {
		row, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

// document writes a value as JSON; the structs written are this package's own
// or the domain's shared codecs.
func document(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("write document: %w", err)
	}
	return string(b), nil
}

// documents writes several values, in order.
func documents(values ...any) ([]string, error) {
	texts := make([]string, len(values))
	for i, v := range values {
		var err error
		if texts[i], err = document(v); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

func fromDocument(text string, into any) error {
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("read document: %w", err)
	}
	return nil
}

// micros is an instant as stored; the zero time survives it.
func micros(t time.Time) int64 { return t.UnixMicro() }

func fromMicros(m int64) time.Time { return time.UnixMicro(m).UTC() }

func optionalMicros(t *time.Time) sql.NullInt64 {
	if t == nil {
		return sql.NullInt64{}
	}
	return sql.NullInt64{Int64: micros(*t), Valid: true}
}

func fromOptionalMicros(m sql.NullInt64) *time.Time {
	if !m.Valid {
		return nil
	}
	t := fromMicros(m.Int64)
	return &t
}

// knownTime is the instant, or the zero time where there is none.
func knownTime(m sql.NullInt64) time.Time {
	if !m.Valid {
		return time.Time{}
	}
	return fromMicros(m.Int64)
}

// minor is an amount in minor units; NULL is an amount that is unset, not 0.
func minor(m money.Money) sql.NullInt64 {
	if m.IsUnset() {
		return sql.NullInt64{}
	}
	return sql.NullInt64{Int64: m.Minor(), Valid: true}
}

func fromMinor(m sql.NullInt64, c money.Currency) money.Money {
	if !m.Valid {
		return money.Money{}
	}
	return money.FromMinor(m.Int64, c)
}
