package invoices

import (
	"fmt"
	"slices"
	"strings"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/widgets"
	"billfold/views/words"
)

// detail is one document, whole, as its panel shows it.
type detail struct {
	id, number string
	status     widgets.TableCell
	facts      []fact
	currency   string
	lines      []line
	totals     []total
	due        string
	settled    string
	compared   *difference
	steps      []step
	then       string // what an open one stops, and when
	parties    []party
	corrects   []reference // the documents that a credit note gives back of
	change     string      // id of the change that made it, where that can be looked at
	pay        pay
	copied     copied
}

type fact struct{ name, value string }

// reference is another document.
type reference struct{ id, number string }

type line struct {
	text, amount            string
	arithmetic, explanation string
	credit                  bool
}

type total struct {
	label, amount string
	muted         bool
}

// party is whom a document is from or for, by lines of an address.
type party struct {
	title, name string
	lines       []string
}

// pay is whether the document can be paid, or why not.
type pay struct {
	label   string // of the button; empty where it is not to be paid, or by others
	enabled bool
	why     string
}

// copied is what can be copied of a document.
type copied struct{ number, amount, all string }

// view is what a detail is made with.
type view struct {
	facts    billing.Facts
	register *register
	away     bool // billing cannot be reached
	history  bool // changes can be looked at
	words    words.Printer
}

func (v view) detail(d *document) detail {
	w, i := v.words, d.Invoice
	shown := detail{
		id: i.ID, number: i.Number, status: statusCell(i), facts: factsOf(i, w), currency: string(i.Currency),
		totals: totals(i, w), due: w.Amount(due(i)), settled: settled(i, w),
		compared: v.register.compare(d, v.facts.Catalog, w),
		steps:    steps(i, v.facts, w), then: stops(i, v.facts, w), parties: parties(i), pay: v.pay(d),
		copied: copied{number: i.Number, amount: words.Copied(i.Total), all: asText(i, w)},
	}
	for _, l := range i.Lines {
		shown.lines = append(shown.lines, line{
			text: w.Line(l), amount: w.Amount(l.Amount), credit: l.Amount.IsNegative(),
			arithmetic: w.Arithmetic(l), explanation: w.Explanation(l, v.facts.Catalog.Policy.Rounding),
		})
	}
	for _, other := range d.corrects {
		shown.corrects = append(shown.corrects, reference{other.ID, other.Number})
	}
	if v.history {
		shown.change = i.ChangeID
	}
	return shown
}

func factsOf(i *billing.Invoice, w words.Printer) []fact {
	all := []fact{{words.T("Issued"), w.Date(i.At)}}
	if i.Period.End.After(i.Period.Start) { // a credit note for goodwill is of an instant
		all = append(all, fact{words.T("Period"), w.DayMonth(i.Period.Start) + " – " + w.DayMonth(i.Period.End)})
	}
	if i.BilledTo.PONumber != "" {
		all = append(all, fact{words.Detail(billing.FieldPONumber), i.BilledTo.PONumber})
	}
	return all
}

func totals(i *billing.Invoice, w words.Printer) []total {
	all := []total{{label: words.T("Subtotal"), amount: w.Amount(i.Subtotal)}}
	for _, t := range i.Taxes {
		all = append(all, total{label: w.TaxOn(t, i.TaxIncluded(), w.Amount(t.Taxable)), amount: w.Amount(t.Amount)})
	}
	all = append(all, total{label: words.T("Total"), amount: w.Amount(i.Total)})
	applied := total{label: words.T("Billing credit applied"), amount: w.Amount(i.BillingCreditApplied), muted: true}
	if !i.BillingCreditApplied.IsZero() {
		applied.amount, applied.muted = w.Amount(i.BillingCreditApplied.Neg()), false
	}
	return append(all, applied)
}

// due is what is, or was, to be paid for a document: nothing for a void one, whatever it
// was made out for.
func due(i *billing.Invoice) money.Money {
	if i.Status == billing.InvoiceVoid {
		return i.AmountDue.Sub(i.AmountDue)
	}
	return i.AmountDue
}

