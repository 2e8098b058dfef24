package store

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
)

// Notify records what an account is told, and tells its feed. Nobody is sent
// anything by it.
func (t *Tx) Notify(ctx context.Context, account string, n billing.Notification) error {
	return t.put(ctx, accountNoun(account), `INSERT INTO notifications (account_id, at, code, params, fix) VALUES (?, ?, ?, ?, ?)`,
		account, instant{&n.At}, string(n.Code), object{n.Params}, n.Fix)
}

// Notifications lists what an account was told, the oldest first.
func (r *Reader) Notifications(ctx context.Context, account string) ([]billing.Notification, error) {
	return r.notifications(ctx, `SELECT at, code, params, fix FROM notifications WHERE account_id = ? ORDER BY seq`, account)
}

// recentNotices lists what an account was told last, the newest first.
func (r *Reader) recentNotices(ctx context.Context, account string) ([]billing.Notification, error) {
	return r.notifications(ctx, `SELECT at, code, params, fix FROM notifications WHERE account_id = ? ORDER BY seq DESC LIMIT ?`,
		account, billing.RecentNotices)
}

func (r *Reader) notifications(ctx context.Context, query string, args ...any) ([]billing.Notification, error) {
	var all []billing.Notification
	err := r.each(ctx, func(rows *sql.Rows) error {
		var n billing.Notification
		err := rows.Scan(instant{&n.At}, &n.Code, object{&n.Params}, &n.Fix)
		all = append(all, n)
		return err
	}, query, args...)
	return all, err
}

// SetReminded says that nothing up to an instant needs a reminder any more.
func (t *Tx) SetReminded(ctx context.Context, account string, at time.Time) error {
	return t.exec(ctx, `UPDATE subscriptions SET reminded_at = max(reminded_at, ?) WHERE account_id = ?`, instant{&at}, account)
}
