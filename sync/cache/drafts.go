package cache

import (
	"context"

	"billfold/billing"
	"billfold/billing/previewjson"
)

const draftColumns = `id, account, target, reason, at`

// SaveDraft keeps a draft, replacing the one with its id.
func (c *Cache) SaveDraft(ctx context.Context, d billing.Draft) error {
	if err := saveDraft(ctx, c.outbox.write, d); err != nil {
		return failure("save draft", err)
	}
	return nil
}

func saveDraft(ctx context.Context, db execer, d billing.Draft) error {
	target, err := document(previewjson.FromTerms(d.Target))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `INSERT OR REPLACE INTO drafts (`+draftColumns+`) VALUES (?, ?, ?, ?, ?)`,
		d.ID, d.AccountID, target, d.Reason, micros(d.At))
	return err
}

// Drafts are the account's, newest first.
func (c *Cache) Drafts(ctx context.Context, account string) ([]billing.Draft, error) {
	drafts, err := list(ctx, c.outbox.read, scanDraft,
		`SELECT `+draftColumns+` FROM drafts WHERE account = ? ORDER BY at DESC, id DESC`, account)
	if err != nil {
		return nil, failure("list drafts", err)
	}
	return drafts, nil
}

func scanDraft(row scanner) (billing.Draft, error) {
	var d billing.Draft
	var target string
	var at int64
	if err := row.Scan(&d.ID, &d.AccountID, &target, &d.Reason, &at); err != nil {
		return d, err
	}
	d.At = fromMicros(at)
	var err error
	d.Target, err = readTerms(target)
	return d, err
}

// DeleteDraft drops a draft; one that is not there is dropped already.
func (c *Cache) DeleteDraft(ctx context.Context, id string) error {
	if _, err := c.outbox.write.ExecContext(ctx, `DELETE FROM drafts WHERE id = ?`, id); err != nil {
		return failure("delete draft", err)
	}
	return nil
}
