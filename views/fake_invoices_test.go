package views_test

import (
	"context"

	"billfold/billing"
)

func (f *fake) SaveInvoicePDF(context.Context, string, string) error { return f.refuse }
func (f *fake) SaveInvoiceCSV(context.Context, string, string) error { return f.refuse }

// ExportInvoices writes nothing, and says that it did.
func (f *fake) ExportInvoices(_ context.Context, job billing.ExportJob, progress func(done, total int)) (billing.ExportResult, error) {
	n := len(job.Invoices)
	for done := range n {
		progress(done+1, n)
	}
	return billing.ExportResult{Folder: job.Folder, Files: n}, f.refuse
}
