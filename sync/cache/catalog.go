package cache

import (
	"context"
	"database/sql"

	"billfold/billing"
	"billfold/billing/catalogjson"
)

// Catalog is what is sold to the account; not_found while it was never seen.
func (c *Cache) Catalog(ctx context.Context, account string) (*billing.Catalog, error) {
	return readCatalog(ctx, c.nouns.read, account)
}

func readCatalog(ctx context.Context, q querier, account string) (*billing.Catalog, error) {
	var data string
	if err := q.QueryRowContext(ctx, `SELECT data FROM catalog WHERE account = ?`, account).Scan(&data); err != nil {
		return nil, failure("read catalog", missing(err, "catalog", account))
	}
	return catalogjson.Unmarshal([]byte(data))
}

func saveCatalog(ctx context.Context, tx *sql.Tx, account string, catalog *billing.Catalog) error {
	data, err := catalogjson.Marshal(catalog)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO catalog (account, data) VALUES (?, ?)`, account, string(data))
	return err
}
