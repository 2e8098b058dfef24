package store

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
)

func storedNoun(account, id string) noun { return noun{account, billing.KindStored, id} }

// PutStoredItems writes an account's biggest items as they are at an instant:
// those that are new or different, and none that is not among them.
func (t *Tx) PutStoredItems(ctx context.Context, account string, items []billing.StoredItem, at time.Time) error {
	var before []*billing.StoredItem
	known := map[string]*billing.StoredItem{}
	err := t.storedItems(ctx, func(i *billing.StoredItem) { before, known[i.ID] = append(before, i), i },
		`SELECT `+storedColumns+` FROM stored_items WHERE account_id = ? ORDER BY id`, account)
	if err != nil {
		return err
	}
	for n := range items {
		i := &items[n]
		old, had := known[i.ID]
		delete(known, i.ID)
		if had && sameItem(old, i) {
			continue
		}
		err := t.put(ctx, storedNoun(account, i.ID), `INSERT OR REPLACE INTO stored_items (account_id, `+storedColumns+`)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			account, i.ID, i.Name, string(i.Kind), i.Workspace, i.SizeGB.String(), instant{&i.AddedAt}, optional{&i.LastOpened})
		if err != nil {
			return err
		}
	}
	for _, i := range before {
		if _, gone := known[i.ID]; !gone {
			continue
		}
		if err := t.remove(ctx, storedNoun(account, i.ID), at, `DELETE FROM stored_items WHERE account_id = ? AND id = ?`, account, i.ID); err != nil {
			return err
		}
	}
	return nil
}

func sameItem(a, b *billing.StoredItem) bool {
	return a.Name == b.Name && a.Kind == b.Kind && a.Workspace == b.Workspace && a.SizeGB.Equal(b.SizeGB) &&
		a.AddedAt.Equal(b.AddedAt) && (a.LastOpened == nil) == (b.LastOpened == nil) && a.Untouched().Equal(b.Untouched())
}

const storedColumns = `id, name, kind, workspace_id, size_gb, added_at, last_opened`

// storedIn reads the items that are named.
func (r *Reader) storedIn(ctx context.Context, account string, wanted ids, found func(*billing.StoredItem)) error {
	return r.storedItems(ctx, found, `SELECT `+storedColumns+` FROM stored_items
		WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))`, account, wanted)
}

func (r *Reader) storedItems(ctx context.Context, found func(*billing.StoredItem), query string, args ...any) error {
	return r.each(ctx, func(rows *sql.Rows) error {
		var i billing.StoredItem
		err := rows.Scan(&i.ID, &i.Name, &i.Kind, &i.Workspace, &i.SizeGB, instant{&i.AddedAt}, optional{&i.LastOpened})
		found(&i)
		return err
	}, query, args...)
}
