package invoices

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"billfold/billing"
	"billfold/views/words"
)

func (a *paper) savePDF() { a.save(a.page.deps.Source.SaveInvoicePDF, ".pdf") }

func (a *paper) saveCSV() { a.save(a.page.deps.Source.SaveInvoiceCSV, ".csv") }

// document is what is shown as it was read last; nil where it is gone, or may not be seen
// any more: the keyboard may be on a button of it still.
func (a *paper) document() *document {
	if r := a.page.data.register; r != nil {
		return r.document(a.detail.id)
	}
	return nil
}

// save writes the document to a file that the person chooses, one at a time.
func (a *paper) save(write func(ctx context.Context, invoice, path string) error, ending string) {
	p, id := a.page, a.detail.id
	if a.document() == nil {
		return
	}
	p.deps.ChooseFile(words.FileName(a.detail.number, ending), func(path string) {
		if p.saving {
			return
		}
		p.setSaving(true)
		p.saves.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) { return struct{}{}, write(ctx, id, path) },
			func(_ struct{}, err error) {
				p.setSaving(false)
				p.tellSaved(path, err)
			})
	})
}

// tellSaved says what came of a document that was written to a file.
func (p *Page) tellSaved(path string, err error) {
	name, folder := filepath.Base(path), filepath.Dir(path)
	saved := words.T("{file} was saved in {folder}.", "file", name, "folder", folder)
	switch {
	case p.left && errors.Is(err, context.Canceled):
		p.deps.Say(words.Told{Failed: true, What: words.T("Saving {file} was canceled.", "file", name), Next: words.T("Nothing was written.")})
	case err != nil:
		p.deps.Say(p.deps.Words.Error(err))
	case p.left: // there is nobody to open a folder any more
		p.deps.Say(words.Told{What: saved})
	default:
		p.offerFolder(saved, folder)
	}
}

func (p *Page) setSaving(saving bool) {
	p.saving = saving
	if p.shown != nil {
		p.shown.setBusy(saving)
	}
}

// offerFolder tells what was written, with the way to it.
func (p *Page) offerFolder(what, folder string) {
	p.deps.Offer(words.Told{What: what}, words.T("Open folder"), func() { p.openFolder(folder) })
}

// openFolder shows a folder in the system's file manager, which may take a while.
func (p *Page) openFolder(folder string) {
	p.deps.Scheduler.Background(func() {
		if p.deps.OpenFolder(folder) == nil {
			return
		}
		p.deps.Scheduler.UI(func() {
			p.deps.Say(words.Told{Failed: true, What: words.T("The folder could not be opened."), Next: words.T("It is {folder}.", "folder", folder)})
		})
	})
}

// mail begins a mail with what the document says, but not how it was paid.
func (a *paper) mail() {
	p, d := a.page, a.document()
	if d == nil {
		return
	}
	subject, body := mailOf(d.Invoice, p.deps.Words)
	p.mails.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.OpenMail(ctx, "", subject, body)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.deps.Say(words.Told{Failed: true, What: words.T("No mail program could be opened."), Next: words.T("Copy the document instead.")})
			return
		}
		p.deps.Say(words.Told{
			What: words.T("Your mail program has {number}.", "number", a.detail.number),
			Next: words.T("Attach the PDF there; it is sent when you send it."),
		})
	})
}

func mailOf(i *billing.Invoice, w words.Printer) (subject, body string) {
	values := []string{"number", i.Number, "seller", i.Seller.Name, "amount", w.Standing(i.Total)}
	subject = words.T("Invoice {number}[ of {seller}], {amount}", values...)
	if i.IsCreditNote() {
		subject = words.T("Credit note {number}[ of {seller}], {amount}", values...)
	}
	return subject, strings.ReplaceAll(asText(i, w), "\t", "  ")
}
