package cache

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/shopspring/decimal"
)

type taxDocument struct {
	Name    string          `json:"name"`
	Rate    decimal.Decimal `json:"rate"`
	Taxable int64           `json:"taxable"` // minor units
	Amount  int64           `json:"amount"`
}

type attemptDocument struct {
	At     time.Time `json:"at"`
	Method string    `json:"method"`
	Result string    `json:"result"`
	Reason string    `json:"reason"`
}

const invoiceColumns = `id, number, at, status, period_start, period_end, currency, subtotal, taxes, total,
	billing_credit_applied, amount_due, billing_credit_after, amount_paid, change_id, lines, attempts, seller, billed_to`

// Invoices are an account's, newest first, at most limit (-1: all) of those
// older than the one named before; an empty name starts with the newest.
func (c *Cache) Invoices(ctx context.Context, account, before string, limit int) ([]billing.Invoice, error) {
	invoices, err := list(ctx, c.nouns.read, scanInvoice, `SELECT `+invoiceColumns+` FROM invoices
		WHERE account = ?1 AND (?2 = '' OR (at, id) < (SELECT at, id FROM invoices WHERE account = ?1 AND id = ?2))
		ORDER BY at DESC, id DESC LIMIT ?3`, account, before, limit)
	if err != nil {
		return nil, failure("list invoices", err)
	}
	return invoices, nil
}

// Invoice is one invoice by its id or its number.
func (c *Cache) Invoice(ctx context.Context, account, id string) (*billing.Invoice, error) {
	i, err := scanInvoice(c.nouns.read.QueryRowContext(ctx, `SELECT `+invoiceColumns+` FROM invoices
		WHERE account = ?1 AND (id = ?2 OR number = ?2) ORDER BY id = ?2 DESC LIMIT 1`, account, id))
	if err != nil {
		return nil, failure("read invoice", missing(err, "invoice", id))
	}
	return &i, nil
}

func scanInvoice(row scanner) (billing.Invoice, error) {
	var (
		i                             billing.Invoice
		at, start, end                int64
		subtotal, total, applied, due int64
		after, paid                   int64
		taxes, lines, attempts        string
		seller, buyer                 string
	)
	err := row.Scan(&i.ID, &i.Number, &at, &i.Status, &start, &end, &i.Currency, &subtotal, &taxes, &total,
		&applied, &due, &after, &paid, &i.ChangeID, &lines, &attempts, &seller, &buyer)
	if err != nil {
		return i, err
	}
	amount := func(minor int64) money.Money { return money.FromMinor(minor, i.Currency) }
	i.At, i.Period = fromMicros(at), billing.Period{Start: fromMicros(start), End: fromMicros(end)}
	i.Subtotal, i.Total, i.BillingCreditApplied = amount(subtotal), amount(total), amount(applied)
	i.AmountDue, i.BillingCreditAfter, i.AmountPaid = amount(due), amount(after), amount(paid)
	if i.Taxes, err = readTaxLines(taxes, i.Currency); err != nil {
		return i, err
	}
	var wire []previewjson.Line
	if err := fromDocument(lines, &wire); err != nil {
		return i, err
	}
	if i.Lines, err = previewjson.ToLines(wire, i.Currency); err != nil {
		return i, err
	}
	if i.Attempts, err = readAttempts(attempts); err != nil {
		return i, err
	}
	return i, readParties(&i, seller, buyer)
}

// readParties reads the two whom an invoice is between.
func readParties(i *billing.Invoice, seller, buyer string) error {
	var from previewjson.Seller
	var to previewjson.Details
	if err := fromDocument(seller, &from); err != nil {
		return err
	}
	err := fromDocument(buyer, &to)
	i.Seller, i.BilledTo = billing.Seller(from), to.To()
	return err
}

func readTaxLines(text string, c money.Currency) ([]billing.TaxLine, error) {
	var documents []taxDocument
	if err := fromDocument(text, &documents); err != nil {
		return nil, err
	}
	var taxes []billing.TaxLine
	for _, d := range documents {
		taxes = append(taxes, billing.TaxLine{
			Name: d.Name, Rate: d.Rate, Taxable: money.FromMinor(d.Taxable, c), Amount: money.FromMinor(d.Amount, c),
		})
	}
	return taxes, nil
}

func readAttempts(text string) ([]billing.PaymentAttempt, error) {
	var documents []attemptDocument
	if err := fromDocument(text, &documents); err != nil {
		return nil, err
	}
	var attempts []billing.PaymentAttempt
	for _, d := range documents {
		attempts = append(attempts, billing.PaymentAttempt{
			At: d.At.UTC(), Method: d.Method, Result: billing.PaymentResult(d.Result), Reason: d.Reason,
		})
	}
	return attempts, nil
}

func saveInvoice(ctx context.Context, tx *sql.Tx, account string, i *billing.Invoice) error {
	taxes := make([]taxDocument, 0, len(i.Taxes))
	for _, t := range i.Taxes {
		taxes = append(taxes, taxDocument{Name: t.Name, Rate: t.Rate, Taxable: t.Taxable.Minor(), Amount: t.Amount.Minor()})
	}
	attempts := make([]attemptDocument, 0, len(i.Attempts))
	for _, a := range i.Attempts {
		attempts = append(attempts, attemptDocument{At: a.At, Method: a.Method, Result: string(a.Result), Reason: a.Reason})
	}
	texts, err := documents(taxes, previewjson.FromLines(i.Lines), attempts, previewjson.Seller(i.Seller), previewjson.FromDetails(i.BilledTo))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO invoices (account, `+invoiceColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		account, i.ID, i.Number, micros(i.At), string(i.Status), micros(i.Period.Start), micros(i.Period.End), string(i.Currency),
		i.Subtotal.Minor(), texts[0], i.Total.Minor(), i.BillingCreditApplied.Minor(), i.AmountDue.Minor(),
		i.BillingCreditAfter.Minor(), i.AmountPaid.Minor(), i.ChangeID, texts[1], texts[2], texts[3], texts[4])
	return err
}
