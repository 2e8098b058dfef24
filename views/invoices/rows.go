package invoices

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// columns are the heads, the one that orders the rows marked; numbers have so many
// letters at most.
func columns(q query, c money.Currency, letters int) []widgets.TableColumn {
	all := []widgets.TableColumn{
		columnNumber: {Key: "number", Title: words.T("Number"), Width: min(max(76, float32(letters)*8), 136)},
		columnDate:   {Key: "date", Title: words.T("Date"), Width: 88},
		columnFor:    {Key: "for", Title: words.T("For")},
		columnStatus: {Key: "status", Title: words.T("Status"), Width: 92},
		columnTotal:  {Key: "total", Title: words.T("Total[, {currency}]", "currency", string(c)), Width: 84, Right: true},
	}
	all[q.sort].Sorted, all[q.sort].Ascending = true, q.ascending
	return all
}

// filterLabels are the filters with how many documents each shows.
func filterLabels(counts [filterCount]int, w words.Printer) []string {
	n := func(f filter) string { return w.Count(int64(counts[f])) }
	return []string{
		words.T("All {n}", "n", n(filterAll)), words.T("Open {n}", "n", n(filterOpen)), words.T("Paid {n}", "n", n(filterPaid)),
		words.T("Void {n}", "n", n(filterVoid)), words.T("Credit notes {n}", "n", n(filterCreditNotes)),
	}
}

func (d *document) cells(w words.Printer) []widgets.TableCell {
	return []widgets.TableCell{
		{Text: d.Number},
		{Text: w.Date(d.At), Muted: true},
		{Text: d.subject},
		statusCell(d.Invoice),
		{Text: w.Amount(d.Total), Muted: filterVoid.matches(d.Invoice)},
	}
}

func statusCell(i *billing.Invoice) widgets.TableCell {
	cell := widgets.TableCell{Text: words.InvoiceOf(i), Badge: true}
	switch {
	case i.IsCreditNote():
		cell.Role = theme.RoleInfo
	case i.Status == billing.InvoicePaid:
		return widgets.TableCell{Text: cell.Text, Icon: resources.IconCheck, Role: theme.RoleOK}
	case i.Status == billing.InvoiceOpen:
		cell.Role, cell.Icon = theme.RoleWarn, resources.IconClock
	case i.Status == billing.InvoiceUncollectible:
		cell.Role, cell.Icon = theme.RoleBad, resources.IconAlert
	default:
		cell.Role = theme.RoleNeutral
	}
	return cell
}

// footer says what is listed, and what was paid of it: the whole of it, and in brief.
func (l listing) footer(c money.Currency, now time.Time, w words.Printer) (left, right, brief string) {
	if len(l.rows) == 0 {
		return "", "", ""
	}
	amount := w.Standing(l.paid(c))
	return l.told(now, w), words.T("Paid {amount} · void and credit notes not counted", "amount", amount), words.T("Paid {amount}", "amount", amount)
}

func (l listing) told(now time.Time, w words.Printer) string {
	n := len(l.rows)
	days := w.Date(l.rows[0].At)
	switch {
	case l.period != billing.Period{}:
		days = w.Days(l.period, now, l.calendar)
	case n > 1:
		byDate := func(a, b *document) int { return a.At.Compare(b.At) }
		days = w.Between(slices.MinFunc(l.rows, byDate).At, slices.MaxFunc(l.rows, byDate).At)
	}
	return words.N(n, "{n} document, {days}", "{n} documents, {days}", "n", w.Count(int64(n)), "days", days)
}

// subject says what a document is about: the change that made it, a renewal, what was
// made good, or else its first charge.
func subject(i *billing.Invoice, made *billing.Change, c *billing.Catalog, w words.Printer) string {
	if made != nil && made.Kind == billing.OrderChange && !made.After.Equal(made.Before) {
		return w.Summary(c, made.Before, made.After)
	}
	if len(i.Lines) == 0 {
		return words.T("Nothing billed")
	}
	charge := slices.IndexFunc(i.Lines, func(l billing.Line) bool { return l.Kind != billing.ProrationCredit })
	first := i.Lines[max(charge, 0)]
	switch {
	case isRenewal(i):
		return renewal(i, w)
	case first.Code == billing.LineGoodwill && first.Params["reason"] != "":
		return first.Params["reason"]
	default:
		return w.Line(first)
	}
}

// isRenewal tells whether an invoice bills a whole period by itself, and nobody's change.
func isRenewal(i *billing.Invoice) bool {
	return i.ChangeID == "" && !i.IsCreditNote() &&
		slices.ContainsFunc(i.Lines, func(l billing.Line) bool { return l.Kind == billing.Recurring })
}

// renewal names the plan that goes on, and the seats that were billed: where the plan has
// a price of its own, they are those beyond what it includes.
func renewal(i *billing.Invoice, w words.Printer) string {
	plan, seats, base := "", "", false
	for _, l := range i.Lines {
		switch {
		case l.Kind != billing.Recurring:
		case l.Item == billing.ItemSeats:
			plan, seats = l.Params["name"], w.Seats(int(l.Quantity.IntPart()))
		case l.Item == billing.ItemPlan:
			plan, base = l.Params["name"], true
		}
	}
	if plan == "" {
		return words.T("Renewal")
	}
	if base && seats != "" {
		return words.T("{plan} renewal, {seats} beyond those included", "plan", plan, "seats", seats)
	}
	return words.T("{plan} renewal[, {seats}]", "plan", plan, "seats", seats)
}
