package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
)

func invoiceNoun(account, id string) noun { return noun{account, billing.KindInvoices, id} }

// InsertInvoice issues an invoice: it gets the account's next number, or the
// next credit note's, and is written with its lines. Numbers are unbroken,
// since one that is not committed was never taken. Attempts are added by
// InsertAttempt.
func (t *Tx) InsertInvoice(ctx context.Context, account string, i *billing.Invoice) error {
	if err := t.number(ctx, account, i); err != nil {
		return err
	}
	err := t.put(ctx, invoiceNoun(account, i.ID), `INSERT INTO invoices (id, account_id, number, at, status, period_start, period_end, currency,
			subtotal, total, credit_applied, amount_due, credit_after, amount_paid, change_id, seller, billed_to)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		i.ID, account, i.Number, instant{&i.At}, string(i.Status), instant{&i.Period.Start}, instant{&i.Period.End}, string(i.Currency),
		i.Subtotal.Minor(), i.Total.Minor(), i.BillingCreditApplied.Minor(), i.AmountDue.Minor(), i.BillingCreditAfter.Minor(),
		i.AmountPaid.Minor(), i.ChangeID, object{previewjson.Seller(i.Seller)}, object{previewjson.FromDetails(i.BilledTo)})
	if err != nil {
		return err
	}
	for n := range i.Lines {
		if err := t.insertLine(ctx, i.ID, n, &i.Lines[n]); err != nil {
			return err
		}
	}
	for n, tax := range i.Taxes {
		err := t.exec(ctx, `INSERT INTO invoice_taxes (invoice_id, position, name, rate, taxable, amount) VALUES (?, ?, ?, ?, ?, ?)`,
			i.ID, n, tax.Name, tax.Rate.String(), tax.Taxable.Minor(), tax.Amount.Minor())
		if err != nil {
			return err
		}
	}
	return t.touchSubscription(ctx, account)
}

func (t *Tx) number(ctx context.Context, account string, i *billing.Invoice) error {
	counter, series := "invoices", ""
	if i.IsCreditNote() {
		counter, series = "credit_notes", "CN-"
	}
	var prefix string
	var n int64
	statement := `UPDATE accounts SET ` + counter + ` = ` + counter + ` + 1 WHERE id = ? RETURNING invoice_prefix, ` + counter
	if err := t.tx.QueryRowContext(ctx, statement, account).Scan(&prefix, &n); err != nil {
		return notFound(err, "number invoice")
	}
	i.Number = fmt.Sprintf("%s-%s%04d", prefix, series, n)
	return nil
}

// touchSubscription tells the feed of the subscription, which names the open
// invoice. An account may be invoiced before it subscribes.
func (t *Tx) touchSubscription(ctx context.Context, account string) error {
	var subscribed bool
	err := t.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM subscriptions WHERE account_id = ?)`, account).Scan(&subscribed)
	if err != nil {
		return notFound(err, "look up subscription")
	}
	if !subscribed {
		return nil
	}
	return t.touch(ctx, noun{account, billing.KindSubscription, account})
}

// SetInvoiceStatus says what became of an invoice and what was paid of it. An
// open one stays planned for the given instant, or for none.
func (t *Tx) SetInvoiceStatus(ctx context.Context, account string, i *billing.Invoice, nextAttempt *time.Time) error {
	err := t.put(ctx, invoiceNoun(account, i.ID), `UPDATE invoices SET status = ?, amount_paid = ?, next_attempt_at = ? WHERE account_id = ? AND id = ?`,
		string(i.Status), i.AmountPaid.Minor(), optional{&nextAttempt}, account, i.ID)
	if err != nil {
		return err
	}
	return t.touchSubscription(ctx, account)
}

// InsertAttempt records a try to collect an invoice, under the key that the
// gateway knows it by.
func (t *Tx) InsertAttempt(ctx context.Context, account, invoice, key string, a billing.PaymentAttempt) error {
	return t.put(ctx, invoiceNoun(account, invoice), `INSERT INTO payment_attempts (key, invoice_id, at, method, result, reason) VALUES (?, ?, ?, ?, ?, ?)`,
		key, invoice, instant{&a.At}, a.Method, string(a.Result), a.Reason)
}

const invoiceColumns = `seq, id, number, at, status, period_start, period_end, currency, subtotal, total,
	credit_applied, amount_due, credit_after, amount_paid, change_id, seller, billed_to`

// Invoice reads one invoice with its lines and attempts.
func (r *Reader) Invoice(ctx context.Context, account, id string) (*billing.Invoice, error) {
	var found *billing.Invoice
	err := r.invoicesIn(ctx, account, ids{id}, func(i *billing.Invoice) { found = i })
	if err == nil && found == nil {
		err = notFound(sql.ErrNoRows, "read invoice")
	}
	return found, err
}

// invoicesIn reads the invoices that are named, with their lines and attempts.
func (r *Reader) invoicesIn(ctx context.Context, account string, wanted ids, found func(*billing.Invoice)) error {
	var all []*billing.Invoice
	err := r.each(ctx, func(rows *sql.Rows) error {
		i, _, err := scanInvoice(rows)
		all = append(all, &i)
		return err
	}, `SELECT `+invoiceColumns+` FROM invoices WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))`, account, wanted)
	if err != nil {
		return err
	}
	if err := r.details(ctx, all); err != nil {
		return err
	}
	for _, i := range all {
		found(i)
	}
	return nil
}

// DueInvoice is an open invoice that is to be collected.
type DueInvoice struct {
	ID       string
	At       time.Time // when it is collected next
	Attempts int       // tries until now
}

