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
	err := t.put(ctx, noun{account, billing.KindSubscription, account}, `INSERT INTO subscriptions (account_id, status, terms, anchor,
			period_start, period_end, trial_ends, cancel_at_period_end, scheduled_at, scheduled_terms, discount, in_flight)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET status = excluded.status, terms = excluded.terms, anchor = excluded.anchor,
			period_start = excluded.period_start, period_end = excluded.period_end, trial_ends = excluded.trial_ends,
			cancel_at_period_end = excluded.cancel_at_period_end, scheduled_at = excluded.scheduled_at,
			scheduled_terms = excluded.scheduled_terms, discount = excluded.discount, in_flight = excluded.in_flight`,
		account, string(s.Status), object{terms(s.Terms)}, instant{&s.Anchor}, instant{&s.Period.Start}, instant{&s.Period.End},
		optional{&s.TrialEnds}, s.CancelAtPeriodEnd, optional{&at}, after, off, s.InFlight)
	if err != nil {
		return err
	}
	return t.putBilled(ctx, account, s.Billed)
}

func (t *Tx) putBilled(ctx context.Context, account string, billed []billing.Billed) error {
	if err := t.exec(ctx, `DELETE FROM billed_items WHERE account_id = ?`, account); err != nil {
		return err
	}
	for i, b := range billed {
		err := t.exec(ctx, `INSERT INTO billed_items (account_id, item, net, taxes, percent_off, amount_off, position) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			account, string(b.Item), b.Net.Minor(), object{toTaxes(b.Taxes)}, b.Off.Percent.String(), b.Off.Amount.String(), i)
		if err != nil {
			return err
		}
	}
	return nil
}

// Subscription reads an account's subscription.
func (r *Reader) Subscription(ctx context.Context, account string) (*billing.Subscription, error) {
	var (
		s           billing.Subscription
		now, after  terms
		scheduledAt *time.Time
		scheduled   sql.NullString
		reduced     sql.NullString
		currency    money.Currency
	)
	err := r.tx.QueryRowContext(ctx, `SELECT f.revision, s.status, s.terms, s.anchor, s.period_start, s.period_end, s.trial_ends,
			s.cancel_at_period_end, s.scheduled_at, s.scheduled_terms, s.discount, s.in_flight, a.currency,
			coalesce((SELECT number FROM invoices i WHERE i.account_id = s.account_id AND i.status = 'open' ORDER BY i.at, i.seq LIMIT 1), '')
		FROM subscriptions s JOIN accounts a ON a.id = s.account_id
		JOIN feed f ON f.account_id = s.account_id AND f.kind = 'subscription' AND f.id = s.account_id
		WHERE s.account_id = ?`, account).
		Scan(&s.Revision, &s.Status, object{&now}, instant{&s.Anchor}, instant{&s.Period.Start}, instant{&s.Period.End}, optional{&s.TrialEnds},
			&s.CancelAtPeriodEnd, optional{&scheduledAt}, &scheduled, &reduced, &s.InFlight, &currency, &s.OpenInvoice)
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
	s.Billed, err = r.billed(ctx, account, currency)
	return &s, err
}

func (r *Reader) billed(ctx context.Context, account string, c money.Currency) ([]billing.Billed, error) {
	var all []billing.Billed
	err := r.each(ctx, func(rows *sql.Rows) error {
		var (
			b     billing.Billed
			minor int64
			taxes []tax
		)
		err := rows.Scan(&b.Item, &minor, object{&taxes}, &b.Off.Percent, &b.Off.Amount)
		b.Net, b.Taxes = money.FromMinor(minor, c), fromTaxes(taxes)
		all = append(all, b)
		return err
	}, `SELECT item, net, taxes, percent_off, amount_off FROM billed_items WHERE account_id = ? ORDER BY position`, account)
	return all, err
}
