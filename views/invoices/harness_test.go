package invoices

import (
	"context"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/words"
)

// fake is a source, and the disk, mail program and folders that the page has to do with.
type fake struct {
	facts     billing.Facts
	invoices  []billing.Invoice
	changes   []billing.Change
	freshness billing.Freshness
	err       error // of reading
	refuse    error // of everything that is done
	pages     map[nav.Page]bool
	path      string // that is chosen where one is asked for; empty chooses nothing

	suggested string
	saved     []string // what was written, and where
	subject   string
	body      string
	job       billing.ExportJob
	// during is called while an export runs, with how it is told of.
	during func(ctx context.Context, progress func(done, total int))
	opened string
}

func (f *fake) Facts(context.Context) (billing.Facts, error)           { return f.facts, f.err }
func (f *fake) Invoices(context.Context) ([]billing.Invoice, error)    { return f.invoices, f.err }
func (f *fake) Changes(context.Context, int) ([]billing.Change, error) { return f.changes, f.err }
func (f *fake) Freshness() billing.Freshness                           { return f.freshness }
func (f *fake) ColumnWidths(string) map[string]float32                 { return nil }
func (f *fake) SetColumnWidths(string, map[string]float32)             {}
func (f *fake) OpenMail(_ context.Context, _, subject, body string) error {
	f.subject, f.body = subject, body
	return f.refuse
}

func (f *fake) SaveInvoicePDF(_ context.Context, id, path string) error {
	return f.write("PDF", id, path)
}

func (f *fake) SaveInvoiceCSV(_ context.Context, id, path string) error {
	return f.write("CSV", id, path)
}

func (f *fake) write(format, id, path string) error {
	if f.refuse == nil {
		f.saved = append(f.saved, format+" "+id+" "+path)
	}
	return f.refuse
}

func (f *fake) ExportInvoices(ctx context.Context, job billing.ExportJob, progress func(done, total int)) (billing.ExportResult, error) {
	f.job = job
	if f.during != nil {
		f.during(ctx, progress)
	}
	if err := ctx.Err(); err != nil {
		return billing.ExportResult{}, err
	}
	return billing.ExportResult{Folder: job.Folder, Files: len(job.Invoices)}, f.refuse
}

type bench struct {
	*viewtest.Bench
	page    *Page
	source  *fake
	offered []string // by toasts
	offer   func()   // the last one
}

func normal() *fake {
	return &fake{
		facts: sample.Facts(), invoices: sample.Invoices(), changes: sample.Changes(), freshness: sample.Fresh(billing.Fresh),
		pages: map[nav.Page]bool{nav.PageSupport: true, nav.PageHistory: true}, path: "/home/maya/Documents/a.pdf",
	}
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source}
	b.Open(func() nav.View {
		b.page = New(Deps{
			Context: t.Context(), Source: source, Scheduler: b.Scheduler, Now: b.Now, Go: b.Go, Copy: b.Copy, Say: b.Say,
			Exists: func(page nav.Page) bool { return source.pages[page] },
			Offer: func(told words.Told, label string, do func()) {
				b.Say(told)
				b.offered, b.offer = append(b.offered, label), do
			},
			ChooseFile: func(suggested string, chosen func(string)) {
				source.suggested = suggested
				b.choose(chosen)
			},
			ChooseFolder: b.choose,
			OpenFolder: func(folder string) error {
				source.opened = folder
				return source.refuse
			},
		})
		return b.page
	}, theme.ChoiceLight, width)
	return b
}

func (b *bench) choose(chosen func(string)) {
	if b.source.path != "" {
		chosen(b.source.path)
	}
}

func (b *bench) show(id string) *bench {
	b.Show(id)
	return b
}