// settled says when and how a document was paid; empty where it was not.
func settled(i *billing.Invoice, w words.Printer) string {
	if i.Status != billing.InvoicePaid || i.IsCreditNote() {
		return ""
	}
	if n := len(i.Attempts); n > 0 && i.Attempts[n-1].Result == billing.PaymentSucceeded {
		last := i.Attempts[n-1]
		return words.T("Paid {day}, {method}", "day", w.DayMonth(last.At), "method", words.PaidBy(last.Method))
	}
	if i.AmountDue.IsZero() && !i.BillingCreditApplied.IsZero() {
		return words.T("Covered by billing credit")
	}
	return words.T("Paid")
}

// pay says whether the reader can pay a document now. Of several open ones the oldest is
// paid first.
func (v view) pay(d *document) pay {
	account := v.facts.Account
	if d.Status != billing.InvoiceOpen {
		return pay{}
	}
	if !account.Role.May(billing.ChangeBilling) {
		return pay{why: v.words.Reserved(account, billing.ChangeBilling)}
	}
	if first := v.register.oldestOpen(); first != nil && first.ID != d.ID {
		return pay{why: words.T("{number} is older and is paid first.", "number", first.Number)}
	}
	offer := pay{label: words.T("Pay {amount}", "amount", v.words.Standing(d.AmountDue)), enabled: !v.away}
	if v.away {
		offer.why = words.T("Billing cannot be reached; try again once it can.")
	}
	return offer
}

// oldestOpen is the open document that is paid first; nil where none is open.
func (r *register) oldestOpen() *document {
	for n := range slices.Backward(r.documents) {
		if r.documents[n].Status == billing.InvoiceOpen {
			return &r.documents[n]
		}
	}
	return nil
}

// parties are the buyer and the seller, as they were when the document was issued. An
// older document says neither.
func parties(i *billing.Invoice) []party {
	var all []party
	if b := &i.BilledTo; b.Company != "" || b.Contact() != "" {
		to := party{title: words.T("Billed to"), name: b.Company}
		lines := []string{b.Contact()}
		if to.name == "" {
			to.name, lines[0] = b.Contact(), ""
		}
		at := words.Place{Street: b.Address, PostalCode: b.PostalCode, City: b.City, Region: b.Region, Country: b.Country}
		lines = append(append(lines, at.Lines()...), words.T("[VAT ID {id}]", "id", b.VATID))
		if b.NoVATID {
			lines = append(lines, words.T("Without a VAT ID"))
		}
		to.lines = said(append(lines, b.Email))
		all = append(all, to)
	}
	if s := &i.Seller; s.Name != "" {
		at := words.Place{Street: s.Address, PostalCode: s.PostalCode, City: s.City, Country: s.Country}
		all = append(all, party{
			title: words.T("Sold by"), name: s.Name, lines: said(append(at.Lines(), words.T("[VAT ID {id}]", "id", s.VATID), s.Email)),
		})
	}
	return all
}

// said leaves out what is empty.
func said(lines []string) []string {
	return slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
}

// asText is a document for the clipboard and for mails, a line each, amounts as in files.
// How it was paid is not in it.
func asText(i *billing.Invoice, w words.Printer) string {
	var b strings.Builder
	amount := func(label string, m money.Money) { fmt.Fprintf(&b, "%s\t%s\n", label, words.Copied(m)) }
	fmt.Fprintf(&b, "%s\t%s\t%s\n", i.Number, w.Date(i.At), words.InvoiceOf(i))
	if i.BilledTo.PONumber != "" {
		fmt.Fprintf(&b, "%s\t%s\n", words.Detail(billing.FieldPONumber), i.BilledTo.PONumber)
	}
	for _, l := range i.Lines {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", w.Line(l), words.Copied(l.Amount), l.Arithmetic)
	}
	amount(words.T("Subtotal"), i.Subtotal)
	for _, t := range i.Taxes {
		amount(w.TaxOn(t, i.TaxIncluded(), t.Taxable.String()), t.Amount)
	}
	amount(words.T("Total"), i.Total)
	if !i.BillingCreditApplied.IsZero() {
		amount(words.T("Billing credit applied"), i.BillingCreditApplied.Neg())
	}
	amount(words.T("Amount due"), due(i))
	return b.String()
}
