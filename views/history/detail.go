package history

import (
	"cmp"
	"slices"
	"strings"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/widgets"
	"billfold/views/words"
)

// detail is one entry, whole.
type detail struct {
	title   string
	outcome widgets.TableCell
	facts   []fact
	// why says why it was declined or rejected, then what came of that; next is the
	// entry that did, where one did.
	why, then string
	next      string
	changes   []changed
	unchanged string
	preview   string // id of what was confirmed; empty where nothing was
	billed    *bill  // what a document of billing's own says
	invoice   string
	number    string
	method    string
	change    string // id to be copied
}

// fact is something that is known of an entry.
type fact struct{ name, value string }

// bill is lines, how each was computed, and what they come to.
type bill struct {
	title    string
	currency string
	lines    []charge
	sums     []amount
	due      amount
}

// amount is a name and a figure beside it.
type amount struct {
	name, value string
	copied      string
	credit      bool
}

// charge is a line's amount and how it came about: for the eye, and for the clipboard.
type charge struct {
	amount
	arithmetic, explanation string
	computed                string
}

// dossier is everything that the page shows but for previews.
type dossier struct {
	facts    billing.Facts
	roll     *roll // nil for whoever may not see it
	invoices []billing.Invoice
}

func (d dossier) row(id string) *row {
	if d.roll == nil || id == "" {
		return nil
	}
	i := slices.IndexFunc(d.roll.rows, func(r row) bool { return r.entry.ID == id })
	if i < 0 {
		return nil
	}
	return &d.roll.rows[i]
}

// show is an entry's detail.
func (d dossier) show(r *row, w words.Printer) detail {
	e := r.entry
	n := namer{w, d.facts.Catalog}
	v := detail{
		title: r.what.plain(), outcome: r.outcome, preview: e.PreviewID, invoice: e.InvoiceID, number: e.Number,
		method: words.PaidWith(e.Method), next: e.Next,
	}
	d.known(&v, e, w)
	d.whatCame(&v, r, w)
	d.changed(&v, e, n)
	if e.Kind == billing.HistoryChange {
		v.change = e.ID
		return v
	}
	if i := slices.IndexFunc(d.invoices, func(i billing.Invoice) bool { return i.ID == e.InvoiceID }); i >= 0 {
		v.billed = billOf(&d.invoices[i], d.facts.Catalog.Policy.Rounding, w)
	}
	return v
}

// known is when, who, why and what for.
func (d dossier) known(v *detail, e *billing.HistoryEntry, w words.Printer) {
	add := func(name, value string) {
		if value != "" {
			v.facts = append(v.facts, fact{name, value})
		}
	}
	when := w.Instant(e.At) + e.At.Format(":05")
	if e.After {
		when = words.T("after {day}", "day", when)
	}
	add(words.T("When"), when)
	add(words.T("Who"), who(e))
	add(words.T("Device"), e.Device)
	switch stands := e.Stands(d.facts.Subscription, d.roll.now); {
	case stands == billing.HistoryScheduled:
		add(words.T("Takes effect"), w.Date(e.EffectiveAt))
	case stands == billing.HistoryApplied && e.Outcome == billing.HistoryScheduled:
		add(words.T("Took effect"), w.Date(e.EffectiveAt))
	}
	if e.Order == billing.ActInvite || e.Order == billing.ActDeactivate || e.Order == billing.ActReactivate || e.Order == billing.ActRole {
		add(words.T("Members"), e.Params["who"])
		add(words.T("Addresses"), e.Params["emails"])
	}
	if e.Order == billing.ActInvite {
		add(words.T("Role"), words.Role(billing.Role(e.Params["role"])))
	}
	if e.Category != "" {
		add(words.T("Category"), words.Category(e.Category))
	}
	add(words.T("Reason"), e.Reason)
}

// whatCame says why something failed, and what came next.
func (d dossier) whatCame(v *detail, r *row, w words.Printer) {
	e := r.entry
	switch e.Outcome {
	case billing.HistoryDeclined:
		v.why = cmp.Or(words.Refusal(e.Refusal), words.T("The payment was declined."))
	case billing.HistoryNeedsProof:
		v.why = words.Payment(billing.PaymentNeedsProof)
	case billing.HistoryRejected, billing.HistoryPutOff:
		if e.Problem != "" {
			told := w.Problem(&billing.Problem{Code: e.Problem, Params: e.Params})
			v.why = words.Told{What: told.What, Money: told.Money}.String()
		}
	default:
		return
	}
	next := d.row(e.Next)
	switch {
	case next != nil:
		v.then = words.T("{what}, {when}", "what", next.what.plain(), "when", next.cells[columnWhen].Text)
	case e.Kind == billing.HistoryChange:
		v.then = words.T("It was not tried again since.")
	default:
		v.then = words.T("It was not tried again yet.")
	}
}

