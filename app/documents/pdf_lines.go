package documents

import (
	"strings"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// Where the columns of the table end; what is described begins at the left.
const (
	endQuantity = 117.0
	endPrice    = 143.0
	endTax      = 160.0

	widthWhat = 76.0  // of what a line is for
	widthHow  = 123.0 // of how it comes about
)

// table has every line with how its amount comes about, under a head on each page.
func (d Paper) table(p *pen) {
	d.tableHead(p)
	p.opened = func() {
		d.continued(p)
		d.tableHead(p)
	}
	for n := range d.Invoice.Lines {
		d.line(p, &d.Invoice.Lines[n])
	}
}

// continued says what a further page belongs to.
func (d Paper) continued(p *pen) {
	const half = (right-left)/2 - 2
	p.at(left, small, p.short(small, d.Invoice.Seller.Name, half))
	p.before(right, small, p.short(small, d.name(), half))
	p.y += leading(sizeSmall) + 5
}

func (d Paper) tableHead(p *pen) {
	p.pdf.SetFillColor(shaded[0], shaded[1], shaded[2])
	p.pdf.Rect(left, p.y, right-left, 7, "F")
	p.y += (7 - leading(sizeSmall)) / 2
	p.at(left+2, smallBold, words.T("Line item"))
	p.before(endQuantity, smallBold, words.T("Quantity"))
	p.before(endPrice, smallBold, words.T("Unit price"))
	p.before(endTax, smallBold, words.T("Tax"))
	p.before(right-2, smallBold, words.T("Amount in {currency}", "currency", string(d.Invoice.Currency)))
	p.y += (7+leading(sizeSmall))/2 + 2
}

func (d Paper) line(p *pen, l *billing.Line) {
	what, when, how := p.words.Line(*l), span(p.words, l.Period), d.arithmetic(p, l)
	p.room(p.height(plain, what, widthWhat) + p.height(small, when, widthHow) + p.height(small, how, widthHow) + 4)
	p.before(endQuantity, plain, p.words.Number(quantity(l)))
	p.before(endPrice, plain, price(p.words, l.UnitPrice, d.Invoice.Currency))
	p.before(endTax, plain, rates(p.words, l.Taxes))
	p.before(right-2, plain, p.words.Amount(l.Amount))
	p.paragraph(left+2, plain, what, widthWhat)
	p.paragraph(left+2, small, when, widthHow)
	p.paragraph(left+2, small, how, widthHow)
	p.y += 2
	p.line(left, right, 0.15, rule)
	p.y += 2
}

// span is the days of a period; empty where there is none, or where it is an instant, as
// that of a credit note for goodwill.
func span(w words.Printer, of billing.Period) string {
	if of.Start.IsZero() || !of.End.After(of.Start) {
		return ""
	}
	return w.Between(of.Start, of.End)
}

// quantity is how many of something a line takes, less than none where it gives them
// back: times the price of one it has the sign of the amount.
func quantity(l *billing.Line) decimal.Decimal {
	if l.Quantity.Mul(l.UnitPrice).IsPositive() && l.Amount.IsNegative() {
		return l.Quantity.Neg()
	}
	return l.Quantity
}

// arithmetic is how a line comes about, which a reader can work out again.
func (d Paper) arithmetic(p *pen, l *billing.Line) string {
	if strings.Trim(l.Arithmetic, "-0123456789.") == "" {
		return "" // an amount that came about by being named
	}
	return p.words.Arithmetic(*l)
}

// price is a price of one, with all the decimals of one that is finer than its currency.
func price(w words.Printer, d decimal.Decimal, c money.Currency) string {
	if rounded := money.Round(d.Rat(), c, money.HalfUp); rounded.Amount().Equal(d) {
		return w.Amount(rounded)
	}
	return w.Number(d)
}

// rates are the taxes of a line: "20%", or a dash where it has none.
func rates(w words.Printer, taxes []billing.Tax) string {
	if len(taxes) == 0 {
		return "–"
	}
	all := make([]string, len(taxes))
	for n, t := range taxes {
		all[n] = w.Percent(t.Rate)
	}
	return strings.Join(all, " + ")
}
