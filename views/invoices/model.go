package invoices

import (
	"fmt"
	"slices"
	"strings"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// filter is which documents the list shows.
type filter int

const (
	filterAll filter = iota
	filterOpen
	filterPaid
	filterVoid
	filterCreditNotes
	filterCount int = iota
)

// filterLabels are the filters with how many documents each shows.
func filterLabels(counts [filterCount]int, w words.Printer) []string {
	n := func(f filter) string { return w.Count(int64(counts[f])) }
	return []string{
		words.T("All {n}", "n", n(filterAll)), words.T("Open {n}", "n", n(filterOpen)), words.T("Paid {n}", "n", n(filterPaid)),
		words.T("Void {n}", "n", n(filterVoid)), words.T("Credit notes {n}", "n", n(filterCreditNotes)),
	}
}

func (f filter) matches(i *billing.Invoice) bool {
	switch f {
	case filterOpen:
		return i.Status == billing.InvoiceOpen
	case filterPaid:
		return i.Status == billing.InvoicePaid && !i.IsCreditNote()
	case filterVoid:
		return i.Status == billing.InvoiceVoid || i.Status == billing.InvoiceUncollectible
	case filterCreditNotes:
		return i.IsCreditNote()
	default:
		return true
	}
}

// row is one document in the list.
type row struct {
	id    string
	cells []widgets.TableCell
}

// list is what the page's table shows.
type list struct {
	rows        []row
	labels      []string // of the filters, with counts
	left, right string   // of the footer
	currency    string
}

func showList(all []billing.Invoice, f filter, query string, w words.Printer) list {
	var l list
	var counts [filterCount]int
	var shown []billing.Invoice
	for i := range all {
		for each := range filterCount {
			if filter(each).matches(&all[i]) {
				counts[each]++
			}
		}
		if f.matches(&all[i]) && found(&all[i], query, w) {
			shown = append(shown, all[i])
		}
	}
	l.labels = filterLabels(counts, w)
	for i := range shown {
		l.rows = append(l.rows, row{id: shown[i].ID, cells: cells(&shown[i], w)})
	}
	if len(all) > 0 {
		l.currency = string(all[0].Currency)
	}
	if len(shown) > 0 {
		l.left = documents(shown, w)
		l.right = words.T("Paid {amount} · without void and credit notes", "amount", w.Standing(paid(shown)))
	}
	return l
}

func documents(shown []billing.Invoice, w words.Printer) string {
	newest, oldest := shown[0].At, shown[len(shown)-1].At
	return words.N(len(shown), "{n} document, {day}", "{n} documents, {days}",
		"n", w.Count(int64(len(shown))), "day", w.Date(newest), "days", w.Between(oldest, newest))
}

func paid(shown []billing.Invoice) money.Money {
	sum := money.Zero(shown[0].Currency)
	for i := range shown {
		if filterPaid.matches(&shown[i]) {
			sum = sum.Add(shown[i].AmountPaid)
		}
	}
	return sum
}

// found looks for what was typed in number, subject, status and amount.
func found(i *billing.Invoice, query string, w words.Printer) bool {
	query = strings.ToLower(strings.TrimSpace(query))
	if query == "" {
		return true
	}
	for _, text := range []string{i.Number, subject(i, w), words.InvoiceOf(i), w.Amount(i.Total), i.Total.String(), w.Date(i.At)} {
		if strings.Contains(strings.ToLower(text), query) {
			return true
		}
	}
	return false
}

func cells(i *billing.Invoice, w words.Printer) []widgets.TableCell {
	void := filterVoid.matches(i)
	return []widgets.TableCell{
		{Text: i.Number},
		{Text: w.Date(i.At), Muted: true},
		{Text: subject(i, w)},
		statusCell(i),
		{Text: w.Amount(i.Total), Muted: void},
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

// subject says what a document is about: its first charge, and how many more.
func subject(i *billing.Invoice, w words.Printer) string {
	if len(i.Lines) == 0 {
		return words.T("Nothing billed")
	}
	first := 0
	if charge := slices.IndexFunc(i.Lines, func(l billing.Line) bool { return l.Kind != billing.ProrationCredit }); charge > 0 {
		first = charge
	}
	text := w.Line(i.Lines[first])
	if i.Lines[first].Kind == billing.Recurring {
		text = words.T("{what}, renewal", "what", text)
	}
	return text
}

// detail is one document, whole.
type detail struct {
	number   string
	status   widgets.TableCell
	issued   string
	period   string
	currency string
	lines    []line
	totals   []total
	due      string
	settled  string
	attempts []attempt
	copy     string
}

type line struct {
	text, amount            string
	arithmetic, explanation string
	credit                  bool
}

type total struct {
	label, amount string
	muted         bool
}

type attempt struct {
	icon        resources.Icon
	role        theme.Role
	title, note string
	at          string
}

func showDetail(i *billing.Invoice, rounding money.Rounding, w words.Printer) detail {
	d := detail{
		number: i.Number, status: statusCell(i), issued: w.Date(i.At), currency: string(i.Currency),
		period: w.DayMonth(i.Period.Start) + " – " + w.DayMonth(i.Period.End), due: w.Amount(i.AmountDue),
	}
	for _, l := range i.Lines {
		d.lines = append(d.lines, line{
			text: w.Line(l), amount: w.Amount(l.Amount), credit: l.Amount.IsNegative(),
			arithmetic: w.Arithmetic(l), explanation: w.Explanation(l, rounding),
		})
	}
	d.totals = append(d.totals, total{label: words.T("Subtotal"), amount: w.Amount(i.Subtotal)})
	for _, t := range i.Taxes {
		d.totals = append(d.totals, total{
			label:  words.T("{tax} {percent} of {amount}", "tax", t.Name, "percent", w.Percent(t.Rate), "amount", w.Amount(t.Taxable)),
			amount: w.Amount(t.Amount),
		})
	}
	d.totals = append(d.totals, total{label: words.T("Total"), amount: w.Amount(i.Total)})
	applied := total{label: words.T("Billing credit applied"), amount: w.Amount(i.BillingCreditApplied), muted: true}
	if !i.BillingCreditApplied.IsZero() {
		applied.amount, applied.muted = w.Amount(i.BillingCreditApplied.Neg()), false
	}
	d.totals = append(d.totals, applied)
	d.attempts = showAttempts(i, w)
	if n := len(i.Attempts); n > 0 && i.Status == billing.InvoicePaid {
		last := i.Attempts[n-1]
		d.settled = words.T("Paid {day}, {method}", "day", w.Date(last.At), "method", last.Method)
	}
	d.copy = asText(i, w)
	return d
}

func showAttempts(i *billing.Invoice, w words.Printer) []attempt {
	all := []attempt{{icon: resources.IconFile, title: words.T("Issued"), note: words.T("Due at once"), at: w.DayClock(i.At)}}
	if i.IsCreditNote() {
		all[0].note = words.T("Became billing credit")
	}
	for n, a := range i.Attempts {
		shown := attempt{icon: resources.IconAlert, role: theme.RoleBad, at: w.DayClock(a.At), note: words.Refusal(a.Reason)}
		result := words.Payment(a.Result)
		if a.Result == billing.PaymentSucceeded {
			shown.icon, shown.role = resources.IconCheckCircle, theme.RoleOK
		}
		shown.title = words.T("{result}, {method}", "result", result, "method", a.Method)
		if n > 0 {
			shown.title = words.T("Retry {n}: {result}, {method}", "n", w.Count(int64(n)), "result", result, "method", a.Method)
		}
		all = append(all, shown)
	}
	return all
}

// asText is the document for the clipboard, a line each, amounts as in files.
func asText(i *billing.Invoice, w words.Printer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\t%s\t%s\n", i.Number, w.Date(i.At), words.InvoiceOf(i))
	for _, l := range i.Lines {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", w.Line(l), words.Copied(l.Amount), l.Arithmetic)
	}
	fmt.Fprintf(&b, "%s\t%s\n%s\t%s\n", words.T("Total"), words.Copied(i.Total), words.T("Amount due"), words.Copied(i.AmountDue))
	return b.String()
}
