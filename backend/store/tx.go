package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"billfold/billing"
)

// Reader reads one consistent state of the books. It is good only within the
// function that it was handed to.
type Reader struct {
	tx       *sql.Tx
	catalogs *catalogs
}

// Tx reads and writes in one transaction.
type Tx struct {
	Reader
	news *news // told to whoever watches, once it is committed
}

// noun names one resource of the changes feed.
type noun struct {
	account string
	kind    billing.Kinds
	id      string
}

// put makes a statement that changes a noun, and tells the feed. Every
// statement that writes what a noun shows goes through put or touch.
func (t *Tx) put(ctx context.Context, n noun, statement string, args ...any) error {
	if err := t.exec(ctx, statement, args...); err != nil {
		return err
	}
	return t.touch(ctx, n)
}

// touch tells the feed of a noun that shows something written elsewhere.
func (t *Tx) touch(ctx context.Context, n noun) error {
	return t.tell(ctx, n, nil)
}

// remove makes a statement that deletes a noun at an instant, and tells the feed.
func (t *Tx) remove(ctx context.Context, n noun, at time.Time, statement string, args ...any) error {
	if err := t.exec(ctx, statement, args...); err != nil {
		return err
	}
	return t.tell(ctx, n, &at)
}

// tell gives an account its next revision, and a noun of it that revision; one
// that is deleted has an instant of it.
func (t *Tx) tell(ctx context.Context, n noun, deleted *time.Time) error {
	var revision int64
	err := t.tx.QueryRowContext(ctx, `UPDATE accounts SET revision = revision + 1 WHERE id = ? RETURNING revision`, n.account).Scan(&revision)
	if err != nil {
		return notFound(err, "raise revision")
	}
	t.news.account(n.account, revision)
	return t.exec(ctx, `INSERT INTO feed (account_id, kind, id, revision, deleted, deleted_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET revision = excluded.revision, deleted = excluded.deleted, deleted_at = excluded.deleted_at`,
		n.account, kindNames[n.kind], n.id, revision, deleted != nil, optional{&deleted})
}

// exec makes a statement that no noun shows.
func (t *Tx) exec(ctx context.Context, statement string, args ...any) error {
	if _, err := t.tx.ExecContext(ctx, statement, args...); err != nil {
		return fmt.Errorf("write books: %w", err)
	}
	return nil
}

// each scans every row of a query.
func (r *Reader) each(ctx context.Context, scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := r.tx.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("query books: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("scan books: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("query books: %w", err)
	}
	return nil
}
