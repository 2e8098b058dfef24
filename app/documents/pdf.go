package documents

import (
	"fmt"
	"io"
	"strings"

	"billfold/billing"
	"billfold/views/words"
)

// Paper is an invoice or a credit note as a document. What it says comes from the
// invoice alone, and its days are those of UTC, so that everybody has the same document;
// written twice in a language and with its numbers written alike, it is the same to the byte.
type Paper struct {
	Invoice *billing.Invoice
	Account string // its name, for an invoice that does not say who it is made out to
	Words   words.Printer
}

// PDF writes the document.
func (d Paper) PDF(w io.Writer) error {
	d.Words.Zone = nil
	p := newPen(d.Words)
	i := d.Invoice
	p.pdf.SetTitle(printable(d.name()), true)
	p.pdf.SetAuthor(printable(i.Seller.Name), true)
	p.pdf.SetCreator("Billfold", true)
	p.pdf.SetLang(string(words.Spoken()))
	p.pdf.SetCreationDate(i.At.UTC())
	p.pdf.SetModificationDate(i.At.UTC())
	p.turn()
	d.head(p)
	d.parties(p)
	d.table(p)
	p.opened = func() { d.continued(p) }
	d.totals(p)
	d.notes(p)
	d.feet(p)
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

func (d Paper) title() string {
	if d.Invoice.IsCreditNote() {
		return words.T("Credit note")
	}
	return words.T("Invoice")
}

// name is what the document is called: "Invoice NWT-0011".
func (d Paper) name() string {
	return words.T("{title} {number}", "title", d.title(), "number", d.Invoice.Number)
}

// head is who sends the document, and what it is.
func (d Paper) head(p *pen) {
	s := &d.Invoice.Seller
	const width = 95
	begin := p.y
	p.paragraph(left, style{11, true, black}, s.Name, width)
	at := words.Place{Street: s.Address, PostalCode: s.PostalCode, City: s.City, Country: s.Country}
	p.paragraph(left, muted, list(at.Lines()...), width)
	p.paragraph(left, muted, words.T("[VAT ID: {id}]", "id", s.VATID), width)
	sender := p.y
	p.y = begin
	title := style{sizeTitle, true, black}
	p.before(right, title, d.title())
	p.y += leading(sizeTitle)
	number := style{11, false, black}
	p.before(right, number, p.short(number, d.Invoice.Number, right-left-100))
	p.y += leading(number.size)
	p.y = max(p.y, sender) + 5
	p.line(left, right, 0.5, black)
	p.y += 6
}

// parties are whom the document is made out to, and beside it what it is about.
func (d Paper) parties(p *pen) {
	begin := p.y
	d.buyer(p)
	end := p.y
	p.y = begin
	for _, f := range d.facts(p) {
		p.at(factName, muted, f[0])
		for _, line := range p.lines(plain, f[1], right-factValue) {
			p.at(factValue, plain, line)
			p.y += leading(sizeText)
		}
	}
	p.y = max(p.y, end) + 6
	d.verdict(p)
}

const (
	factName  = 115.0
	factValue = 145.0
)

func (d Paper) buyer(p *pen) {
	b := &d.Invoice.BilledTo
	const width = factName - left - 8
	p.paragraph(left, smallBold, words.T("Billed to"), width)
	p.y += 0.6
	name := b.Company
	if name == "" {
		name = d.Account
	}
	p.paragraph(left, strong, name, width)
	at := words.Place{Street: b.Address, PostalCode: b.PostalCode, City: b.City, Region: b.Region, Country: b.Country}
	p.paragraph(left, plain, list(at.Lines()...), width)
	p.paragraph(left, plain, words.T("[VAT ID: {id}]", "id", b.VATID), width)
	if contact := list(b.Contact(), b.Email, b.Phone); contact != "" {
		p.y += 1.2
		p.paragraph(left, muted, contact, width)
	}
}

// facts are names and values of what the document is about.
func (d Paper) facts(p *pen) [][2]string {
	i := d.Invoice
	all := [][2]string{{words.T("Issued"), p.words.Date(i.At)}}
	if spanned := span(p.words, i.Period); spanned != "" {
		all = append(all, [2]string{words.T("Period"), unbroken(spanned)})
	}
	if !i.IsCreditNote() {
		all = append(all, [2]string{words.T("Status"), words.Invoice(i.Status)})
	}
	if at, with := paid(i); with != "" && i.Status == billing.InvoicePaid {
		all = append(all, [2]string{words.T("Paid on"), p.words.Date(at)}, [2]string{words.T("Paid with"), words.PaidWith(with)})
	}
	if i.BilledTo.PONumber != "" {
		all = append(all, [2]string{words.Detail(billing.FieldPONumber), i.BilledTo.PONumber})
	}
	return all
}

// verdict is what came of the document in one line, for whoever reads no further.
func (d Paper) verdict(p *pen) {
	i := d.Invoice
	at, _ := paid(i)
	text, c := "", black
	switch {
	case i.IsCreditNote():
		text = words.T("{amount} credited on {day}", "amount", p.sum(i.Total.Neg()), "day", p.words.Date(i.At))
	case i.Status == billing.InvoicePaid && !at.IsZero():
		text = words.T("{amount} paid on {day}", "amount", p.sum(i.AmountPaid), "day", p.words.Date(at))
	case i.Status == billing.InvoicePaid:
		text = words.T("{amount} paid", "amount", p.sum(i.AmountPaid))
	case i.Status == billing.InvoiceVoid:
		text, c = words.T("Void: nothing is to be paid on this invoice"), red
	case i.Status == billing.InvoiceUncollectible:
		text, c = words.T("{amount} given up: it is not collected any more", "amount", p.sum(i.AmountDue.Sub(i.AmountPaid))), red
	case i.Status == billing.InvoiceDraft:
		text = words.T("Draft: not issued yet")
	default:
		text = words.T("{amount} to be paid", "amount", p.sum(i.AmountDue.Sub(i.AmountPaid)))
	}
	p.paragraph(left, style{sizeSum, true, c}, text, right-left)
	p.y += 6
}

// list is what there is of some facts, a line each.
func list(parts ...string) string {
	var there []string
	for _, part := range parts {
		if part != "" {
			there = append(there, part)
		}
	}
	return strings.Join(there, "\n")
}

// unbroken stays on one line.
func unbroken(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }
