package cache

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"billfold/billing"
)

// Files are named NNNN_name.sql and numbered from 1 without gaps. One that was
// released is never edited.
//
//go:embed migrations
var migrations embed.FS

// migrate applies, each in a transaction of its own, what the file's
// user_version says is missing.
func migrate(ctx context.Context, db *sql.DB, file string, s spec) error {
	names, err := fs.Glob(migrations, s.migrations+"/*.sql")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return unusable(file, err)
	}
	if version > len(names) {
		return billing.NewProblem(billing.CacheNewer, "file", file,
			"version", strconv.Itoa(version), "known", strconv.Itoa(len(names)))
	}
	for number := version + 1; number <= len(names); number++ {
		if err := apply(ctx, db, names[number-1], number); err != nil {
			return unusable(file, err)
		}
	}
	return nil
}

func apply(ctx context.Context, db *sql.DB, name string, number int) error {
	if !strings.HasPrefix(path.Base(name), fmt.Sprintf("%04d_", number)) {
		return fmt.Errorf("migration %d is called %s", number, name)
	}
	script, err := fs.ReadFile(migrations, name)
	if err != nil {
		return fmt.Errorf("read migration: %w", err)
	}
	d := database{write: db}
	err = d.tx(ctx, func(tx *sql.Tx) error {
		// Another process may have been faster between the check and now.
		var version int
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil || version >= number {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(script)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", number))
		return err
	})
	if err != nil {
		return fmt.Errorf("apply %s: %w", name, err)
	}
	return nil
}
