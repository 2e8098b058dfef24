package main

import (
	"context"
	"strings"

	"billfold/billing"
	"billfold/billing/previewjson"
	"billfold/views/words"
)

type invoiceCommand struct {
	Number string `arg:"" help:"The invoice's number or id."`
	PDF    string `name:"pdf" help:"Write it as a document into this file." placeholder:"FILE"`
}

type invoiceDocument struct {
	invoiceRow
	Period   previewjson.Period    `json:"period"`
	Currency string                `json:"currency"`
	Lines    []previewjson.Line    `json:"lines"`
	Subtotal string                `json:"subtotal"`
	Tax      []previewjson.TaxLine `json:"tax"`
	Applied  string                `json:"billing_credit_applied"`
	ChangeID string                `json:"change_id"`
}

// Run shows one invoice, as saved where the backend cannot be reached.
func (c invoiceCommand) Run(ctx context.Context, j *job) error {
	account, _, err := j.caughtUp(ctx)
	if err != nil {
		return err
	}
	invoice, err := j.Invoice(ctx, account, c.Number)
	if err != nil {
		return err
	}
	if c.PDF != "" {
		return j.print(ctx, account, invoice, c.PDF)
	}
	if j.json {
		return writeJSON(j.out, invoiceOf(invoice))
	}
	err = j.say(strings.Join([]string{invoice.Number, j.printer.Date(invoice.At), words.InvoiceOf(invoice)}, ", "))
	if err != nil {
		return err
	}
	t := j.bill(invoice.Lines, invoice.Totals, invoice.Currency)
	t.add(words.T("Paid"), j.printer.Amount(invoice.AmountPaid))
	return t.write(j.out)
}

func invoiceOf(i *billing.Invoice) invoiceDocument {
	totals := previewjson.FromTotals(i.Totals)
	return invoiceDocument{
		invoiceRow: rowOf(i), Period: previewjson.FromPeriod(i.Period), Currency: string(i.Currency),
		Lines: previewjson.FromLines(i.Lines), Subtotal: totals.Subtotal, Tax: totals.Tax,
		Applied: totals.BillingCreditApplied, ChangeID: i.ChangeID,
	}
}
