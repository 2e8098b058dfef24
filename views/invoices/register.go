package invoices

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"billfold/billing"
	"billfold/billing/money"
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

// column orders the documents.
type column int

const (
	columnNumber column = iota
	columnDate
	columnFor
	columnStatus
	columnTotal
)

// ascends tells whether the column goes upwards when it is first asked for: texts begin
// with A, dates and amounts with the newest and the greatest.
func (c column) ascends() bool { return c == columnNumber || c == columnFor || c == columnStatus }

// query is which documents are listed, and how.
type query struct {
	filter    filter
	span      billing.Span
	text      string
	sort      column
	ascending bool
}

// pressed is the query after a column's head was pressed.
func (q query) pressed(c column) query {
	if q.sort == c {
		q.ascending = !q.ascending
	} else {
		q.sort, q.ascending = c, c.ascends()
	}
	return q
}

// document is an invoice with what is searched, said and compared of it.
type document struct {
	*billing.Invoice
	corrects []*billing.Invoice // of a credit note
	subject  string
	status   string
	text     string // in lower case
}

// register is the documents prepared to be listed: what is searched is written once, and
// not for every key that is typed. It never changes.
type register struct {
	documents []document // newest first
	index     map[string]int
	currency  money.Currency
	letters   int // of the longest number
	calendar  *time.Location
}

// newRegister prepares documents, newest first, with the changes that made some of them.
func newRegister(facts billing.Facts, all []billing.Invoice, changes []billing.Change, w words.Printer) *register {
	r := &register{documents: make([]document, len(all)), index: make(map[string]int, len(all)), calendar: facts.Account.Location()}
	made := make(map[string]*billing.Change, len(changes))
	for n := range changes {
		made[changes[n].ID] = &changes[n]
	}
	for n := range all {
		i := &all[n]
		d := document{Invoice: i, subject: subject(i, made[i.ChangeID], facts.Catalog, w), status: words.InvoiceOf(i), corrects: i.Corrects(all)}
		d.text = searched(&d, w)
		r.documents[n], r.index[i.ID] = d, n
		r.letters = max(r.letters, utf8.RuneCountInString(i.Number))
	}
	if len(all) > 0 {
		r.currency = all[0].Currency
	}
	return r
}

// document finds one by id; nil where there is none.
func (r *register) document(id string) *document {
	if n, ok := r.index[id]; ok {
		return &r.documents[n]
	}
	return nil
}

// searched is what a document is found by, each between line ends: number, date, what it
// is for, its lines, the buyer's own number, its state, how it was paid, and its amounts
// in the ways that people type them.
func searched(d *document, w words.Printer) string {
	all := []string{d.Number, w.Date(d.At), words.Month(d.At), d.At.Format(time.DateOnly), d.subject, d.status, d.BilledTo.PONumber}
	for n := range d.Lines {
		all = append(all, w.Line(d.Lines[n]), w.Amount(d.Lines[n].Amount), d.Lines[n].Amount.String())
	}
	for n := range d.Attempts {
		all = append(all, words.PaidBy(d.Attempts[n].Method))
	}
	all = append(all, typed(d.Total, w)...)
	if !d.AmountDue.Equal(d.Total) {
		all = append(all, typed(d.AmountDue, w)...)
	}
	return strings.ToLower(strings.ReplaceAll(strings.Join(all, "\n"), "\u00a0", " "))
}

// typed are the ways that an amount may be typed: as it is shown, without what groups
// thousands, and with either sign before the decimals.
func typed(m money.Money, w words.Printer) []string {
	plain := m.String()
	return []string{
		w.Standing(m), w.Amount(m), plain, strings.Replace(plain, ".", ",", 1),
		words.Printer{Locale: "en"}.Standing(m), words.Printer{Locale: "de"}.Standing(m),
	}
}

// search tells which documents a text is about: those that have it as it was typed, or
// where none has, those that have all of its words.
func (r *register) search(text string) func(*document) bool {
	typed := strings.Fields(strings.ToLower(text))
	whole := strings.Join(typed, " ")
	asTyped := func(d *document) bool { return strings.Contains(d.text, whole) }
	if slices.ContainsFunc(r.documents, func(d document) bool { return asTyped(&d) }) {
		return asTyped
	}
	return func(d *document) bool {
		return !slices.ContainsFunc(typed, func(word string) bool { return !strings.Contains(d.text, word) })
	}
}

// listing is what a query finds.
type listing struct {
	query    query
	period   billing.Period // of the query's span, in the calendar
	calendar *time.Location
	rows     []*document
	counts   [filterCount]int // in the period, of what was searched for
}

// list finds those that a query is about, as seen at an instant.
func (r *register) list(q query, now time.Time) listing {
	l := listing{query: q, period: q.span.Period(now, r.calendar), calendar: r.calendar, rows: []*document{}}
	wanted := r.search(q.text)
	for n := range r.documents {
		d := &r.documents[n]
		if !l.period.Has(d.At) || !wanted(d) {
			continue
		}
		for f := range filter(filterCount) {
			if f.matches(d.Invoice) {
				l.counts[f]++
			}
		}
		if q.filter.matches(d.Invoice) {
			l.rows = append(l.rows, d)
		}
	}
	if q.sort == columnDate && !q.ascending {
		return l
	}
	compare := comparison(q.sort)
	slices.SortStableFunc(l.rows, func(a, b *document) int {
		if q.ascending {
			return compare(a, b)
		}
		return compare(b, a)
	})
	return l
}

// comparison is ascending. What is equal stays newest first.
func comparison(by column) func(a, b *document) int {
	switch by {
	case columnNumber:
		return func(a, b *document) int { return compareNumbers(a.Number, b.Number) }
	case columnFor:
		return func(a, b *document) int { return strings.Compare(a.subject, b.subject) }
	case columnStatus:
		return func(a, b *document) int { return strings.Compare(a.status, b.status) }
	case columnTotal:
		return func(a, b *document) int { return a.Total.Amount().Cmp(b.Total.Amount()) }
	default:
		return func(a, b *document) int { return a.At.Compare(b.At) }
	}
}

// compareNumbers orders the numbers of documents by their series and then as numbers, so
// that NWT-999 comes before NWT-1000.
func compareNumbers(a, b string) int {
	series := func(number string) (string, string) {
		at := len(strings.TrimRight(number, "0123456789"))
		return number[:at], strings.TrimLeft(number[at:], "0")
	}
	as, an := series(a)
	bs, bn := series(b)
	return cmp.Or(strings.Compare(as, bs), cmp.Compare(len(an), len(bn)), strings.Compare(an, bn), strings.Compare(a, b))
}

// paid is what was paid of the documents that are listed, without void ones and credit
// notes.
func (l listing) paid(c money.Currency) money.Money {
	sum := money.Zero(c)
	for _, d := range l.rows {
		if filterPaid.matches(d.Invoice) && d.AmountPaid.Currency() == c {
			sum = sum.Add(d.AmountPaid)
		}
	}
	return sum
}
