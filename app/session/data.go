package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"billfold/billing"
)

// Sizes are what is kept on this computer, in bytes.
type Sizes struct {
	All      int64 // of everything under Billfold's home
	Copy     int64 // of the person's copies, of all their accounts
	Accounts int   // of which there is a copy
}

// Sizes measures the files on the disk.
func (s *Session) Sizes(ctx context.Context) (Sizes, error) {
	var sizes Sizes
	var err error
	if sizes.All, err = folderSize(ctx, s.Config.Home); err != nil {
		return sizes, billing.NewProblem(billing.CacheUnusable, "path", s.Config.Home).Because(err)
	}
	if sizes.Copy, err = read(s, func(d *desk) (int64, error) { return d.cache.Size() }); err != nil {
		return sizes, err
	}
	sizes.Accounts, err = read(s, func(d *desk) (int, error) { return d.copies(ctx) })
	return sizes, err
}

// copies counts the accounts of which something is saved; those that were never opened
// here are only on the list.
func (d *desk) copies(ctx context.Context) (int, error) {
	accounts, err := d.cache.Accounts(ctx)
	n := 0
	for _, a := range accounts {
		cursor, failed := d.cache.Cursor(ctx, a.ID)
		err = errors.Join(err, failed)
		if cursor.Revision > 0 {
			n++
		}
	}
	return n, err
}

// folderSize is how long all files in a folder are. Files that go meanwhile, as logs of
// databases do, count for nothing.
func folderSize(ctx context.Context, folder string) (total int64, err error) {
	err = filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			total += info.Size()
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("measure files: %w", err)
	}
	return total, nil
}

// ClearCopy drops the saved copy of an account; drafts, and confirms whose outcome is
// not known, stay.
func (s *Session) ClearCopy(ctx context.Context, account string) error {
	_, err := read(s, func(d *desk) (struct{}, error) { return struct{}{}, d.syncer.Clear(ctx, account) })
	return err
}

// Zone is the zone of an account, as saved; nil where there is no copy of it.
func (s *Session) Zone(ctx context.Context, account string) (*time.Location, error) {
	return read(s, func(d *desk) (*time.Location, error) {
		a, err := d.cache.Account(ctx, account)
		if err != nil {
			return nil, err
		}
		return a.Location(), nil
	})
}
