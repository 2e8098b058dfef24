package widgets

import (
	"fmt"
	"strings"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/theme"
	"billfold/views/words"
)

// creditNote says what there was of the billing credit and what there will be; empty
// where that is not known.
func creditNote(p words.Printer, t billing.Totals) string {
	if t.BillingCreditAfter.IsUnset() {
		return ""
	}
	return words.T("of {before}, leaves {after}",
		"before", p.Standing(t.BillingCreditAfter.Add(t.BillingCreditApplied)), "after", p.Standing(t.BillingCreditAfter))
}

// orderCopied is a preview for the clipboard, a line each, amounts as in files.
func orderCopied(p words.Printer, preview *billing.Preview) string {
	var b strings.Builder
	line := func(what string, amount money.Money) { fmt.Fprintf(&b, "%s\t%s\n", what, words.Copied(amount)) }
	for _, l := range preview.Lines {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", p.Line(l), words.Copied(l.Amount), l.Arithmetic)
	}
	line(words.T("Subtotal"), preview.Subtotal)
	for _, tax := range preview.Taxes {
		line(p.TaxAt(tax, preview.TaxIncluded()), tax.Amount)
	}
	line(words.T("Total"), preview.Total)
	if preview.BillingCreditApplied.Sign() > 0 {
		line(words.T("Billing credit applied"), preview.BillingCreditApplied.Neg())
	}
	line(words.T("Amount due now"), preview.AmountDue)
	if preview.ID != "" {
		fmt.Fprintf(&b, "%s\t%s\n", words.T("Preview id"), preview.ID)
	}
	return b.String()
}

// copier copies a part of what is shown when it is pressed.
func (o *OrderPreview) copier(label string, text func() string) *Button {
	return NewCopyButton(label, func() { o.options.Copy(text()) })
}

// newSumRow is a figure that lines add up to, with room for a note beside its name.
func newSumRow(noted bool) *orderRow {
	r := &orderRow{what: NewParagraph(""), name: NewText(""), note: NewMuted(""), amount: NewText("").Right()}
	amount := Fixed(r.amount, orderAmountWidth, 0)
	row := HStack(theme.Gap8, Grow(r.what), amount)
	if noted {
		row = HStack(theme.Gap4, r.name, r.note, Spacer(), amount)
	}
	r.object = Fixed(row, 0, orderRowHeight)
	return r
}
