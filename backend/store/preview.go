package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/previewjson"
)

// Preview is a locked preview with what it was made of.
type Preview struct {
	billing.Preview
	Order billing.Order
	// ConsumedBy is the change that confirmed it, or empty.
	ConsumedBy string
}

// keepPreviews is how long a preview that nobody confirmed can be read again
// after it expired. Confirmed ones are kept for good.
const keepPreviews = 24 * time.Hour

// InsertPreview keeps a locked preview, in place of those whose time is over.
func (t *Tx) InsertPreview(ctx context.Context, account string, p billing.Preview, made billing.Order) error {
	body, err := previewjson.Marshal(p)
	if err != nil {
		return fmt.Errorf("write preview: %w", err)
	}
	over := p.At.Add(-keepPreviews)
	err = t.exec(ctx, `DELETE FROM previews WHERE account_id = ? AND expires_at < ? AND consumed_by IS NULL`, account, instant{&over})
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO previews (id, account_id, expires_at, ordered, body) VALUES (?, ?, ?, ?, ?)`,
		p.ID, account, instant{&p.ExpiresAt}, object{previewjson.FromOrder(made)}, string(body))
}

// ConsumePreview marks a preview as confirmed by a change, for good.
func (t *Tx) ConsumePreview(ctx context.Context, account, id, change string) error {
	return t.exec(ctx, `UPDATE previews SET consumed_by = ? WHERE account_id = ? AND id = ? AND consumed_by IS NULL`, change, account, id)
}

// Preview reads a locked preview; one that is not there is a Problem
// preview_unknown.
func (r *Reader) Preview(ctx context.Context, account, id string) (Preview, error) {
	var (
		body, consumed sql.NullString
		made           previewjson.Order
	)
	found := false
	err := r.each(ctx, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(object{&made}, &body, &consumed)
	}, `SELECT ordered, body, consumed_by FROM previews WHERE account_id = ? AND id = ?`, account, id)
	if err != nil {
		return Preview{}, err
	}
	if !found {
		return Preview{}, billing.NewProblem(billing.PreviewUnknown, "preview", id)
	}
	p, err := previewjson.Unmarshal([]byte(body.String))
	if err != nil {
		return Preview{}, fmt.Errorf("read preview: %w", err)
	}
	ordered, err := made.To(p.Currency)
	return Preview{Preview: p, Order: ordered, ConsumedBy: consumed.String}, err
}