// changed is before and after, and what stayed.
func (d dossier) changed(v *detail, e *billing.HistoryEntry, n namer) {
	v.changes = n.changed(e)
	if e.Terms == nil {
		return
	}
	if before, after, ok := d.monthly(e.Terms); ok && !before.Equal(after) {
		v.changes = append(v.changes, changed{
			name: words.T("A month, at today's prices"), from: n.words.Standing(before), to: n.words.Standing(after),
		})
	}
	has := func(elements ...billing.Element) bool {
		return slices.ContainsFunc(e.Differences, func(d billing.Difference) bool { return slices.Contains(elements, d.Element) })
	}
	var same []string
	for _, element := range []struct {
		is   billing.Element
		name string
		any  bool
	}{
		{billing.ElementPlan, words.T("Plan"), true},
		{billing.ElementInterval, words.T("Interval"), true},
		{billing.ElementSeats, words.T("Seats"), e.Terms.After.Seats > 0},
		{billing.ElementAddon, words.T("Add-ons"), len(e.Terms.After.Addons) > 0},
		{billing.ElementVolume, words.T("Volumes"), len(e.Terms.After.Volumes) > 0},
	} {
		if element.any && !has(element.is) {
			same = append(same, element.name)
		}
	}
	if len(same) > 0 {
		v.unchanged = words.T("No change: {elements}", "elements", strings.Join(same, ", "))
	}
}

// monthly is what terms cost a month before and after by the catalog of today, where it
// still has both. What they cost when they changed is not kept.
func (d dossier) monthly(t *billing.TermsChange) (before, after money.Money, ok bool) {
	c := d.facts.Catalog
	for _, terms := range []billing.Terms{t.Before, t.After} {
		plan, known := c.Plan(terms.Plan)
		if !known {
			return before, after, false
		}
		if _, priced := plan.Price(terms.Interval); !priced && plan.Kind != billing.PlanFree && plan.Kind != billing.PlanTrial {
			return before, after, false
		}
	}
	return c.Monthly(t.Before), c.Monthly(t.After), true
}

// confirmed is a preview as it was confirmed.
func confirmed(p *billing.Preview, e *billing.HistoryEntry, rounding money.Rounding, w words.Printer) *bill {
	label := words.T("Amount due")
	switch {
	case e.Outcome == billing.HistoryApplied && p.AmountDue.Equal(e.Amount):
		label = words.T("Amount due and charged")
	case e.Outcome == billing.HistoryRejected, e.Outcome == billing.HistoryDeclined:
		label = words.T("Amount due, not charged")
	}
	b := newBill(words.T("Preview as confirmed"), p.Totals, label, w)
	return b.explained(p.Lines, rounding, w)
}

// billOf is a document that billing made by itself.
func billOf(i *billing.Invoice, rounding money.Rounding, w words.Printer) *bill {
	b := newBill(words.T("As invoiced"), i.Totals, words.T("Amount due"), w)
	return b.explained(i.Lines, rounding, w)
}

// newBill is what totals say, without the lines that they are of.
func newBill(title string, t billing.Totals, label string, w words.Printer) *bill {
	b := &bill{title: title, currency: string(t.AmountDue.Currency()), due: figure(label, t.AmountDue, w)}
	b.sums = append(b.sums, figure(words.T("Subtotal"), t.Subtotal, w))
	for _, tax := range t.Taxes {
		b.sums = append(b.sums, figure(w.TaxAt(tax, t.TaxIncluded()), tax.Amount, w))
	}
	if !t.Total.Equal(t.AmountDue) {
		b.sums = append(b.sums, figure(words.T("Total"), t.Total, w))
	}
	if t.BillingCreditApplied.Sign() > 0 {
		b.sums = append(b.sums, figure(words.T("Billing credit applied"), t.BillingCreditApplied.Neg(), w))
	}
	return b
}

// explained adds the lines, each with how it was computed; what has none has no sums either.
func (b *bill) explained(lines []billing.Line, rounding money.Rounding, w words.Printer) *bill {
	if len(lines) == 0 {
		b.sums = nil
	}
	for _, l := range lines {
		b.lines = append(b.lines, charge{
			amount: figure(w.Line(l), l.Amount, w), arithmetic: w.Arithmetic(l), explanation: w.Explanation(l, rounding),
			computed: l.Arithmetic + " = " + words.Copied(l.Amount),
		})
	}
	return b
}

func figure(name string, m money.Money, w words.Printer) amount {
	return amount{name: name, value: w.Amount(m), copied: words.Copied(m), credit: m.IsNegative()}
}

// methodName is what stands before the way to pay.
func (v detail) methodName() string {
	if v.why != "" {
		return words.T("Tried with")
	}
	return words.T("Paid with")
}

// text is the entry for the clipboard, a line each.
func (v detail) text(b *bill) string {
	var s strings.Builder
	line := func(cells ...string) { s.WriteString(strings.Join(cells, "\t") + "\n") }
	line(v.title, v.outcome.Text)
	for _, f := range v.facts {
		line(f.name, f.value)
	}
	if v.why != "" {
		line(words.T("Why"), v.why)
		line(words.T("What came next"), v.then)
	}
	for _, c := range v.changes {
		line(plainName(c.name), c.from, c.to)
	}
	if b != nil {
		line(b.title)
		for _, l := range b.lines {
			line(l.name, l.copied, l.computed)
		}
		for _, a := range append(slices.Clone(b.sums), b.due) {
			line(a.name, a.copied)
		}
	}
	for _, f := range []fact{{words.T("Invoice"), v.number}, {v.methodName(), v.method}, {words.T("Change id"), v.change}} {
		if f.value != "" {
			line(f.name, f.value)
		}
	}
	return s.String()
}
