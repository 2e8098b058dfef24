package widgets

import (
	"slices"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"
)

// OrderContent is what an OrderPreview shows, in words made for people.
type OrderContent struct {
	// Confirmed says that billing made the figures; else they are an estimate.
	Confirmed bool
	// Status is the badge's text: "Estimate", "Confirmed by billing 10:42:07"; Brief is
	// for where there is less room.
	Status, Brief string
	// Estimated says when the figures were estimated, Answered what billing answered
	// to that, and Differs that it was another amount; a traced preview shows them.
	Estimated, Answered string
	Differs             bool

	Timing   string
	Currency string
	Lines    []OrderLine
	// Nothing stands in place of the lines where there are none.
	Nothing  string
	Sums     []OrderSum
	DueLabel string
	Due      string
	// Hint is a sentence under the amount due, such as until when it is held.
	Hint string
	// Notes are what the person should know before confirming.
	Notes []string
	// Next is the next invoice, its total last; empty where nothing renews.
	Next []OrderSum
	// Copied is all of it for the clipboard, CopiedDue the amount due alone.
	Copied, CopiedDue string
}

// OrderLine is a line of an invoice and how it came about.
type OrderLine struct {
	What, Amount string
	Credit       bool
	// Arithmetic and Explanation are for the eye, Copied is for the clipboard.
	Arithmetic, Explanation, Copied string
}

// OrderSum is a figure that lines add up to.
type OrderSum struct {
	What, Amount string
	Credit       bool
	// Note says more of it where there is room for that; it may be empty.
	Note string
}

// NewOrderContent puts a preview into words.
func NewOrderContent(p words.Printer, preview *billing.Preview, rounding money.Rounding) OrderContent {
	c := OrderContent{
		Confirmed: !preview.Estimate, Status: words.T("Estimate"),
		Timing: orderTiming(p, preview), Currency: string(preview.Currency),
		Lines: orderLines(p, preview.Lines, rounding), Sums: NewOrderSums(p, preview.Totals),
		DueLabel: words.T("Amount due now"), Due: p.Standing(preview.AmountDue),
		Copied: orderCopied(p, preview), CopiedDue: words.Copied(preview.AmountDue),
	}
	if c.Confirmed {
		c.Status = words.T("Confirmed by billing {at}", "at", p.ClockSeconds(preview.At))
		c.Brief = words.T("Confirmed {at}", "at", p.ClockSeconds(preview.At))
	}
	switch {
	case len(c.Lines) > 0:
	case preview.Timing == billing.PeriodEnd:
		c.Nothing = words.T("Nothing is charged until {day}", "day", p.Date(preview.EffectiveAt))
	default:
		c.Nothing = words.T("Nothing is charged")
	}
	for _, notice := range slices.Concat(preview.Warnings, preview.Losses) {
		c.Notes = append(c.Notes, p.Notice(notice))
	}
	if next := preview.Next; next != nil {
		c.Next = orderNext(p, next)
	}
	return c
}

func orderTiming(p words.Printer, preview *billing.Preview) string {
	switch {
	case preview.Timing == billing.PeriodEnd:
		return words.T("From {day}", "day", p.Date(preview.EffectiveAt))
	case preview.NewPeriod:
		return words.T("Now, for {period}", "period", p.Between(preview.Period.Start, preview.Period.End))
	case preview.Timing == billing.Mixed:
		return words.T("Partly now, the rest from {day}", "day", p.Date(preview.Period.End))
	default:
		return words.T("Now, until {day}", "day", p.Date(preview.Period.End))
	}
}

func orderLines(p words.Printer, lines []billing.Line, rounding money.Rounding) []OrderLine {
	shown := make([]OrderLine, len(lines))
	for i, line := range lines {
		shown[i] = OrderLine{
			What: p.Line(line), Amount: p.Amount(line.Amount), Credit: line.Amount.IsNegative(),
			Arithmetic: p.Arithmetic(line), Explanation: p.Explanation(line, rounding),
			Copied: line.Arithmetic + " = " + words.Copied(line.Amount),
		}
	}
	return shown
}

// NewOrderSums lists subtotal, taxes and total, and the billing credit where
// there is any; the amount due follows them.
func NewOrderSums(p words.Printer, t billing.Totals) []OrderSum {
	return orderSums(p, t, words.T("Subtotal"), words.T("Total"))
}

func orderSums(p words.Printer, t billing.Totals, subtotal, total string) []OrderSum {
	sums := []OrderSum{{What: subtotal, Amount: p.Amount(t.Subtotal)}}
	for _, tax := range t.Taxes {
		sums = append(sums, OrderSum{What: p.TaxAt(tax, t.TaxIncluded()), Amount: p.Amount(tax.Amount)})
	}
	sums = append(sums, OrderSum{What: total, Amount: p.Amount(t.Total)})
	if t.BillingCreditApplied.Sign() > 0 {
		sums = append(sums, OrderSum{
			What: words.T("Billing credit applied"), Amount: p.Amount(t.BillingCreditApplied.Neg()), Credit: true, Note: creditNote(p, t),
		})
	}
	return sums
}

func orderNext(p words.Printer, next *billing.NextInvoice) []OrderSum {
	sums := orderSums(p, next.Totals, words.T("Next invoice, {day}", "day", p.Date(next.At)), words.T("Total then"))
	if next.BillingCreditApplied.Sign() > 0 {
		sums = append(sums, OrderSum{What: words.T("Amount due then"), Amount: p.Amount(next.AmountDue)})
	}
	return sums
}
