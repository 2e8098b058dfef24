package cache

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
)

// What was told is kept for a year after it was last true; that it still is, is noted
// once a day.
const (
	toldFor   = 365 * 24 * time.Hour
	seenEvery = 24 * time.Hour
)

// begun is the id that says that an account was looked at before.
const begun = ""

// NewAlerts are those of an account's alerts that are wanted and were never told. They
// count as told from then on, unless Untell takes that back: of two programs with the same
// files, one has them. When an account is looked at for the first time, and where a
// kind is not wanted, what is old is taken as told.
func (c *Cache) NewAlerts(ctx context.Context, account string, alerts []billing.Alert, wants billing.AlertChoice, now time.Time) ([]billing.Alert, error) {
	told, err := readTold(ctx, c.outbox.read, account)
	if err != nil {
		return nil, failure("read told alerts", err)
	}
	if told.holds(alerts, wants, now) {
		return nil, nil
	}
	var news []billing.Alert
	err = c.outbox.tx(ctx, func(tx *sql.Tx) error {
		told, err := readTold(ctx, tx, account)
		if err != nil {
			return err
		}
		news, err = told.tell(ctx, tx, alerts, wants, now)
		return err
	})
	if err != nil {
		return nil, failure("keep told alerts", err)
	}
	return news, nil
}

// Untell has alerts of an account that nobody was shown be new again; what they cover need
// not be told before them.
func (c *Cache) Untell(ctx context.Context, account string, ids ...string) error {
	err := c.outbox.tx(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `DELETE FROM told WHERE account = ? AND id = ? AND id <> ?`, account, id, begun); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return failure("take back told alerts", err)
	}
	return nil
}

// told is when what an account's reader was told was last true, by id.
type told struct {
	account string
	seen    map[string]time.Time
}

func readTold(ctx context.Context, q querier, account string) (told, error) {
	type row struct {
		id   string
		seen time.Time
	}
	rows, err := list(ctx, q, func(s scanner) (row, error) {
		var r row
		var seen int64
		err := s.Scan(&r.id, &seen)
		r.seen = fromMicros(seen)
		return r, err
	}, `SELECT id, seen FROM told WHERE account = ?`, account)
	t := told{account: account, seen: make(map[string]time.Time, len(rows))}
	for _, r := range rows {
		t.seen[r.id] = r.seen
	}
	return t, err
}

// holds tells whether nothing has to be written.
func (t told) holds(alerts []billing.Alert, wants billing.AlertChoice, now time.Time) bool {
	if _, known := t.seen[begun]; !known {
		return false
	}
	for i := range alerts {
		a := &alerts[i]
		if seen, known := t.seen[a.ID]; known && now.Sub(seen) >= seenEvery || !known && kept(a, wants, now) {
			return false
		}
	}
	return true
}

// kept tells whether an alert counts as told once it was seen.
func kept(a *billing.Alert, wants billing.AlertChoice, now time.Time) bool {
	return wants.Wants(a.Kind) || a.Old(now)
}

func (t told) tell(ctx context.Context, tx *sql.Tx, alerts []billing.Alert, wants billing.AlertChoice, now time.Time) ([]billing.Alert, error) {
	_, before := t.seen[begun]
	ids := []string{begun}
	var news []billing.Alert
	for i := range alerts {
		a := &alerts[i]
		_, known := t.seen[a.ID]
		if !known && !kept(a, wants, now) {
			continue
		}
		ids = append(append(ids, a.ID), a.Covers...)
		for _, id := range a.Covers {
			t.seen[id] = now
		}
		if !known && wants.Wants(a.Kind) && (before || !a.Old(now)) {
			news = append(news, *a)
		}
	}
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, `INSERT INTO told (account, id, seen) VALUES (?, ?, ?)
			ON CONFLICT (account, id) DO UPDATE SET seen = excluded.seen`, t.account, id, micros(now)); err != nil {
			return nil, err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM told WHERE account = ? AND id <> ? AND seen < ?`, t.account, begun, micros(now.Add(-toldFor)))
	return news, err
}
