package history

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"billfold/billing"
	"billfold/views/widgets"
	"billfold/views/words"
)

// row is an entry as the table and the search have it.
type row struct {
	entry   *billing.HistoryEntry
	what    what
	outcome widgets.TableCell
	cells   []widgets.TableCell
	text    string // everything that is found in it, in lower case
}

// roll is the whole history, prepared to be listed.
type roll struct {
	rows     []row // newest first
	people   []string
	currency string // of all amounts; empty where there are several
	widths   widths
	zone     *time.Location
	now      time.Time
}

// newRoll prepares entries, the newest first, away from the window.
func newRoll(entries []billing.HistoryEntry, f billing.Facts, now time.Time, w words.Printer) *roll {
	r := &roll{rows: make([]row, len(entries)), zone: f.Account.Location(), now: now, currency: currencyOf(entries)}
	n := namer{w, f.Catalog}
	for i := range entries {
		e := &entries[i]
		row := row{entry: e, what: n.what(e), outcome: outcome(e.Stands(f.Subscription, now))}
		row.cells = []widgets.TableCell{
			{Text: whenCell(e, now, w), Muted: true},
			{Text: who(e)},
			{Text: row.what.text, Then: row.what.then},
			row.outcome,
			{Text: r.amount(e, w)},
		}
		r.widths.take(row.cells)
		row.text = strings.ToLower(strings.Join(found(e, row, n), "\n"))
		r.rows[i] = row
		if e.Who != "" && !slices.Contains(r.people, e.Who) {
			r.people = append(r.people, e.Who)
		}
	}
	slices.Sort(r.people)
	return r
}

// currencyOf is the currency of all amounts; empty where there are several.
func currencyOf(entries []billing.HistoryEntry) string {
	currency := ""
	for i := range entries {
		own := string(entries[i].Amount.Currency())
		if own != "" && currency != "" && own != currency {
			return ""
		}
		currency = cmp.Or(currency, own)
	}
	return currency
}

// whenCell is the day and time of an entry, and of another year the day.
func whenCell(e *billing.HistoryEntry, now time.Time, w words.Printer) string {
	switch {
	case e.After:
		return words.T("after {day}", "day", w.Day(e.At))
	case e.At.Year() != now.Year():
		return w.Day(e.At)
	default:
		return w.DayClock(e.At)
	}
}

// amount is what was charged, with its currency where not all have the same.
func (r *roll) amount(e *billing.HistoryEntry, w words.Printer) string {
	switch {
	case e.Amount.IsUnset():
		return ""
	case r.currency == "":
		return w.Amount(e.Amount) + " " + string(e.Amount.Currency())
	default:
		return w.Amount(e.Amount)
	}
}

// found is what a search looks in.
func found(e *billing.HistoryEntry, r row, n namer) []string {
	texts := []string{
		r.what.plain(), who(e), r.outcome.Text, e.Reason, words.Category(e.Category), e.ID, e.Number, e.Device, e.Method,
		n.words.Amount(e.Amount), e.Amount.String(), n.words.Instant(e.At), e.Params["who"], e.Params["emails"],
	}
	for _, c := range n.changed(e) {
		texts = append(texts, c.name+" "+c.from, c.name+" "+c.to)
	}
	if e.Order != "" {
		texts = append(texts, words.Order(e.Order))
	}
	return texts
}

// column is one of the table.
type column int

const (
	columnWhen column = iota
	columnWho
	columnWhat
	columnOutcome
	columnAmount
)

// widths are how many letters the longest cell of each column has.
type widths [columnAmount + 1]int

func (w *widths) take(cells []widgets.TableCell) {
	for i, cell := range cells {
		w[i] = max(w[i], utf8.RuneCountInString(cell.Text))
	}
}

// of is a column's width in units: what its longest cell needs, from a least width on and
// to a greatest one.
func (w widths) of(c column) float32 {
	fit := func(least, letter, besides, most float32) float32 {
		return min(max(least, float32(w[c])*letter+besides), most)
	}
	switch c {
	case columnWhen:
		return fit(88, 6.4, 2, 112)
	case columnWho:
		return fit(80, 7, 2, 112)
	case columnOutcome:
		return fit(100, 6.4, 30, 148) // with the icon and the edges of a badge
	case columnAmount:
		return fit(60, 8, 0, 128)
	default: // what changed has the rest
		return 0
	}
}

