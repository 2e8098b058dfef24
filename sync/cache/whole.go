package cache

import (
	"context"
	"database/sql"

	"billfold/billing"
)

// Restart has an account read from nothing the next time, for somebody of a
// role. What the role does not show goes at once, in one transaction; the rest
// stays on the screen until the feed has been read to its end, and goes then if
// that did not tell of it.
func (c *Cache) Restart(ctx context.Context, account string, role billing.Role) error {
	err := c.nouns.tx(ctx, func(tx *sql.Tx) error { return restart(ctx, tx, account, role) })
	if err != nil {
		return failure("start copy over", err)
	}
	return nil
}

func restart(ctx context.Context, tx *sql.Tx, account string, role billing.Role) error {
	if err := redact(ctx, tx, account, role); err != nil {
		return err
	}
	for _, table := range []string{"previews", "unseen"} {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE account = ?`, account); err != nil { //nolint:gosec // a table of ours
			return err
		}
	}
	for _, table := range tables {
		//nolint:gosec // a table of ours
		statement := `INSERT INTO unseen (account, noun, id) SELECT account, '` + table.name + `', ` + table.key() + ` FROM ` + table.name + ` WHERE account = ?`
		if !role.Kinds().Has(table.kind) {
			statement = `DELETE FROM ` + table.name + ` WHERE account = ?`
		}
		if _, err := tx.ExecContext(ctx, statement, account); err != nil {
			return err
		}
	}
	if !role.May(billing.SeeBilling) {
		if _, err := tx.ExecContext(ctx, `DELETE FROM confirmed_previews WHERE account = ?`, account); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE cursors SET revision = 0, begun = 0, skipped = 0 WHERE account = ?`, account)
	return err
}

// redact leaves of the account, its subscription and its grants what a role sees.
func redact(ctx context.Context, tx *sql.Tx, account string, role billing.Role) error {
	if role.May(billing.SeeBilling) {
		return nil
	}
	a, err := readAccount(ctx, tx, account)
	if err == nil {
		err = saveAccount(ctx, tx, account, a.SeenBy(role))
	}
	if err != nil && billing.CodeOf(err) != billing.NotFound {
		return err
	}
	s, err := readSubscription(ctx, tx, account)
	if err == nil {
		err = saveSubscription(ctx, tx, account, s.SeenBy(role))
	}
	if err != nil && billing.CodeOf(err) != billing.NotFound {
		return err
	}
	grants, err := readGrants(ctx, tx, account)
	if err != nil {
		return err
	}
	for i := range grants {
		if err := saveGrant(ctx, tx, account, grants[i].SeenBy(role)); err != nil {
			return err
		}
	}
	return nil
}

// sighting notes which of the unseen a page of a whole reading tells of.
type sighting struct {
	account string
	waits   bool // something is unseen
}

func newSighting(ctx context.Context, tx *sql.Tx, account string, since billing.Cursor) (sighting, error) {
	s := sighting{account: account}
	if !since.Whole() {
		return s, nil
	}
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM unseen WHERE account = ?)`, account).Scan(&s.waits)
	return s, err
}

func (s sighting) saw(ctx context.Context, tx *sql.Tx, r billing.Resource) error {
	if !s.waits {
		return nil
	}
	for _, table := range tables {
		if table.kind != r.Kind {
			continue
		}
		id := ""
		if table.many {
			id = r.ID
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM unseen WHERE account = ? AND noun = ? AND id = ?`, s.account, table.name, id)
		return err
	}
	return nil
}

// end drops what a whole reading did not tell of.
func (s sighting) end(ctx context.Context, tx *sql.Tx) error {
	if !s.waits {
		return nil
	}
	for _, table := range tables {
		//nolint:gosec // a table of ours
		statement := `DELETE FROM ` + table.name + ` WHERE account = ?1 AND ` + table.key() +
			` IN (SELECT id FROM unseen WHERE account = ?1 AND noun = '` + table.name + `')`
		if _, err := tx.ExecContext(ctx, statement, s.account); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM unseen WHERE account = ?`, s.account)
	return err
}

// Records is how many records the copy has of an account.
func (c *Cache) Records(ctx context.Context, account string) (int, error) {
	records := 0
	for _, table := range tables {
		var n int
		if err := c.nouns.read.QueryRowContext(ctx, `SELECT count(*) FROM `+table.name+` WHERE account = ?`, account).Scan(&n); err != nil {
			return 0, failure("count records", err)
		}
		records += n
	}
	return records, nil
}
