// Package cache keeps, in SQLite, one person's copy of their accounts, and what
// they asked for until its outcome is known. It is the desktop's only home of
// SQL.
package cache

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"billfold/billing"
)

// The files of a person. They are two because their promises differ: the copy
// may lose its last commits to a power cut and can be thrown away; the outbox
// is on disk when a commit returns, and is kept.
const (
	cacheFile  = "cache.db"
	outboxFile = "outbox.db"
	lockFile   = "outbox.lock"
)

// Cache is one person's files. It is safe for concurrent use.
type Cache struct {
	dir    string
	nouns  *database
	outbox *database
	notes  []*billing.Problem
}

// Open opens a person's files under dir, making or upgrading them. The person
// key is any stable name of who is signed in where; only its hash is on disk. A
// file that is corrupt is set aside and made anew, which Notes tells. Problems:
// cache_newer, where a file was made by a newer version, and cache_unusable.
func Open(ctx context.Context, dir, person string, now func() time.Time) (*Cache, error) {
	sum := sha256.Sum256([]byte(person))
	c := &Cache{dir: filepath.Join(dir, hex.EncodeToString(sum[:12]))}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return nil, fmt.Errorf("open cache: %w", unusable(c.dir, err))
	}
	var err error
	if c.nouns, err = c.open(ctx, cacheSpec, now); err != nil {
		return nil, fmt.Errorf("open cache: %w", err)
	}
	if c.outbox, err = c.open(ctx, outboxSpec, now); err != nil {
		return nil, fmt.Errorf("open cache: %w", errors.Join(err, c.nouns.close()))
	}
	return c, nil
}

// open opens one file, and once more where what was there is set aside.
func (c *Cache) open(ctx context.Context, s spec, now func() time.Time) (*database, error) {
	path := filepath.Join(c.dir, s.file)
	db, err := openDatabase(ctx, path, s)
	if !isCorrupt(err) {
		return db, err
	}
	kept, asideErr := setAside(path, now())
	if asideErr != nil {
		return nil, unusable(path, asideErr)
	}
	note := billing.NewProblem(s.damaged, "file", path, "kept", kept).Because(err)
	c.notes = append(c.notes, note)
	db, err = openDatabase(ctx, path, s)
	if err != nil || s.file != outboxFile {
		return db, err
	}
	saved, err := salvage(ctx, kept, db)
	if err != nil {
		return nil, errors.Join(unusable(path, err), db.close())
	}
	if saved > 0 {
		note.Params["saved"] = strconv.Itoa(saved)
	}
	return db, nil
}

// Notes says what was done to open the files: a cache_corrupt or outbox_corrupt
// problem for each that was set aside, naming the file and where it is kept.
func (c *Cache) Notes() []*billing.Problem { return c.notes }

// LockPath is the file whose lock decides which process acts on the outbox.
func (c *Cache) LockPath() string { return filepath.Join(c.dir, lockFile) }

// Close closes the files.
func (c *Cache) Close() error {
	if err := errors.Join(c.nouns.close(), c.outbox.close()); err != nil {
		return fmt.Errorf("close cache: %w", err)
	}
	return nil
}

// Remove closes the files and deletes the copy, for a sign-out. The outbox stays
// where a change's outcome is not known or a draft is kept, and is found again
// when the same person signs in.
func (c *Cache) Remove(ctx context.Context) error {
	keep, err := c.holdsOutbox(ctx)
	if err := errors.Join(err, c.Close()); err != nil {
		return fmt.Errorf("remove cache: %w", err)
	}
	if !keep {
		err = os.RemoveAll(c.dir)
	} else {
		err = removeDatabase(filepath.Join(c.dir, cacheFile))
	}
	if err != nil {
		return fmt.Errorf("remove cache: %w", unusable(c.dir, err))
	}
	return nil
}
