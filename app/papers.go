package app

import (
	"context"
	"io"

	"billfold/app/documents"
	"billfold/billing"
	"billfold/views/words"
)

// SaveInvoicePDF writes a document of one of the selected account's invoices, by its id,
// over what was there.
func (d *desk) SaveInvoicePDF(ctx context.Context, invoice, path string) error {
	facts, found, err := d.invoices(ctx, []string{invoice})
	if err != nil {
		return err
	}
	paper := documents.Paper{Invoice: &found[0], Account: facts.Account.Name, Words: printer()}
	return documents.Whole(ctx, path, paper.PDF)
}

// SaveInvoiceCSV writes the lines of one of the selected account's invoices and what it
// comes to, over what was there.
func (d *desk) SaveInvoiceCSV(ctx context.Context, invoice, path string) error {
	_, found, err := d.invoices(ctx, []string{invoice})
	if err != nil {
		return err
	}
	return d.save(ctx, path, documents.OneInvoice(&found[0], printer()))
}

// ExportInvoices writes what a job says of the selected account's invoices, all of it or
// nothing, and over nothing that is there. Progress is told of files, from any goroutine.
func (d *desk) ExportInvoices(ctx context.Context, job billing.ExportJob, progress func(done, total int)) (billing.ExportResult, error) {
	facts, found, err := d.invoices(ctx, job.Invoices)
	if err != nil {
		return billing.ExportResult{}, err
	}
	files := documents.InvoiceFiles(&job, facts.Account.Name, found, printer())
	return documents.Together(ctx, job.Folder, files, progress)
}

// ExportHistory writes all that the history of the selected account lists, over what was
// there.
func (d *desk) ExportHistory(ctx context.Context, path string) error {
	account, s := d.Selected(), d.at()
	facts, err := d.allowed(ctx, account, billing.SeeBilling)
	if err != nil {
		return err
	}
	record := documents.Record{Catalog: facts.Catalog, Words: printer()}
	if record.Changes, err = s.Changes(ctx, account, "", -1); err != nil {
		return err
	}
	if record.Invoices, err = s.Invoices(ctx, account, "", -1); err != nil {
		return err
	}
	return d.save(ctx, path, record.All())
}

// ExportEverything writes the selected account's invoices, their lines, history and
// members, as far as the person sees them, all of it or nothing, and over nothing that is
// there. Progress is told of files, from any goroutine.
func (d *desk) ExportEverything(ctx context.Context, folder string, progress func(done, total int)) (billing.ExportResult, error) {
	account, s := d.Selected(), d.at()
	facts, err := s.Facts(ctx, account)
	if err != nil {
		return billing.ExportResult{}, err
	}
	if !facts.Account.Role.May(billing.SeePeople) { // then neither billing
		return billing.ExportResult{}, billing.NotAllowed(billing.SeePeople, facts.Account.Role)
	}
	all := documents.Everything{Role: facts.Account.Role, Catalog: facts.Catalog}
	if all.Invoices, err = s.Invoices(ctx, account, "", -1); err != nil {
		return billing.ExportResult{}, err
	}
	if all.Changes, err = s.Changes(ctx, account, "", -1); err != nil {
		return billing.ExportResult{}, err
	}
	if all.Members, err = s.Members(ctx, account, "", -1); err != nil {
		return billing.ExportResult{}, err
	}
	return documents.Together(ctx, folder, all.Files(printer()), progress)
}

// SaveText writes a text over what was there.
func (d *desk) SaveText(ctx context.Context, path, text string) error {
	return documents.Whole(ctx, path, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

func (d *desk) save(ctx context.Context, path string, sheet documents.Sheet) error {
	return documents.Whole(ctx, path, func(w io.Writer) error { return sheet.ForSpreadsheets(ctx, w) })
}

// invoices are those of the selected account with some ids, in their order.
func (d *desk) invoices(ctx context.Context, ids []string) (billing.Facts, []billing.Invoice, error) {
	account, s := d.Selected(), d.at()
	facts, err := d.allowed(ctx, account, billing.SeeBilling)
	if err != nil {
		return facts, nil, err
	}
	found := make([]billing.Invoice, 0, len(ids))
	for _, id := range ids {
		invoice, err := s.Invoice(ctx, account, id)
		if err != nil {
			return facts, nil, err
		}
		found = append(found, *invoice)
	}
	return facts, found, nil
}

// allowed are the facts of an account in which the person has a permission.
func (d *desk) allowed(ctx context.Context, account string, need billing.Permission) (billing.Facts, error) {
	facts, err := d.at().Facts(ctx, account)
	if err != nil {
		return facts, err
	}
	if !facts.Account.Role.May(need) {
		return facts, billing.NotAllowed(need, facts.Account.Role)
	}
	return facts, nil
}

// printer writes documents in the language that is spoken by now.
func printer() words.Printer { return words.Printer{Locale: words.SystemLocale()} }
