package main

import (
	"context"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

type invoicesCommand struct {
	Limit int `help:"How many at most; 0 is all." default:"0"`
}

type invoiceRow struct {
	ID         string    `json:"id"`
	Number     string    `json:"number"`
	At         time.Time `json:"at"`
	Status     string    `json:"status"`
	Total      string    `json:"total"`
	AmountDue  string    `json:"amount_due"`
	AmountPaid string    `json:"amount_paid"`
}

// Run lists the invoices, as saved where the backend cannot be reached.
func (c invoicesCommand) Run(ctx context.Context, j *job) error {
	account, _, err := j.caughtUp(ctx)
	if err != nil {
		return err
	}
	limit := c.Limit
	if limit <= 0 {
		limit = -1
	}
	invoices, err := j.Invoices(ctx, account, "", limit)
	if err != nil {
		return err
	}
	if j.json {
		rows := make([]invoiceRow, 0, len(invoices))
		for i := range invoices {
			rows = append(rows, rowOf(&invoices[i]))
		}
		return writeJSON(j.out, map[string]any{"invoices": rows})
	}
	if len(invoices) == 0 {
		return j.say(words.T("There are no invoices that you may see."))
	}
	t := table{
		head: []string{
			words.T("NUMBER"), words.T("DATE"), words.T("STATUS"), words.T("CURRENCY"), words.T("TOTAL"), words.T("PAID"),
		},
		right: map[int]bool{4: true, 5: true},
	}
	for i := range invoices {
		v := &invoices[i]
		t.add(v.Number, j.printer.Date(v.At), words.InvoiceOf(v), string(v.Currency),
			j.printer.Amount(v.Total), j.printer.Amount(v.AmountPaid))
	}
	return t.write(j.out)
}

func rowOf(i *billing.Invoice) invoiceRow {
	return invoiceRow{
		ID: i.ID, Number: i.Number, At: i.At, Status: string(i.Status),
		Total: i.Total.String(), AmountDue: i.AmountDue.String(), AmountPaid: i.AmountPaid.String(),
	}
}
