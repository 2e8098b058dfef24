package store

import (
	"context"
	"fmt"

	"billfold/billing"
	"billfold/billing/catalogjson"
)

// InsertCatalog adds a catalog, which is never changed afterwards.
func (t *Tx) InsertCatalog(ctx context.Context, id string, c *billing.Catalog) error {
	body, err := catalogjson.Marshal(c)
	if err != nil {
		return fmt.Errorf("write catalog: %w", err)
	}
	return t.exec(ctx, `INSERT INTO catalogs (id, body) VALUES (?, ?)`, id, string(body))
}

// Catalog reads the catalog that an account buys from.
func (r *Reader) Catalog(ctx context.Context, account string) (*billing.Catalog, error) {
	var body string
	err := r.tx.QueryRowContext(ctx, `SELECT c.body FROM catalogs c JOIN accounts a ON a.catalog_id = c.id WHERE a.id = ?`, account).Scan(&body)
	if err != nil {
		return nil, notFound(err, "read catalog")
	}
	c, err := catalogjson.Unmarshal([]byte(body))
	if err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	return c, nil
}
