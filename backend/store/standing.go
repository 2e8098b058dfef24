package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"billfold/billing"
)

// Standing is what the passing of time depends on, of one account: read all the
// time, so it is one row.
type Standing struct {
	Status      billing.SubscriptionStatus
	InFlight    string // the id of a change, or empty
	PeriodEnd   time.Time
	CycleEnd    time.Time
	TrialEnds   *time.Time
	ScheduledAt *time.Time
	Reminded    time.Time  // up to when the account was reminded of what is to come
	Collect     *time.Time // when an open invoice is collected next
	Reloads     bool       // packs are bought by themselves
}

// Standing reads how an account stands; nil where it has not subscribed yet.
func (r *Reader) Standing(ctx context.Context, account string) (*Standing, error) {
	var s Standing
	err := r.tx.QueryRowContext(ctx, `SELECT status, in_flight, period_end, (SELECT cycle_end FROM usage u WHERE u.account_id = s.account_id),
			trial_ends, scheduled_at, reminded_at,
			(SELECT min(next_attempt_at) FROM invoices i WHERE i.account_id = s.account_id AND i.status = 'open' AND next_attempt_at IS NOT NULL),
			(SELECT auto_reload IS NOT NULL FROM accounts a WHERE a.id = s.account_id)
		FROM subscriptions s WHERE account_id = ?`, account).
		Scan(&s.Status, &s.InFlight, instant{&s.PeriodEnd}, instant{&s.CycleEnd}, optional{&s.TrialEnds}, optional{&s.ScheduledAt},
			instant{&s.Reminded}, optional{&s.Collect}, &s.Reloads)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read standing: %w", err)
	}
	return &s, nil
}
