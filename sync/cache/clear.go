package cache

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Clear drops the copy of an account, as if it had never been read, and gives the
// room back to the disk where nobody else holds the file. The list of accounts stays,
// and so does everything in the outbox: what was prepared, and what was confirmed.
func (c *Cache) Clear(ctx context.Context, account string) error {
	err := c.nouns.tx(ctx, func(tx *sql.Tx) error {
		for _, name := range accountTables() {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+name+` WHERE account = ?`, account); err != nil { //nolint:gosec // a table of ours
				return err
			}
		}
		return nil
	})
	if err != nil {
		return failure("clear copy", err)
	}
	// The copy is gone either way. A file that another program reads meanwhile stays as
	// long as it was and is filled again.
	for _, statement := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := c.nouns.write.ExecContext(ctx, statement); err != nil {
			return nil //nolint:nilerr // see above
		}
	}
	return nil
}

// Size is how long the copy's file is, with its log, in bytes; it holds the copies of
// all of the person's accounts.
func (c *Cache) Size() (int64, error) {
	total := int64(0)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(filepath.Join(c.dir, cacheFile+suffix))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, unusable(c.dir, err)
		}
		total += info.Size()
	}
	return total, nil
}
