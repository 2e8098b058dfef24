package cache

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"billfold/billing"
)

type problemDocument struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params"`
}

func writeProblem(p *billing.Problem) (sql.NullString, error) {
	if p == nil {
		return sql.NullString{}, nil
	}
	text, err := document(problemDocument{Code: string(p.Code), Params: p.Params})
	return sql.NullString{String: text, Valid: true}, err
}

func readProblem(text sql.NullString) (*billing.Problem, error) {
	if !text.Valid {
		return nil, nil
	}
	var d problemDocument
	if err := fromDocument(text.String, &d); err != nil {
		return nil, err
	}
	p := billing.NewProblem(billing.Code(d.Code))
	for key, value := range d.Params {
		p.Params[key] = value
	}
	return p, nil
}

// Cursor is how far the copy of an account has come; zero while it has nothing.
func (c *Cache) Cursor(ctx context.Context, account string) (billing.Cursor, error) {
	cursor, err := readCursor(ctx, c.nouns.read, account)
	if err != nil {
		return cursor, failure("read cursor", err)
	}
	return cursor, nil
}

func readCursor(ctx context.Context, q querier, account string) (billing.Cursor, error) {
	var cursor billing.Cursor
	err := q.QueryRowContext(ctx, `SELECT revision, begun FROM cursors WHERE account = ?`, account).Scan(&cursor.Revision, &cursor.Begun)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return cursor, err
}

// Current records that the copy of an account, at a revision, was still the
// latest at an instant.
func (c *Cache) Current(ctx context.Context, account string, revision int64, at time.Time) error {
	_, err := c.nouns.write.ExecContext(ctx, `UPDATE cursors SET as_of = max(as_of, ?) WHERE account = ? AND revision = ? AND as_of IS NOT NULL`,
		micros(at), account, revision)
	if err != nil {
		return failure("record freshness", err)
	}
	return nil
}

// Skipped is how many resources of an account the copy leaves out, because this
// version does not know their kind or a value in them.
func (c *Cache) Skipped(ctx context.Context, account string) (int, error) {
	var skipped int
	err := c.nouns.read.QueryRowContext(ctx, `SELECT coalesce(max(skipped), 0) FROM cursors WHERE account = ?`, account).Scan(&skipped)
	if err != nil {
		return 0, failure("count skipped resources", err)
	}
	return skipped, nil
}

// Failed records that an attempt to catch up failed at an instant. The first
// failure's instant stays until the copy has caught up again.
func (c *Cache) Failed(ctx context.Context, account string, p *billing.Problem, at time.Time) error {
	text, err := writeProblem(p)
	if err == nil {
		_, err = c.nouns.write.ExecContext(ctx, `INSERT INTO cursors (account, revision, since, problem) VALUES (?, 0, ?, ?)
			ON CONFLICT (account) DO UPDATE SET since = coalesce(since, excluded.since), problem = excluded.problem`,
			account, micros(at), text)
	}
	if err != nil {
		return failure("record failure", err)
	}
	return nil
}

// Freshness is what is stored of an account's freshness: not whether somebody is
// refreshing, nor when they try next.
func (c *Cache) Freshness(ctx context.Context, account string) (billing.Freshness, error) {
	f, err := c.freshness(ctx, account)
	if err != nil {
		return billing.Freshness{}, failure("read freshness", err)
	}
	return f, nil
}

func (c *Cache) freshness(ctx context.Context, account string) (billing.Freshness, error) {
	var (
		f           billing.Freshness
		asOf, since sql.NullInt64
		problem     sql.NullString
	)
	err := c.nouns.read.QueryRowContext(ctx, `SELECT revision, as_of, since, problem FROM cursors WHERE account = ?`, account).
		Scan(&f.Revision, &asOf, &since, &problem)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return f, err
	}
	f.AsOf, f.Since = knownTime(asOf), knownTime(since)
	if f.Problem, err = readProblem(problem); err != nil {
		return f, err
	}
	err = c.outbox.read.QueryRowContext(ctx,
		`SELECT EXISTS (SELECT 1 FROM submissions WHERE account = ? AND state IN `+unsettled+`)`, account).Scan(&f.Pending)
	return f, err
}
