package documents

import (
	"strconv"

	"billfold/billing"
	"billfold/views/words"
)

// Where the totals stand: under the amounts, names to their left.
const (
	totalName  = 108.0
	totalWidth = 50.0
)

// total is a name and an amount under the lines.
type total struct {
	name, amount string
	bold         bool
}

// totals are what the lines come to, on one page.
func (d Paper) totals(p *pen) {
	all := d.sums(p)
	height := 4.0
	for _, t := range all {
		height += p.height(strong, t.name, totalWidth) + 2.4
	}
	p.room(height)
	p.y += 2
	for _, t := range all {
		s := plain
		if t.bold {
			s = strong
			p.line(totalName, right, 0.25, grey)
			p.y += 1.2
		}
		p.before(right-2, s, t.amount)
		p.paragraph(totalName, s, t.name, totalWidth)
		p.y += 1.2
	}
}

func (d Paper) sums(p *pen) []total {
	i := d.Invoice
	all := []total{{name: words.T("Subtotal"), amount: p.words.Amount(i.Subtotal)}}
	included := i.TaxIncluded()
	for _, t := range i.Taxes {
		params := []string{"tax", t.Name, "rate", p.words.Percent(t.Rate), "amount", p.words.Amount(t.Taxable)}
		name := words.T("{tax} {rate} on {amount}", params...)
		if included {
			name = words.T("Includes {tax}, {rate} on {amount}", params...)
		}
		all = append(all, total{name: name, amount: p.words.Amount(t.Amount)})
	}
	if i.ReverseCharged() {
		all = append(all, total{name: words.T("VAT, reverse charge"), amount: p.words.Amount(i.Total.Sub(i.Total))})
	}
	all = append(all, total{name: words.T("Total"), amount: p.sum(i.Total), bold: true})
	if i.IsCreditNote() {
		return append(all, total{name: words.T("Became billing credit"), amount: p.words.Amount(i.Total.Neg())})
	}
	if !i.BillingCreditApplied.IsUnset() && !i.BillingCreditApplied.IsZero() {
		all = append(all, total{name: words.T("Billing credit applied"), amount: p.words.Amount(i.BillingCreditApplied.Neg())})
	}
	if i.Status == billing.InvoiceVoid {
		return all // nothing is due, whatever was
	}
	all = append(all,
		total{name: words.T("Amount due"), amount: p.sum(i.AmountDue), bold: true},
		total{name: words.T("Amount paid"), amount: p.words.Amount(i.AmountPaid)})
	if i.Status == billing.InvoiceUncollectible {
		all = append(all, total{name: words.T("Given up"), amount: p.words.Amount(i.AmountDue.Sub(i.AmountPaid))})
	}
	return append(all, total{name: words.T("Left to pay"), amount: p.sum(outstanding(i)), bold: true})
}

// notes are what the law, or the reader, wants said about the figures.
func (d Paper) notes(p *pen) {
	p.y += 6
	if d.Invoice.ReverseCharged() {
		p.room(leading(sizeText))
		p.paragraph(left, plain, words.T("Reverse charge: the buyer owes the tax (Article 196, Directive 2006/112/EC)."), right-left)
		p.y += 2
	}
	var all []string
	if d.Invoice.IsCreditNote() {
		all = append(all, words.T("Billing credit reduces later invoices. It is not paid out."))
	}
	all = append(all, words.T("Each amount is rounded once, at its end. Days begin at midnight UTC; a period ends as its last day begins."))
	for _, note := range all {
		p.room(p.height(small, note, right-left))
		p.paragraph(left, small, note, right-left)
		p.y += 1
	}
}

// feet are written last, when it is known how many pages there are.
func (d Paper) feet(p *pen) {
	pages := p.pdf.PageCount()
	for n := 1; n <= pages; n++ {
		p.pdf.SetPage(n)
		if d.Invoice.Status == billing.InvoiceVoid {
			d.stamp(p)
		}
		p.y = footLine
		p.line(left, right, 0.15, rule)
		p.y += 2
		if mail := d.Invoice.Seller.Email; mail != "" {
			p.at(left, small, p.short(small, words.T("Questions about this document: {mail}", "mail", mail), right-left-40))
		}
		p.before(right, small, words.T("Page {n} of {total}", "n", strconv.Itoa(n), "total", strconv.Itoa(pages)))
	}
}

// stamp marks a page of a document that no longer counts.
func (d Paper) stamp(p *pen) {
	const middle = pageHeight / 2
	mark := style{90, true, red}
	p.use(mark)
	text := printable(words.T("VOID"))
	p.pdf.SetAlpha(0.12, "Normal")
	p.pdf.TransformBegin()
	p.pdf.TransformRotate(35, pageWidth/2, middle)
	p.pdf.Text((pageWidth-p.pdf.GetStringWidth(text))/2, middle+11, text)
	p.pdf.TransformEnd()
	p.pdf.SetAlpha(1, "Normal")
}
