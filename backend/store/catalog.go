package store

import (
	"context"
	"fmt"
	"sync"

	"billfold/billing"
	"billfold/billing/catalogjson"
)

// catalogs are those that were read already, by id. They never change, so each
// is read once; whoever gets one must not change it either.
type catalogs struct {
	mu   sync.Mutex
	byID map[string]*billing.Catalog
}

func newCatalogs() *catalogs { return &catalogs{byID: map[string]*billing.Catalog{}} }

// InsertCatalog adds a catalog, which is never changed afterwards.
func (t *Tx) InsertCatalog(ctx context.Context, id string, c *billing.Catalog) error {
	body, err := catalogjson.Marshal(c)
	if err != nil {
		return fmt.Errorf("write catalog: %w", err)
	}
	return t.exec(ctx, `INSERT INTO catalogs (id, body) VALUES (?, ?)`, id, string(body))
}

// Catalog reads the catalog that an account buys from. It is shared by all who
// read it, and must not be changed.
func (r *Reader) Catalog(ctx context.Context, account string) (*billing.Catalog, error) {
	var id string
	if err := r.tx.QueryRowContext(ctx, `SELECT catalog_id FROM accounts WHERE id = ?`, account).Scan(&id); err != nil {
		return nil, notFound(err, "read catalog")
	}
	r.catalogs.mu.Lock()
	defer r.catalogs.mu.Unlock()
	if c, ok := r.catalogs.byID[id]; ok {
		return c, nil
	}
	var body string
	if err := r.tx.QueryRowContext(ctx, `SELECT body FROM catalogs WHERE id = ?`, id).Scan(&body); err != nil {
		return nil, notFound(err, "read catalog")
	}
	c, err := catalogjson.Unmarshal([]byte(body))
	if err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	r.catalogs.byID[id] = c
	return c, nil
}
