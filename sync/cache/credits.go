package cache

import (
	"context"
	"database/sql"

	"billfold/billing"
)

const (
	grantColumns = `id, kind, source, granted, spent, at, lapses_at, reference`
	spendColumns = `id, kind, at, actor, action, workspace, quantity`
)

// CreditGrants are what the account was granted and has not lapsed, in the order
// in which it is spent: the plan's part, and then packs, the oldest first.
func (c *Cache) CreditGrants(ctx context.Context, account string) ([]billing.CreditGrant, error) {
	grants, err := readGrants(ctx, c.nouns.read, account)
	if err != nil {
		return nil, failure("list grants of credits", err)
	}
	return grants, nil
}

func readGrants(ctx context.Context, q querier, account string) ([]billing.CreditGrant, error) {
	return list(ctx, q, scanGrant, `SELECT `+grantColumns+` FROM credit_grants
		WHERE account = ? ORDER BY source <> 'plan', at, kind, id`, account)
}

func scanGrant(row scanner) (billing.CreditGrant, error) {
	var g billing.CreditGrant
	var at int64
	var lapses sql.NullInt64
	err := row.Scan(&g.ID, &g.Kind, &g.Source, &g.Granted, &g.Spent, &at, &lapses, &g.Reference)
	g.At, g.LapsesAt = fromMicros(at), fromOptionalMicros(lapses)
	return g, err
}

func saveGrant(ctx context.Context, tx *sql.Tx, account string, g *billing.CreditGrant) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO credit_grants (account, `+grantColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		account, g.ID, g.Kind, string(g.Source), g.Granted.String(), g.Spent.String(), micros(g.At), optionalMicros(g.LapsesAt), g.Reference)
	return err
}

// CreditSpends are what the account's credits were spent on, newest first, at
// most limit (-1: all).
func (c *Cache) CreditSpends(ctx context.Context, account string, limit int) ([]billing.CreditSpend, error) {
	spends, err := list(ctx, c.nouns.read, scanSpend, `SELECT `+spendColumns+` FROM credit_spends
		WHERE account = ? ORDER BY at DESC, id DESC LIMIT ?`, account, limit)
	if err != nil {
		return nil, failure("list spent credits", err)
	}
	return spends, nil
}

func scanSpend(row scanner) (billing.CreditSpend, error) {
	var s billing.CreditSpend
	var at int64
	err := row.Scan(&s.ID, &s.Kind, &at, &s.Actor, &s.Action, &s.Workspace, &s.Quantity)
	s.At = fromMicros(at)
	return s, err
}

func saveSpend(ctx context.Context, tx *sql.Tx, account string, s *billing.CreditSpend) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO credit_spends (account, `+spendColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		account, s.ID, s.Kind, micros(s.At), s.Actor, s.Action, s.Workspace, s.Quantity.String())
	return err
}
