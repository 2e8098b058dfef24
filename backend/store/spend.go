package store

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
)

func spendNoun(account, id string) noun { return noun{account, billing.KindSpends, id} }

// InsertCreditSpend notes what credits of an account were spent on. Taking them
// from what was granted is PutCreditGrants'.
func (t *Tx) InsertCreditSpend(ctx context.Context, account string, s *billing.CreditSpend) error {
	return t.put(ctx, spendNoun(account, s.ID), `INSERT INTO credit_spends (id, account_id, kind, at, actor, action, workspace_id, quantity)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		s.ID, account, s.Kind, instant{&s.At}, s.Actor, s.Action, s.Workspace, s.Quantity.String())
}

// DropCreditSpends deletes, at an instant, what is noted of spends from before
// another.
func (t *Tx) DropCreditSpends(ctx context.Context, account string, before, at time.Time) error {
	var old []string
	err := t.each(ctx, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		old = append(old, id)
		return err
	}, `SELECT id FROM credit_spends WHERE account_id = ? AND at < ?`, account, instant{&before})
	if err != nil {
		return err
	}
	for _, id := range old {
		if err := t.remove(ctx, spendNoun(account, id), at, `DELETE FROM credit_spends WHERE id = ?`, id); err != nil {
			return err
		}
	}
	return nil
}

// spendsIn reads the spends that are named.
func (r *Reader) spendsIn(ctx context.Context, account string, wanted ids, found func(*billing.CreditSpend)) error {
	return r.each(ctx, func(rows *sql.Rows) error {
		var s billing.CreditSpend
		err := rows.Scan(&s.ID, &s.Kind, instant{&s.At}, &s.Actor, &s.Action, &s.Workspace, &s.Quantity)
		found(&s)
		return err
	}, `SELECT id, kind, at, actor, action, workspace_id, quantity FROM credit_spends
		WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))`, account, wanted)
}
