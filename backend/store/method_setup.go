package store

import (
	"context"
	"database/sql"
	"time"
)

// MethodSetup is the adding of a card on the gateway's page.
type MethodSetup struct {
	Key, AccountID, PersonID, ReturnURL string
	Begun                               time.Time
	Ended                               *time.Time // nil while somebody may still be at it
	MethodID                            string     // what came of it, or empty
}

// InsertMethodSetup adds the adding of a card.
func (t *Tx) InsertMethodSetup(ctx context.Context, s MethodSetup) error {
	return t.exec(ctx, `INSERT INTO method_setups (key, account_id, person_id, return_url, begun, method_id) VALUES (?, ?, ?, ?, ?, '')`,
		s.Key, s.AccountID, s.PersonID, s.ReturnURL, instant{&s.Begun})
}

// EndMethodSetup writes what came of the adding of a card, once.
func (t *Tx) EndMethodSetup(ctx context.Context, s MethodSetup) error {
	return t.exec(ctx, `UPDATE method_setups SET ended = ?, method_id = ? WHERE key = ? AND ended IS NULL`,
		optional{&s.Ended}, s.MethodID, s.Key)
}

// MethodSetup finds the adding of a card; one that is not there is a Problem
// not_found.
func (r *Reader) MethodSetup(ctx context.Context, key string) (MethodSetup, error) {
	s := MethodSetup{Key: key}
	err := r.tx.QueryRowContext(ctx, `SELECT account_id, person_id, return_url, begun, ended, method_id FROM method_setups WHERE key = ?`, key).
		Scan(&s.AccountID, &s.PersonID, &s.ReturnURL, instant{&s.Begun}, optional{&s.Ended}, &s.MethodID)
	if err != nil {
		return MethodSetup{}, notFound(err, "read method setup")
	}
	return s, nil
}

// OpenMethodSetups are the keys of those that have not ended, oldest first.
func (r *Reader) OpenMethodSetups(ctx context.Context) ([]string, error) {
	var keys []string
	err := r.each(ctx, func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		keys = append(keys, key)
		return err
	}, `SELECT key FROM method_setups WHERE ended IS NULL ORDER BY begun, key`)
	return keys, err
}
