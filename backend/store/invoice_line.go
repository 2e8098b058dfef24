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

// detail reads what hangs on an invoice: lines, taxes and attempts.
func (r *Reader) detail(ctx context.Context, i *billing.Invoice) error {
	err := r.each(ctx, func(rows *sql.Rows) error {
		l, err := scanLine(rows, i.Currency)
		i.Lines = append(i.Lines, l)
		return err
	}, `SELECT kind, item, code, params, quantity, unit_price, period_start, period_end, amount, arithmetic, taxes
		FROM invoice_lines WHERE invoice_id = ? ORDER BY position`, i.ID)
	if err != nil {
		return err
	}
	err = r.each(ctx, func(rows *sql.Rows) error {
		var t billing.TaxLine
		var taxable, amount int64
		err := rows.Scan(&t.Name, &t.Rate, &taxable, &amount)
		t.Taxable, t.Amount = money.FromMinor(taxable, i.Currency), money.FromMinor(amount, i.Currency)
		i.Taxes = append(i.Taxes, t)
		return err
	}, `SELECT name, rate, taxable, amount FROM invoice_taxes WHERE invoice_id = ? ORDER BY position`, i.ID)
	if err != nil {
		return err
	}
	return r.each(ctx, func(rows *sql.Rows) error {
		var a billing.PaymentAttempt
		err := rows.Scan(instant{&a.At}, &a.Method, &a.Result, &a.Reason)
		i.Attempts = append(i.Attempts, a)
		return err
	}, `SELECT at, method, result, reason FROM payment_attempts WHERE invoice_id = ? ORDER BY at, rowid`, i.ID)
}

func scanLine(from row, c money.Currency) (billing.Line, error) {
	var (
		l      billing.Line
		amount int64
		taxes  []tax
	)
	err := from.Scan(&l.Kind, &l.Item, &l.Code, object{&l.Params}, &l.Quantity, &l.UnitPrice, instant{&l.Period.Start}, instant{&l.Period.End},
		&amount, &l.Arithmetic, object{&taxes})
	l.Amount, l.Taxes = money.FromMinor(amount, c), fromTaxes(taxes)
	return l, err
}
