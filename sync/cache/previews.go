package cache

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
	"billfold/billing/previewjson"
)

// SavePreview keeps a locked preview of a target, so that it can be confirmed
// later without pricing it anew. Expired ones go on the way.
func (c *Cache) SavePreview(ctx context.Context, account string, target billing.Terms, p billing.Preview) error {
	key, err := document(previewjson.FromTerms(target))
	if err != nil {
		return failure("save preview", err)
	}
	data, err := previewjson.Marshal(p)
	if err != nil {
		return failure("save preview", err)
	}
	err = c.nouns.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM previews WHERE expires_at <= ?`, micros(p.At)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO previews (account, id, target, revision, at, expires_at, data)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, account, p.ID, key, p.Revision, micros(p.At), micros(p.ExpiresAt), string(data))
		return err
	})
	if err != nil {
		return failure("save preview", err)
	}
	return nil
}

// Preview is the newest one of a target and subscription revision that has not
// expired at an instant; not_found where there is none.
func (c *Cache) Preview(ctx context.Context, account string, target billing.Terms, revision int64, at time.Time) (billing.Preview, error) {
	key, err := document(previewjson.FromTerms(target))
	if err != nil {
		return billing.Preview{}, failure("read preview", err)
	}
	var data string
	err = c.nouns.read.QueryRowContext(ctx, `SELECT data FROM previews
		WHERE account = ? AND target = ? AND revision = ? AND expires_at > ? ORDER BY at DESC, rowid DESC LIMIT 1`,
		account, key, revision, micros(at)).Scan(&data)
	if err != nil {
		return billing.Preview{}, failure("read preview", missing(err, "preview", account))
	}
	return previewjson.Unmarshal([]byte(data))
}

// KeepConfirmed keeps a preview as it was confirmed, for as long as there is a copy of the
// account, and ends its being found by Preview: billing takes it only once.
func (c *Cache) KeepConfirmed(ctx context.Context, account string, p billing.Preview) error {
	data, err := previewjson.Marshal(p)
	if err != nil {
		return failure("keep preview", err)
	}
	err = c.nouns.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM previews WHERE account = ? AND id = ?`, account, p.ID); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO confirmed_previews (account, id, data) VALUES (?, ?, ?)`, account, p.ID, string(data))
		return err
	})
	if err != nil {
		return failure("keep preview", err)
	}
	return nil
}

// Confirmed is a preview as KeepConfirmed kept it; not_found where it did not.
func (c *Cache) Confirmed(ctx context.Context, account, id string) (billing.Preview, error) {
	var data string
	err := c.nouns.read.QueryRowContext(ctx, `SELECT data FROM confirmed_previews WHERE account = ? AND id = ?`, account, id).Scan(&data)
	if err != nil {
		return billing.Preview{}, failure("read preview", missing(err, "preview", id))
	}
	return previewjson.Unmarshal([]byte(data))
}
