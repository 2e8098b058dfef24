package views_test

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"billfold/billing"
	"billfold/views"
	"billfold/views/nav"
	"billfold/views/widgets"
)

// unpaid is an open invoice that was first declined three days ago.
func unpaid(f *fake) {
	first := time.Date(2026, time.November, 18, 0, 0, 0, 0, time.UTC)
	declined := func(at time.Time) billing.PaymentAttempt {
		return billing.PaymentAttempt{At: at, Method: "Visa 4242", Result: billing.PaymentRefused, Reason: "insufficient_funds"}
	}
	for _, i := range f.invoices {
		if i.Number == "NWT-0011" {
			i.ID, i.Number, i.Status, i.At = "inv_NWT-0013", "NWT-0013", billing.InvoiceOpen, first
			i.Attempts = []billing.PaymentAttempt{declined(first), declined(first.AddDate(0, 0, 1)), declined(first.AddDate(0, 0, 3))}
			f.invoices = append([]billing.Invoice{i}, f.invoices...)
			break
		}
	}
	s := *f.facts.Subscription
	s.OpenInvoice, s.Status = "NWT-0013", billing.StatusPastDue
	f.facts.Subscription = &s
}

// standIns are pages whose insides do not matter to the shell's tests, for those that
// no page was written for yet.
func (f *fake) standIns(pages views.Builders) {
	for _, page := range []nav.Page{nav.PageSeats, nav.PageStorage, nav.PageCredits, nav.PagePayments} {
		if pages[page] == nil {
			pages[page] = func(views.Tools) nav.View { return &namedPage{name: string(page)} }
		}
	}
	for page := range pages {
		if f.only != nil && !slices.Contains(f.only, page) {
			delete(pages, page)
		}
	}
	if f.page != nil {
		pages[nav.PageOverview] = f.page
	}
}

// namedPage says which page it is, and with what it was shown last.
type namedPage struct {
	blankPage
	name, arg string
	label     *widget.Label
	escapes   int // how often Escape finds something open
}

func (p *namedPage) Content() fyne.CanvasObject {
	if p.label == nil {
		p.label = widget.NewLabel("")
	}
	return widgets.VStack(0, p.label)
}

func (p *namedPage) Show(arg string) {
	p.Content()
	p.arg = arg
	p.label.SetText("stand-in: " + p.name + "/" + arg)
}

func (p *namedPage) Escape() bool {
	p.escapes--
	return p.escapes >= 0
}
