// Package store keeps the backend's books in an embedded SQLite database. See
// README.md for what it owns and what always holds.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// Store is the books of all accounts: one connection that writes, and a pool
// that only reads. Its methods may be called from any goroutine.
type Store struct {
	writer   *sql.DB
	readers  *sql.DB
	catalogs *catalogs
	watchers watchers
}

// statements is how many prepared statements a connection keeps: more than
// there are in this package.
const statements = "_stmt_cache_size=200"

// readers is how many reads may run beside each other and the one writer.
const readers = 4

// Open opens the books at a path, making or migrating them as needed. Books of
// a newer schema than this program knows are refused.
func Open(ctx context.Context, path string) (*Store, error) {
	// The driver would make the file readable by everyone.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the operator's own path
	if err != nil {
		return nil, fmt.Errorf("open books: %w", err)
	}
	if err := file.Close(); err != nil {
		return nil, fmt.Errorf("open books: %w", err)
	}
	writer, err := sql.Open("sqlite3", dsn(path, "_txlock=immediate&_synchronous=FULL"))
	if err != nil {
		return nil, fmt.Errorf("open books: %w", err)
	}
	writer.SetMaxOpenConns(1)
	if err := migrate(ctx, writer); err != nil {
		return nil, errors.Join(fmt.Errorf("open books: %w", err), writer.Close())
	}
	pool, err := sql.Open("sqlite3", dsn(path, "mode=ro&_query_only=1&_txlock=deferred"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open books: %w", err), writer.Close())
	}
	pool.SetMaxOpenConns(readers)
	return &Store{writer: writer, readers: pool, catalogs: newCatalogs()}, nil
}

// OpenMemory makes books that are gone when they are closed. They have one
// connection, for reading and writing: a Read within a Write would wait for ever.
func OpenMemory(ctx context.Context) (*Store, error) {
	only, err := sql.Open("sqlite3", "file::memory:?_foreign_keys=1&_journal_mode=MEMORY&_synchronous=OFF&"+statements)
	if err != nil {
		return nil, fmt.Errorf("open books: %w", err)
	}
	only.SetMaxOpenConns(1)
	only.SetMaxIdleConns(1)
	if err := migrate(ctx, only); err != nil {
		return nil, errors.Join(fmt.Errorf("open books: %w", err), only.Close())
	}
	return &Store{writer: only, readers: only, catalogs: newCatalogs()}, nil
}

func dsn(path, pragmas string) string {
	escaped := (&url.URL{Path: path}).EscapedPath()
	return "file:" + escaped + "?_busy_timeout=10000&_journal_mode=WAL&_foreign_keys=1&" + statements + "&" + pragmas
}

// Close closes the books.
func (s *Store) Close() error {
	if err := errors.Join(s.readers.Close(), s.writer.Close()); err != nil {
		return fmt.Errorf("close books: %w", err)
	}
	return nil
}

// Read runs f on one consistent state of the books.
func (s *Store) Read(ctx context.Context, f func(*Reader) error) error {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin read: %w", err)
	}
	// Nothing was written, so there is nothing to lose by not committing.
	defer func() { _ = tx.Rollback() }()
	return f(&Reader{tx: tx, catalogs: s.catalogs})
}

// Write runs f in a transaction that holds the write lock from the start, and
// commits when f returns nil. Nothing that f did remains otherwise.
func (s *Store) Write(ctx context.Context, f func(*Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin write: %w", err)
	}
	// After a commit it does nothing. It must also run when f panics: there is
	// no other connection that writes.
	defer func() { _ = tx.Rollback() }()
	var told news
	if err := f(&Tx{Reader: Reader{tx: tx, catalogs: s.catalogs}, news: &told}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	s.watchers.tell(told)
	return nil
}

func read[T any](ctx context.Context, s *Store, f func(*Reader) (T, error)) (T, error) {
	var result T
	err := s.Read(ctx, func(r *Reader) error {
		var err error
		result, err = f(r)
		return err
	})
	return result, err
}
