package cache

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"billfold/billing"
)

// table is where the nouns of a kind are.
type table struct {
	kind billing.Kinds
	name string
	many bool
}

// key is what tells the rows of an account apart.
func (t table) key() string {
	if t.many {
		return `id`
	}
	return `''`
}

// tables are where the nouns of each kind are, by the account's id and, where an
// account has many, their own.
var tables = []table{
	{billing.KindAccount, "account", false},
	{billing.KindCatalog, "catalog", false},
	{billing.KindSubscription, "subscription", false},
	{billing.KindUsage, "usage", false},
	{billing.KindUsageDays, "usage_days", true},
	{billing.KindInvoices, "invoices", true},
	{billing.KindMembers, "members", true},
	{billing.KindChanges, "changes", true},
	{billing.KindStored, "stored_items", true},
	{billing.KindCredits, "credit_grants", true},
	{billing.KindSpends, "credit_spends", true},
}

// Apply writes a page of the changes feed, read at an instant, and its cursor in
// one transaction. The last page makes the copy caught up. It does nothing, and
// says so, where the copy is not where the page begins: another program with the
// same files was faster, or the page came twice.
func (c *Cache) Apply(ctx context.Context, account string, d billing.Delta, at time.Time) (applied bool, err error) {
	err = c.nouns.tx(ctx, func(tx *sql.Tx) error {
		cursor, err := readCursor(ctx, tx, account)
		if err != nil || cursor != d.Since {
			return err
		}
		applied = true
		return writePage(ctx, tx, account, d, at)
	})
	if err != nil {
		return false, failure("apply page", err)
	}
	return applied, nil
}

// accountTables are all that have something of an account.
func accountTables() []string {
	names := []string{"previews", "confirmed_previews", "unseen", "cursors"}
	for _, table := range tables {
		names = append(names, table.name)
	}
	return names
}

func writePage(ctx context.Context, tx *sql.Tx, account string, d billing.Delta, at time.Time) error {
	sighting, err := newSighting(ctx, tx, account, d.Since)
	if err != nil {
		return err
	}
	for _, r := range d.Resources {
		if err := write(ctx, tx, account, r); err != nil {
			return err
		}
		if err := sighting.saw(ctx, tx, r); err != nil {
			return err
		}
	}
	if d.More {
		_, err := tx.ExecContext(ctx, `INSERT INTO cursors (account, revision, begun, skipped) VALUES (?, ?, ?, ?)
			ON CONFLICT (account) DO UPDATE SET revision = excluded.revision, begun = excluded.begun, skipped = skipped + excluded.skipped`,
			account, d.Next.Revision, d.Next.Begun, d.Skipped)
		return err
	}
	if err := sighting.end(ctx, tx); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO cursors (account, revision, skipped, as_of) VALUES (?, ?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET revision = excluded.revision, begun = 0, skipped = skipped + excluded.skipped,
			as_of = excluded.as_of, since = NULL, problem = NULL`,
		account, d.Next.Revision, d.Skipped, micros(at))
	return err
}

func write(ctx context.Context, tx *sql.Tx, account string, r billing.Resource) error {
	switch noun := r.Noun.(type) {
	case *billing.Account:
		return saveAccount(ctx, tx, account, noun)
	case *billing.Catalog:
		return saveCatalog(ctx, tx, account, noun)
	case *billing.Subscription:
		return saveSubscription(ctx, tx, account, noun)
	case *billing.Usage:
		return saveUsage(ctx, tx, account, noun)
	case *billing.UsageDay:
		return saveUsageDay(ctx, tx, account, r.ID, noun)
	case *billing.Invoice:
		return saveInvoice(ctx, tx, account, noun)
	case *billing.Member:
		return saveMember(ctx, tx, account, noun)
	case *billing.Change:
		return saveChange(ctx, tx, account, noun)
	case *billing.StoredItem:
		return saveStored(ctx, tx, account, noun)
	case *billing.CreditGrant:
		return saveGrant(ctx, tx, account, noun)
	case *billing.CreditSpend:
		return saveSpend(ctx, tx, account, noun)
	case nil:
		return drop(ctx, tx, account, r)
	default:
		return fmt.Errorf("no table for %T", noun)
	}
}

// drop deletes what the feed says is gone.
func drop(ctx context.Context, tx *sql.Tx, account string, r billing.Resource) error {
	for _, table := range tables {
		if table.kind != r.Kind {
			continue
		}
		query, args := `DELETE FROM `+table.name+` WHERE account = ?`, []any{account} //nolint:gosec // a table of ours
		if table.many {
			query, args = query+` AND id = ?`, append(args, r.ID)
		}
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	}
	return fmt.Errorf("no table for kind %d", r.Kind)
}

// purgeStrangers deletes everything of accounts that are not on the list.
func purgeStrangers(ctx context.Context, tx *sql.Tx) error {
	for _, table := range accountTables() {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE account NOT IN (SELECT id FROM accounts)`); err != nil { //nolint:gosec // a table of ours
			return err
		}
	}
	return nil
}
