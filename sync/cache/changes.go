package cache

import (
	"context"
	"database/sql"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
)

const changeColumns = `id, at, actor, state, preview_id, before, after, effective_at, amount_charged, currency,
	invoice_id, reason, category, problem, kind, params, device`

// Changes are the account's history, newest first, at most limit (-1: all) of
// those older than the one named before; an empty name starts with the newest.
func (c *Cache) Changes(ctx context.Context, account, before string, limit int) ([]billing.Change, error) {
	changes, err := list(ctx, c.nouns.read, scanChange, `SELECT `+changeColumns+` FROM changes
		WHERE account = ?1 AND (?2 = '' OR (at, id) < (SELECT at, id FROM changes WHERE account = ?1 AND id = ?2))
		ORDER BY at DESC, id DESC LIMIT ?3`, account, before, limit)
	if err != nil {
		return nil, failure("list changes", err)
	}
	return changes, nil
}

func scanChange(row scanner) (billing.Change, error) {
	var (
		change        billing.Change
		at, effective int64
		before, after string
		params        string
		charged       sql.NullInt64
		currency      money.Currency
	)
	err := row.Scan(&change.ID, &at, &change.Actor, &change.State, &change.PreviewID, &before, &after, &effective,
		&charged, &currency, &change.InvoiceID, &change.Reason, &change.Category, &change.Problem, &change.Kind, &params, &change.Device)
	if err != nil {
		return change, err
	}
	change.At, change.EffectiveAt, change.AmountCharged = fromMicros(at), fromMicros(effective), fromMinor(charged, currency)
	if change.Before, err = readTerms(before); err != nil {
		return change, err
	}
	if change.After, err = readTerms(after); err != nil {
		return change, err
	}
	return change, fromDocument(params, &change.Params)
}

func saveChange(ctx context.Context, tx *sql.Tx, account string, c *billing.Change) error {
	texts, err := documents(previewjson.FromTerms(c.Before), previewjson.FromTerms(c.After), c.Params)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO changes (account, `+changeColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		account, c.ID, micros(c.At), c.Actor, string(c.State), c.PreviewID, texts[0], texts[1], micros(c.EffectiveAt),
		minor(c.AmountCharged), string(c.AmountCharged.Currency()), c.InvoiceID, c.Reason, string(c.Category), string(c.Problem), string(c.Kind), texts[2], c.Device)
	return err
}
