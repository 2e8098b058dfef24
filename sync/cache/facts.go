package cache

import (
	"context"
	"errors"

	"billfold/billing"
)

// Facts is everything that an estimate depends on, of one moment of the copy;
// not_found while a part was never seen.
func (c *Cache) Facts(ctx context.Context, account string) (billing.Facts, error) {
	f, err := c.facts(ctx, account)
	if err != nil {
		return billing.Facts{}, failure("read facts", err)
	}
	return f, nil
}

func (c *Cache) facts(ctx context.Context, account string) (f billing.Facts, err error) {
	tx, err := c.nouns.read.BeginTx(ctx, nil)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	if f.Catalog, err = readCatalog(ctx, tx, account); err != nil {
		return f, err
	}
	if f.Account, err = readAccount(ctx, tx, account); err != nil {
		return f, err
	}
	if f.Subscription, err = readSubscription(ctx, tx, account); err != nil {
		return f, err
	}
	f.Usage, err = readUsage(ctx, tx, account)
	return f, err
}