func columns(q query, currency string, w widths) []widgets.TableColumn {
	all := []widgets.TableColumn{
		{Key: "when", Title: words.T("When"), Width: w.of(columnWhen)},
		{Key: "who", Title: words.T("Who"), Width: w.of(columnWho)},
		{Key: "what", Title: words.T("What changed")},
		{Key: "outcome", Title: words.T("Outcome"), Width: w.of(columnOutcome)},
		{Key: "amount", Title: cmp.Or(currency, words.T("Amount")), Width: w.of(columnAmount), Right: true},
	}
	all[q.sort].Sorted, all[q.sort].Ascending = true, q.ascending
	return all
}

// anybody is a query's who that leaves everybody; an empty one is billing itself.
const anybody = "*"

// none is a query's category that leaves what has none.
const none billing.Category = "none"

// query is what of the history is listed, and in which order.
type query struct {
	text      string
	who       string
	category  billing.Category // empty leaves all
	span      billing.Span
	sort      column
	ascending bool
}

// everything lists all of it, the newest first.
func everything() query { return query{who: anybody, span: billing.SpanAll} }

// pressed is the order after a column's head was pressed: times and amounts begin with
// the greatest.
func (q query) pressed(c column) query {
	if q.sort == c {
		q.ascending = !q.ascending
		return q
	}
	q.sort, q.ascending = c, c != columnWhen && c != columnAmount
	return q
}

// list is the rows that a query leaves, in its order.
func (r *roll) list(q query) []*row {
	text, span := strings.ToLower(strings.TrimSpace(q.text)), q.span.Period(r.now, r.zone)
	var left []*row
	for i := range r.rows {
		if row := &r.rows[i]; q.leaves(row) && span.Has(row.entry.At) && strings.Contains(row.text, text) {
			left = append(left, row)
		}
	}
	slices.SortStableFunc(left, func(a, b *row) int {
		order := compare(q.sort, a, b)
		if !q.ascending {
			return -order
		}
		return order
	})
	return left
}

func (q query) leaves(row *row) bool {
	e := row.entry
	return (q.who == anybody || q.who == e.Who) &&
		(q.category == "" || q.category == e.Category || q.category == none && e.Category == "")
}

// compare orders rows by a column; amounts of other currencies by those first.
func compare(by column, a, b *row) int {
	switch by {
	case columnWho:
		return cmp.Compare(a.cells[columnWho].Text, b.cells[columnWho].Text)
	case columnWhat:
		return cmp.Compare(a.what.plain(), b.what.plain())
	case columnOutcome:
		return cmp.Compare(a.outcome.Text, b.outcome.Text)
	case columnAmount:
		x, y := a.entry.Amount, b.entry.Amount
		if x.Currency() != y.Currency() {
			return cmp.Compare(x.Currency(), y.Currency())
		}
		return x.Cmp(y)
	case columnWhen:
	}
	return a.entry.At.Compare(b.entry.At)
}

// counted is how many entries are listed.
func counted(n int, w words.Printer) string {
	return words.N(n, "{n} change", "{n} changes", "n", w.Count(int64(n)))
}

// footer says which of the rows are seen, and in which zone times are told.
func footer(first, last, all int, w words.Printer) (left, right string) {
	right = words.T("All times {zone}", "zone", w.ZoneName())
	if all == 0 {
		return "", right
	}
	left = words.T("Rows {first} to {last} of {n}",
		"first", w.Count(int64(first+1)), "last", w.Count(int64(last+1)), "n", w.Count(int64(all)))
	return left, right
}

// categories are what can be chosen, and what each is called.
var categories = []billing.Category{"", billing.Strategic, billing.Temporary, billing.Corrective, none}

func categoryNames() []string {
	names := make([]string, len(categories))
	for i, c := range categories {
		switch c {
		case "":
			names[i] = words.T("All categories")
		case none:
			names[i] = words.T("No category")
		default:
			names[i] = words.Category(c)
		}
	}
	return names
}
