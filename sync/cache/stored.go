package cache

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"billfold/billing"
)

const storedColumns = `id, name, kind, workspace, size_gb, added_at, last_opened`

// StoredItems are the account's biggest ones, biggest first.
func (c *Cache) StoredItems(ctx context.Context, account string) ([]billing.StoredItem, error) {
	items, err := list(ctx, c.nouns.read, scanStored, `SELECT `+storedColumns+` FROM stored_items WHERE account = ?`, account)
	if err != nil {
		return nil, failure("list stored items", err)
	}
	slices.SortFunc(items, func(a, b billing.StoredItem) int {
		return cmp.Or(b.SizeGB.Cmp(a.SizeGB), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return items, nil
}

func scanStored(row scanner) (billing.StoredItem, error) {
	var i billing.StoredItem
	var added int64
	var opened sql.NullInt64
	err := row.Scan(&i.ID, &i.Name, &i.Kind, &i.Workspace, &i.SizeGB, &added, &opened)
	i.AddedAt, i.LastOpened = fromMicros(added), fromOptionalMicros(opened)
	return i, err
}

func saveStored(ctx context.Context, tx *sql.Tx, account string, i *billing.StoredItem) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO stored_items (account, `+storedColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		account, i.ID, i.Name, string(i.Kind), i.Workspace, i.SizeGB.String(), micros(i.AddedAt), optionalMicros(i.LastOpened))
	return err
}