// DueInvoice is the account's open invoice that is collected next, or nil where
// none is planned.
func (r *Reader) DueInvoice(ctx context.Context, account string) (*DueInvoice, error) {
	var due *DueInvoice
	err := r.each(ctx, func(rows *sql.Rows) error {
		due = &DueInvoice{}
		return rows.Scan(&due.ID, instant{&due.At}, &due.Attempts)
	}, `SELECT id, next_attempt_at, (SELECT count(*) FROM payment_attempts p WHERE p.invoice_id = i.id) FROM invoices i
		WHERE account_id = ? AND status = 'open' AND next_attempt_at IS NOT NULL ORDER BY next_attempt_at, seq LIMIT 1`, account)
	return due, err
}

// OpenInvoice is the account's oldest open invoice, the one that is paid first,
// or nil where none is.
func (r *Reader) OpenInvoice(ctx context.Context, account string) (*billing.Invoice, error) {
	var id string
	err := r.each(ctx, func(rows *sql.Rows) error { return rows.Scan(&id) },
		`SELECT id FROM invoices WHERE account_id = ? AND status = 'open' ORDER BY at, seq LIMIT 1`, account)
	if err != nil || id == "" {
		return nil, err
	}
	return r.Invoice(ctx, account, id)
}

// isReload tells the invoices of packs that were bought by themselves: no change
// made them.
const isReload = `(i.change_id = '' AND EXISTS (SELECT 1 FROM invoice_lines l WHERE l.invoice_id = i.id AND l.code = 'line_pack'))`

// Reloaded is what was billed since an instant for packs that were bought by
// themselves, on invoices that are paid or still owed, in minor units.
func (r *Reader) Reloaded(ctx context.Context, account string, since time.Time) (money.Money, error) {
	currency, err := r.currency(ctx, account)
	if err != nil {
		return money.Money{}, err
	}
	var minor int64
	err = r.tx.QueryRowContext(ctx, `SELECT coalesce(sum(i.total), 0) FROM invoices i
		WHERE i.account_id = ? AND i.at >= ? AND i.status IN ('open', 'paid') AND `+isReload,
		account, instant{&since}).Scan(&minor)
	if err != nil {
		return money.Money{}, notFound(err, "read reloads")
	}
	return money.FromMinor(minor, currency), nil
}

// FirstFailure is when collecting an invoice that is still open first failed,
// the earliest of all; false where none has. Packs that were bought by
// themselves are left out: what is not paid of them was not delivered.
func (r *Reader) FirstFailure(ctx context.Context, account string) (time.Time, bool, error) {
	var at *time.Time
	err := r.tx.QueryRowContext(ctx, `SELECT min(p.at) FROM payment_attempts p JOIN invoices i ON i.id = p.invoice_id
		WHERE i.account_id = ? AND i.status = 'open' AND NOT `+isReload, account).Scan(optional{&at})
	if err != nil {
		return time.Time{}, false, notFound(err, "read first failure")
	}
	if at == nil {
		return time.Time{}, false, nil
	}
	return *at, true, nil
}

// Invoices reads a page of invoices, newest first, those before the cursor; the
// second result is the next page's cursor, empty at the end.
func (r *Reader) Invoices(ctx context.Context, account, before string, limit int) ([]billing.Invoice, string, error) {
	at, seq, err := place(before)
	if err != nil {
		return nil, "", err
	}
	var invoices []billing.Invoice
	var cursors []string
	err = r.each(ctx, func(rows *sql.Rows) error {
		i, seq, err := scanInvoice(rows)
		invoices = append(invoices, i)
		cursors = append(cursors, fmt.Sprintf("%d.%d", i.At.Unix(), seq))
		return err
	}, `SELECT `+invoiceColumns+` FROM invoices WHERE account_id = ? AND (at, seq) < (?, ?) ORDER BY at DESC, seq DESC LIMIT ?`,
		account, at, seq, limit+1)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(invoices) > limit {
		invoices, next = invoices[:limit], cursors[limit-1]
	}
	each := make([]*billing.Invoice, len(invoices))
	for n := range invoices {
		each[n] = &invoices[n]
	}
	return invoices, next, r.details(ctx, each)
}

// place is where a cursor of Invoices stands: before an invoice's instant and
// sequence, or before everything yet to come where it is empty.
func place(before string) (at, seq int64, err error) {
	if before == "" {
		return math.MaxInt64, 0, nil
	}
	left, right, _ := strings.Cut(before, ".")
	at, faultAt := strconv.ParseInt(left, 10, 64)
	seq, faultSeq := strconv.ParseInt(right, 10, 64)
	if faultAt != nil || faultSeq != nil {
		return 0, 0, billing.NewProblem(billing.InvalidRequest, "field", "before", "value", before)
	}
	return at, seq, nil
}

func scanInvoice(from row) (billing.Invoice, int64, error) {
	var (
		i                                               billing.Invoice
		seq, subtotal, total, applied, due, after, paid int64
		seller                                          previewjson.Seller
		buyer                                           previewjson.Details
	)
	err := from.Scan(&seq, &i.ID, &i.Number, instant{&i.At}, &i.Status, instant{&i.Period.Start}, instant{&i.Period.End}, &i.Currency,
		&subtotal, &total, &applied, &due, &after, &paid, &i.ChangeID, object{&seller}, object{&buyer})
	i.Seller, i.BilledTo = billing.Seller(seller), buyer.To()
	settled := func(minor int64) money.Money { return money.FromMinor(minor, i.Currency) }
	i.Subtotal, i.Total, i.BillingCreditApplied = settled(subtotal), settled(total), settled(applied)
	i.AmountDue, i.BillingCreditAfter, i.AmountPaid = settled(due), settled(after), settled(paid)
	return i, seq, err
}
