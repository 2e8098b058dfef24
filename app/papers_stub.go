package app

import (
	"context"

	"billfold/billing"
)

// errNoPapers is why no document is written yet.
func errNoPapers() error { return billing.NewProblem(billing.InvalidRequest) }

// SaveInvoicePDF writes a document as PDF.
func (d *desk) SaveInvoicePDF(context.Context, string, string) error { return errNoPapers() }

// SaveInvoiceCSV writes a document as CSV.
func (d *desk) SaveInvoiceCSV(context.Context, string, string) error { return errNoPapers() }

// ExportInvoices writes many documents.
func (d *desk) ExportInvoices(context.Context, billing.ExportJob, func(done, total int)) (billing.ExportResult, error) {
	return billing.ExportResult{}, errNoPapers()
}
