package store

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
)

// PutSubscription writes an account's subscription whole. Its revision and
// open invoice are not taken from s: they are the books' own.
func (t *Tx) PutSubscription(ctx context.Context, account string, s *billing.Subscription) error {
	var at *time.Time
	var after, off *object
	if s.Scheduled != nil {
		at, after = &s.Scheduled.At, &object{terms(s.Scheduled.After)}
	}
	if s.Discount != nil {
		off = &object{previewjson.FromDiscount(s.Discount)}
	}
	return t.put(ctx, noun{account, billing.KindSubscription, account}, `INSERT INTO subscriptions (account_id, status, terms, anchor,
			period_start, period_end, trial_ends, cancel_at_period_end, scheduled_at, scheduled_terms, discount, billed, in_flight)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET status = excluded.status, terms = excluded.terms, anchor = excluded.anchor,
			period_start = excluded.period_start, period_end = excluded.period_end, trial_ends = excluded.trial_ends,
			cancel_at_period_end = excluded.cancel_at_period_end, scheduled_at = excluded.scheduled_at,
			scheduled_terms = excluded.scheduled_terms, discount = excluded.discount, billed = excluded.billed, in_flight = excluded.in_flight`,
		account, string(s.Status), object{terms(s.Terms)}, instant{&s.Anchor}, instant{&s.Period.Start}, instant{&s.Period.End},
		optional{&s.TrialEnds}, s.CancelAtPeriodEnd, optional{&at}, after, off, object{toBilled(s.Billed)}, s.InFlight)
}

// Subscription reads an account's subscription.
func (r *Reader) Subscription(ctx context.Context, account string) (*billing.Subscription, error) {
	var (
		s           billing.Subscription
		now, after  terms
		scheduledAt *time.Time
		scheduled   sql.NullString
		reduced     sql.NullString
		kept        []billed
		currency    money.Currency
	)
	err := r.tx.QueryRowContext(ctx, `SELECT (SELECT revision FROM feed f WHERE f.account_id = s.account_id AND f.kind = 'subscription' AND f.id = s.account_id),
			status, terms, anchor, period_start, period_end, trial_ends, cancel_at_period_end, scheduled_at, scheduled_terms, discount,
			billed, in_flight, (SELECT currency FROM accounts a WHERE a.id = s.account_id),
			coalesce((SELECT number FROM invoices i WHERE i.account_id = s.account_id AND i.status = 'open' ORDER BY i.at, i.seq LIMIT 1), '')
		FROM subscriptions s WHERE account_id = ?`, account).
		Scan(&s.Revision, &s.Status, object{&now}, instant{&s.Anchor}, instant{&s.Period.Start}, instant{&s.Period.End}, optional{&s.TrialEnds},
			&s.CancelAtPeriodEnd, optional{&scheduledAt}, &scheduled, &reduced, object{&kept}, &s.InFlight, &currency, &s.OpenInvoice)
	if err != nil {
		return nil, notFound(err, "read subscription")
	}
	s.Terms = billing.Terms(now)
	if scheduledAt != nil {
		if err := (object{&after}).Scan(scheduled.String); err != nil {
			return nil, notFound(err, "read scheduled terms")
		}
		s.Scheduled = &billing.Scheduled{At: *scheduledAt, After: billing.Terms(after)}
	}
	if reduced.Valid {
		var d previewjson.Discount
		if err := (object{&d}).Scan(reduced.String); err != nil {
			return nil, notFound(err, "read discount")
		}
		s.Discount = d.To()
	}
	s.Billed = fromBilled(kept, currency)
	return &s, nil
}
