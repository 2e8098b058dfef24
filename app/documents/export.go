package documents

import (
	"context"
	"io"

	"billfold/billing"
	"billfold/views/words"
)

// Names of the sheets of an export.
const (
	invoicesFile = "invoices.csv"
	linesFile    = "invoice-lines.csv"
	historyFile  = "history.csv"
	membersFile  = "members.csv"
)

// file is that of one invoice as a document, called as a job says.
func (d Paper) file(naming billing.ExportNaming) File {
	return File{
		Name:  words.InvoiceFile(naming, d.Account, d.Invoice),
		Write: func(_ context.Context, w io.Writer) error { return d.PDF(w) },
	}
}

func (s Sheet) file(name string) File { return File{Name: name, Write: s.ForSpreadsheets} }

// InvoiceFiles are the files of a job: a document for each invoice, in the job's order,
// then a sheet of all of them and one of their lines.
func InvoiceFiles(job *billing.ExportJob, account string, invoices []billing.Invoice, p words.Printer) []File {
	var files []File
	if job.PDF {
		for n := range invoices {
			files = append(files, Paper{Invoice: &invoices[n], Account: account, Words: p}.file(job.Naming))
		}
	}
	if job.CSV {
		files = append(files, Invoices(invoices, p).file(invoicesFile), Lines(invoices, p).file(linesFile))
	}
	return files
}

// Everything is what there is of an account, as far as a role sees it.
type Everything struct {
	Role     billing.Role
	Invoices []billing.Invoice
	Changes  []billing.Change
	Members  []billing.Member
	Catalog  *billing.Catalog
}

// Files are a sheet of each thing that the role may see.
func (e *Everything) Files(p words.Printer) []File {
	var files []File
	if e.Role.May(billing.SeeBilling) {
		record := Record{Changes: e.Changes, Invoices: e.Invoices, Catalog: e.Catalog, Words: p}
		files = append(files,
			Invoices(e.Invoices, p).file(invoicesFile), Lines(e.Invoices, p).file(linesFile), record.All().file(historyFile))
	}
	if e.Role.May(billing.SeePeople) {
		files = append(files, Members(e.Members).file(membersFile))
	}
	return files
}
