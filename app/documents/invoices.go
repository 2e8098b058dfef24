package documents

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"
)

// Invoices has a row for each invoice and credit note. What several taxes come to is
// one figure; Lines has them apart.
func Invoices(all []billing.Invoice, p words.Printer) Sheet {
	return Sheet{
		Head: []string{
			"number", "id", "at", "status", "period_start", "period_end", "currency",
			"subtotal", "tax", "total", "billing_credit_applied", "amount_due", "amount_paid",
			"kind", "subject", "paid_at", "paid_with",
			"buyer_company", "buyer_country", "buyer_vat_id", "buyer_po_number", "seller_name", "seller_vat_id",
			"tax_behavior", "outstanding",
		},
		Rows: each(all, func(i *billing.Invoice) []string {
			at, with := paid(i)
			return []string{
				i.Number, i.ID, instant(i.At), string(i.Status), instant(i.Period.Start), instant(i.Period.End), string(i.Currency),
				decimals(i.Subtotal), taxOf(i).String(), decimals(i.Total), decimals(i.BillingCreditApplied),
				decimals(i.AmountDue), decimals(i.AmountPaid),
				kindOf(i), subject(i, p), instant(at), with,
				i.BilledTo.Company, i.BilledTo.Country, i.BilledTo.VATID, i.BilledTo.PONumber, i.Seller.Name, i.Seller.VATID,
				taxBehavior(i), decimals(outstanding(i)),
			}
		}),
	}
}

var lineHead = []string{
	"number", "id", "at", "line", "kind", "item", "description", "quantity", "unit_price", "currency", "amount",
	"tax_name", "tax_rate", "taxable", "tax_amount", "period_start", "period_end", "arithmetic",
	"tax_behavior",
	"status", "paid_at", "paid_with", "buyer_company", "buyer_country", "buyer_vat_id", "buyer_po_number", "seller_name", "seller_vat_id",
}

// Lines has a row for each line of invoices, and under those of an invoice one of the
// kind "tax" for each rate, since tax is rounded once on all that it applies to. So the
// amounts of an invoice add up to its subtotal and the tax amounts to its tax.
func Lines(all []billing.Invoice, p words.Printer) Sheet {
	return Sheet{Head: lineHead, Rows: func(yield func([]string) bool) {
		for n := range all {
			for cells := range linesOf(&all[n], p) {
				if !yield(cells) {
					return
				}
			}
		}
	}}
}

// OneInvoice is the lines of one invoice, and under them what it comes to: rows of the
// kinds "subtotal", "total", "billing_credit_applied", "amount_due", "amount_paid" and
// "outstanding".
func OneInvoice(i *billing.Invoice, p words.Printer) Sheet {
	totals := []struct {
		kind   string
		amount money.Money
	}{
		{"subtotal", i.Subtotal},
		{"total", i.Total},
		{"billing_credit_applied", i.BillingCreditApplied},
		{"amount_due", i.AmountDue},
		{"amount_paid", i.AmountPaid},
		{"outstanding", outstanding(i)},
	}
	return Sheet{Head: lineHead, Rows: joined(linesOf(i, p), func(yield func([]string) bool) {
		for _, t := range totals {
			row := newRow(i, t.kind)
			row["amount"] = decimals(t.amount)
			if !yield(row.cells()) {
				return
			}
		}
	})}
}

// lineRow is a row of lines by the names of its columns.
type lineRow map[string]string

func newRow(i *billing.Invoice, kind string) lineRow {
	at, with := paid(i)
	return lineRow{
		"status": string(i.Status), "paid_at": instant(at), "paid_with": with,
		"buyer_company": i.BilledTo.Company, "buyer_country": i.BilledTo.Country, "buyer_vat_id": i.BilledTo.VATID,
		"buyer_po_number": i.BilledTo.PONumber, "seller_name": i.Seller.Name, "seller_vat_id": i.Seller.VATID,
		"number": i.Number, "id": i.ID, "at": instant(i.At), "kind": kind, "currency": string(i.Currency),
		"tax_behavior": taxBehavior(i),
	}
}

func (r lineRow) cells() []string {
	cells := make([]string, len(lineHead))
	for n, name := range lineHead {
		cells[n] = r[name]
	}
	return cells
}

func linesOf(i *billing.Invoice, p words.Printer) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for n := range i.Lines {
			l := &i.Lines[n]
			names, rates := taxesOf(l.Taxes)
			row := newRow(i, string(l.Kind))
			row["line"], row["item"], row["description"] = strconv.Itoa(n+1), string(l.Item), p.Line(*l)
			row["quantity"], row["unit_price"], row["amount"] = l.Quantity.String(), money.FormatUnit(l.UnitPrice, i.Currency), decimals(l.Amount)
			row["tax_name"], row["tax_rate"] = names, rates
			row["period_start"], row["period_end"] = instant(l.Period.Start), instant(l.Period.End)
			row["arithmetic"] = l.Arithmetic
			if !yield(row.cells()) {
				return
			}
		}
		for _, t := range i.Taxes {
			row := newRow(i, "tax")
			row["tax_name"], row["tax_rate"] = t.Name, t.Rate.String()
			row["taxable"], row["tax_amount"] = decimals(t.Taxable), decimals(t.Amount)
			if !yield(row.cells()) {
				return
			}
		}
	}
}

// taxesOf are the taxes of a line in a cell each; nearly always it is one.
func taxesOf(all []billing.Tax) (names, rates string) {
	n, r := make([]string, len(all)), make([]string, len(all))
	for k, t := range all {
		n[k], r[k] = t.Name, t.Rate.String()
	}
	return strings.Join(n, "; "), strings.Join(r, "; ")
}

func taxOf(i *billing.Invoice) money.Money {
	sum := money.Zero(i.Currency)
	for _, t := range i.Taxes {
		sum = sum.Add(t.Amount)
	}
	return sum
}

// taxBehavior is "inclusive" where the subtotal contains the tax and is the total, and
// "exclusive" where the total is the subtotal and the tax.
func taxBehavior(i *billing.Invoice) string {
	if i.TaxIncluded() {
		return "inclusive"
	}
	return "exclusive"
}

// outstanding is what is still to be paid: of an open invoice what is due and not paid
// yet, of any other nothing, since what was voided or given up is not owed any more.
func outstanding(i *billing.Invoice) money.Money {
	if i.Status != billing.InvoiceOpen {
		return money.Zero(i.Currency)
	}
	return i.AmountDue.Sub(i.AmountPaid)
}

func kindOf(i *billing.Invoice) string {
	if i.IsCreditNote() {
		return "credit_note"
	}
	return "invoice"
}

// subject is what an invoice is about: its first line that charges something, or where
// none does, its first one.
func subject(i *billing.Invoice, p words.Printer) string {
	if len(i.Lines) == 0 {
		return ""
	}
	n := max(0, slices.IndexFunc(i.Lines, func(l billing.Line) bool { return l.Amount.Sign() > 0 }))
	return p.Line(i.Lines[n])
}

// paid is when and with what an invoice was paid; the zero time and nothing where it
// was not.
func paid(i *billing.Invoice) (time.Time, string) {
	for n := len(i.Attempts) - 1; n >= 0; n-- {
		if a := i.Attempts[n]; a.Result == billing.PaymentSucceeded {
			return a.At, a.Method
		}
	}
	return time.Time{}, ""
}
