package store

import (
	"context"
	"database/sql"

	"billfold/billing"
	"billfold/billing/money"
)

func (t *Tx) insertLine(ctx context.Context, invoice string, position int, l *billing.Line) error {
	return t.exec(ctx, `INSERT INTO invoice_lines (invoice_id, position, kind, item, code, params, quantity, unit_price,
			period_start, period_end, amount, arithmetic, taxes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		invoice, position, string(l.Kind), string(l.Item), string(l.Code), object{l.Params}, l.Quantity.String(), l.UnitPrice.String(),
		instant{&l.Period.Start}, instant{&l.Period.End}, l.Amount.Minor(), l.Arithmetic, object{toTaxes(l.Taxes)})
}

// details reads what hangs on invoices: lines, taxes and attempts, each at once.
func (r *Reader) details(ctx context.Context, invoices []*billing.Invoice) error {
	byID := make(map[string]*billing.Invoice, len(invoices))
	wanted := make(ids, len(invoices))
	for n, i := range invoices {
		byID[i.ID], wanted[n] = i, i.ID
	}
	var id string
	err := r.each(ctx, func(rows *sql.Rows) error {
		l, minor, err := scanLine(rows, &id)
		i := byID[id]
		l.Amount = money.FromMinor(minor, i.Currency)
		i.Lines = append(i.Lines, l)
		return err
	}, `SELECT invoice_id, kind, item, code, params, quantity, unit_price, period_start, period_end, arithmetic, taxes, amount
		FROM invoice_lines WHERE invoice_id IN (SELECT value FROM json_each(?)) ORDER BY invoice_id, position`, wanted)
	if err != nil {
		return err
	}
	err = r.each(ctx, func(rows *sql.Rows) error {
		var t billing.TaxLine
		var taxable, amount int64
		err := rows.Scan(&id, &t.Name, &t.Rate, &taxable, &amount)
		i := byID[id]
		t.Taxable, t.Amount = money.FromMinor(taxable, i.Currency), money.FromMinor(amount, i.Currency)
		i.Taxes = append(i.Taxes, t)
		return err
	}, `SELECT invoice_id, name, rate, taxable, amount FROM invoice_taxes
		WHERE invoice_id IN (SELECT value FROM json_each(?)) ORDER BY invoice_id, position`, wanted)
	if err != nil {
		return err
	}
	return r.each(ctx, func(rows *sql.Rows) error {
		var a billing.PaymentAttempt
		err := rows.Scan(&id, instant{&a.At}, &a.Method, &a.Result, &a.Reason)
		byID[id].Attempts = append(byID[id].Attempts, a)
		return err
	}, `SELECT invoice_id, at, method, result, reason FROM payment_attempts
		WHERE invoice_id IN (SELECT value FROM json_each(?)) ORDER BY at, rowid`, wanted)
}

func scanLine(from row, invoice *string) (l billing.Line, minor int64, err error) {
	var taxes []tax
	err = from.Scan(invoice, &l.Kind, &l.Item, &l.Code, object{&l.Params}, &l.Quantity, &l.UnitPrice, instant{&l.Period.Start}, instant{&l.Period.End},
		&l.Arithmetic, object{&taxes}, &minor)
	l.Taxes = fromTaxes(taxes)
	return l, minor, err
}
