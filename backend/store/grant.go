package store

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
)

func grantNoun(account, id string) noun { return noun{account, billing.KindCredits, id} }

const grantColumns = `id, kind, source, granted, spent, at, lapses_at, reference`

// CreditGrants lists what an account was granted and has not lapsed, the oldest
// first. Packs that are spent stay, for the record.
func (r *Reader) CreditGrants(ctx context.Context, account string) ([]billing.CreditGrant, error) {
	var grants []billing.CreditGrant
	err := r.grants(ctx, func(g *billing.CreditGrant) { grants = append(grants, *g) },
		`SELECT `+grantColumns+` FROM credit_grants WHERE account_id = ? ORDER BY seq`, account)
	return grants, err
}

// grantsIn reads the grants that are named, as a role sees them.
func (r *Reader) grantsIn(ctx context.Context, p page, wanted ids, found func(*billing.CreditGrant)) error {
	return r.grants(ctx, func(g *billing.CreditGrant) { found(g.SeenBy(p.role)) }, `SELECT `+grantColumns+` FROM credit_grants
		WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))`, p.account, wanted)
}

func (r *Reader) grants(ctx context.Context, found func(*billing.CreditGrant), query string, args ...any) error {
	return r.each(ctx, func(rows *sql.Rows) error {
		var g billing.CreditGrant
		err := rows.Scan(&g.ID, &g.Kind, &g.Source, &g.Granted, &g.Spent, instant{&g.At}, optional{&g.LapsesAt}, &g.Reference)
		found(&g)
		return err
	}, query, args...)
}

// PutCreditGrants writes an account's grants as they are at an instant: those that
// are new or different, and none that is not among them. before is what was read.
func (t *Tx) PutCreditGrants(ctx context.Context, account string, before, after []billing.CreditGrant, at time.Time) error {
	known := make(map[string]*billing.CreditGrant, len(before))
	for i := range before {
		known[before[i].ID] = &before[i]
	}
	for i := range after {
		g := &after[i]
		old, had := known[g.ID]
		delete(known, g.ID)
		if had && old.Granted.Equal(g.Granted) && old.Spent.Equal(g.Spent) {
			continue
		}
		if err := t.putCreditGrant(ctx, account, g); err != nil {
			return err
		}
	}
	for i := range before {
		id := before[i].ID
		if _, gone := known[id]; !gone {
			continue
		}
		if err := t.remove(ctx, grantNoun(account, id), at, `DELETE FROM credit_grants WHERE account_id = ? AND id = ?`, account, id); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) putCreditGrant(ctx context.Context, account string, g *billing.CreditGrant) error {
	return t.put(ctx, grantNoun(account, g.ID), `INSERT INTO credit_grants (id, account_id, kind, source, granted, spent, at, lapses_at, reference)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET granted = excluded.granted, spent = excluded.spent`,
		g.ID, account, g.Kind, string(g.Source), g.Granted.String(), g.Spent.String(), instant{&g.At}, optional{&g.LapsesAt}, g.Reference)
}
