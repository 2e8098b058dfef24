package cache

import (
	"context"
	"os"
	"path/filepath"

	"billfold/billing"
)

// FileReport is what a look at one file found.
type FileReport struct {
	File    string // its name
	Bytes   int64
	Schema  int
	Problem *billing.Problem // cache_unusable where it is damaged or cannot be read
}

// Check looks at the files as SQLite sees them. It reads all of both.
func (c *Cache) Check(ctx context.Context) []FileReport {
	return []FileReport{c.check(ctx, c.nouns, cacheFile), c.check(ctx, c.outbox, outboxFile)}
}

func (c *Cache) check(ctx context.Context, db *database, file string) FileReport {
	path := filepath.Join(c.dir, file)
	r := FileReport{File: file}
	if info, err := os.Stat(path); err == nil {
		r.Bytes = info.Size()
	}
	err := db.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&r.Schema)
	var verdict string
	if err == nil {
		err = db.read.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict)
	}
	if err == nil && verdict != "ok" {
		err = &corruption{verdict: verdict}
	}
	var stray bool
	if err == nil {
		err = db.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)").Scan(&stray)
	}
	if err == nil && stray {
		err = &corruption{verdict: "rows without what they belong to"}
	}
	if err != nil {
		r.Problem = billing.NewProblem(billing.CacheUnusable, "path", path).Because(err)
	}
	return r
}
