package cache

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"time"

	"billfold/billing"

	"github.com/mattn/go-sqlite3"
)

const (
	readers = 4
	// statements is how many prepared ones a connection keeps: more than there are
	// in this package.
	statements = "100"
)

// spec is what a kind of file promises and how it is made.
type spec struct {
	file        string
	synchronous string // NORMAL or FULL
	migrations  string // folder of the embedded ones
	damaged     billing.Code
}

var (
	cacheSpec  = spec{file: cacheFile, synchronous: "NORMAL", migrations: "migrations/cache", damaged: billing.CacheCorrupt}
	outboxSpec = spec{file: outboxFile, synchronous: "FULL", migrations: "migrations/outbox", damaged: billing.OutboxCorrupt}
)

// database is one file: one connection writes, a few read.
type database struct {
	write *sql.DB
	read  *sql.DB
}

func openDatabase(ctx context.Context, path string, s spec) (*database, error) {
	// SQLite would make the file readable for the group; its -wal and -shm
	// inherit what is set here.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the path is the person's own directory
	if err != nil {
		return nil, unusable(path, err)
	}
	if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
		return nil, unusable(path, err)
	}
	// The driver sets _busy_timeout before every other pragma.
	write, err := open(path, url.Values{
		"_busy_timeout": {"5000"}, "_journal_mode": {"WAL"}, "_synchronous": {s.synchronous},
		"_foreign_keys": {"1"}, "_txlock": {"immediate"}, "_stmt_cache_size": {statements},
	}, 1)
	if err != nil {
		return nil, unusable(path, err)
	}
	if err := prepare(ctx, write, path, s); err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read, err := open(path, url.Values{"_busy_timeout": {"5000"}, "mode": {"ro"}, "_query_only": {"1"}, "_stmt_cache_size": {statements}}, readers)
	if err != nil {
		return nil, errors.Join(unusable(path, err), write.Close())
	}
	return &database{write: write, read: read}, nil
}

func open(path string, options url.Values, connections int) (*sql.DB, error) {
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: options.Encode()}
	db, err := sql.Open("sqlite3", dsn.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// prepare checks what is in the file and brings its schema up to date.
func prepare(ctx context.Context, db *sql.DB, path string, s spec) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return unusable(path, err)
	}
	if verdict != "ok" {
		return &corruption{verdict: verdict}
	}
	return migrate(ctx, db, path, s)
}

func (d *database) close() error { return errors.Join(d.read.Close(), d.write.Close()) }

// tx runs f in one transaction of the writer.
func (d *database) tx(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// corruption is what SQLite's own check found.
type corruption struct{ verdict string }

func (c *corruption) Error() string { return "integrity check: " + c.verdict }

func isCorrupt(err error) bool {
	if found, ok := errors.AsType[*corruption](err); ok {
		return found != nil
	}
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		return e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB
	}
	return false
}

func unusable(path string, err error) error {
	return billing.NewProblem(billing.CacheUnusable, "path", path).Because(err)
}

// setAside renames a corrupt file and says where it is now. What its log held
// went into it when it was closed; what is left of the log goes, since it would
// be replayed into the file that takes its place.
func setAside(path string, at time.Time) (string, error) {
	kept := fmt.Sprintf("%s.corrupt-%s", path, at.UTC().Format("20060102T150405.000"))
	if err := os.Rename(path, kept); err != nil {
		return "", err
	}
	return kept, removeDatabase(path)
}

func removeDatabase(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
