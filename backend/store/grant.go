package store

import (
	"context"
	"database/sql"

	"billfold/billing"
)

// CreditGrants lists what an account was granted and has not lapsed, the oldest
// first. Packs that are spent stay, for the record.
func (r *Reader) CreditGrants(ctx context.Context, account string) ([]billing.CreditGrant, error) {
	var grants []billing.CreditGrant
	err := r.each(ctx, func(rows *sql.Rows) error {
		var g billing.CreditGrant
		err := rows.Scan(&g.ID, &g.Kind, &g.Source, &g.Granted, &g.Spent, instant{&g.At}, optional{&g.LapsesAt}, &g.Reference)
		grants = append(grants, g)
		return err
	}, `SELECT id, kind, source, granted, spent, at, lapses_at, reference FROM credit_grants WHERE account_id = ? ORDER BY seq`, account)
	return grants, err
}

// PutCreditGrants writes an account's grants as they are now: those that are new
// or different, and none that is not among them. before is what was read.
func (t *Tx) PutCreditGrants(ctx context.Context, account string, before, after []billing.CreditGrant) error {
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
	for id := range known {
		if err := t.exec(ctx, `DELETE FROM credit_grants WHERE account_id = ? AND id = ?`, account, id); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) putCreditGrant(ctx context.Context, account string, g *billing.CreditGrant) error {
	return t.exec(ctx, `INSERT INTO credit_grants (id, account_id, kind, source, granted, spent, at, lapses_at, reference)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET granted = excluded.granted, spent = excluded.spent`,
		g.ID, account, g.Kind, string(g.Source), g.Granted.String(), g.Spent.String(), instant{&g.At}, optional{&g.LapsesAt}, g.Reference)
}
