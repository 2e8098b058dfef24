package cache

import (
	"context"
	"database/sql"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/shopspring/decimal"
)

type billedDocument struct {
	Item     string            `json:"item"`
	Net      int64             `json:"net"` // minor units
	Currency string            `json:"currency"`
	Taxes    []previewjson.Tax `json:"taxes"`
	// What was off the price; none where an older version wrote it.
	PercentOff decimal.Decimal `json:"percent_off"`
	AmountOff  decimal.Decimal `json:"amount_off"`
}

// Subscription is what the account has agreed to; not_found while it was never
// seen.
func (c *Cache) Subscription(ctx context.Context, account string) (*billing.Subscription, error) {
	return readSubscription(ctx, c.nouns.read, account)
}

func readSubscription(ctx context.Context, q querier, account string) (*billing.Subscription, error) {
	var (
		s                  billing.Subscription
		anchor, start, end int64
		trialEnds          sql.NullInt64
		terms, billed      string
		scheduled          sql.NullString
		discount           sql.NullString
	)
	err := q.QueryRowContext(ctx, `SELECT revision, status, terms, anchor, period_start, period_end, trial_ends,
		cancel_at_period_end, scheduled, discount, billed, open_invoice, in_flight FROM subscription WHERE account = ?`, account).
		Scan(&s.Revision, &s.Status, &terms, &anchor, &start, &end, &trialEnds,
			&s.CancelAtPeriodEnd, &scheduled, &discount, &billed, &s.OpenInvoice, &s.InFlight)
	if err != nil {
		return nil, failure("read subscription", missing(err, "subscription", account))
	}
	s.Anchor, s.Period = fromMicros(anchor), billing.Period{Start: fromMicros(start), End: fromMicros(end)}
	s.TrialEnds = fromOptionalMicros(trialEnds)
	if s.Terms, err = readTerms(terms); err != nil {
		return nil, failure("read subscription", err)
	}
	if scheduled.Valid {
		var w previewjson.Scheduled
		if err := fromDocument(scheduled.String, &w); err != nil {
			return nil, failure("read subscription", err)
		}
		s.Scheduled = w.To()
	}
	if discount.Valid {
		var w previewjson.Discount
		if err := fromDocument(discount.String, &w); err != nil {
			return nil, failure("read subscription", err)
		}
		s.Discount = w.To()
	}
	if s.Billed, err = readBilled(billed); err != nil {
		return nil, failure("read subscription", err)
	}
	return &s, nil
}

func readTerms(text string) (billing.Terms, error) {
	var w previewjson.Terms
	if err := fromDocument(text, &w); err != nil {
		return billing.Terms{}, err
	}
	return w.To(), nil
}

func readBilled(text string) ([]billing.Billed, error) {
	var documents []billedDocument
	if err := fromDocument(text, &documents); err != nil {
		return nil, err
	}
	var all []billing.Billed
	for _, d := range documents {
		taxes, err := previewjson.ToTaxes(d.Taxes)
		if err != nil {
			return nil, err
		}
		all = append(all, billing.Billed{
			Item: billing.Item(d.Item), Net: money.FromMinor(d.Net, money.Currency(d.Currency)), Taxes: taxes,
			Off: billing.Reduction{Percent: d.PercentOff, Amount: d.AmountOff},
		})
	}
	return all, nil
}

func saveSubscription(ctx context.Context, tx *sql.Tx, account string, s *billing.Subscription) error {
	billed := make([]billedDocument, 0, len(s.Billed))
	for _, b := range s.Billed {
		billed = append(billed, billedDocument{
			Item: string(b.Item), Net: b.Net.Minor(), Currency: string(b.Net.Currency()), Taxes: previewjson.FromTaxes(b.Taxes),
			PercentOff: b.Off.Percent, AmountOff: b.Off.Amount,
		})
	}
	texts, err := documents(previewjson.FromTerms(s.Terms), billed)
	if err != nil {
		return err
	}
	scheduled := sql.NullString{Valid: s.Scheduled != nil}
	if scheduled.Valid {
		if scheduled.String, err = document(previewjson.FromScheduled(s.Scheduled)); err != nil {
			return err
		}
	}
	discount := sql.NullString{Valid: s.Discount != nil}
	if discount.Valid {
		if discount.String, err = document(previewjson.FromDiscount(s.Discount)); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO subscription (account, revision, status, terms, anchor, period_start,
		period_end, trial_ends, cancel_at_period_end, scheduled, discount, billed, open_invoice, in_flight)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		account, s.Revision, string(s.Status), texts[0], micros(s.Anchor), micros(s.Period.Start),
		micros(s.Period.End), optionalMicros(s.TrialEnds), s.CancelAtPeriodEnd, scheduled, discount, texts[1], s.OpenInvoice, s.InFlight)
	return err
}
