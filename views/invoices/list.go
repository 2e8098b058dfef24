package invoices

import (
	"slices"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// footerRest is how much of a footer's width is none of its words.
const footerRest = 2*theme.Gap16 + 2*theme.Gap12 + 4*theme.Stroke

// list is the documents that a query leaves, and what makes the query.
type list struct {
	page    *Page
	search  *widgets.Field
	periods *widgets.Select
	filters *widgets.Segmented
	bar     *fyne.Container
	table   *widgets.DataTable
	none    *fyne.Container // stands in the table's place where nothing is found
	always  *widgets.Button // looks for it at any time
	area    *fyne.Container

	query   query
	listing listing

	left, right, brief string // of the footer
}

func newList(p *Page) *list {
	l := &list{page: p, query: query{sort: columnDate, span: billing.SpanThisYear}}
	l.search = widgets.NewField("").WithIcon(resources.IconSearch).WithPlaceholder(words.T("Number, amount or text"))
	l.search.OnChanged = func(text string) { l.ask(func(q *query) { q.text = text }) }
	l.periods = widgets.NewSelect(words.SpanNames(), slices.Index(billing.Spans, l.query.span), func(i int) {
		l.ask(func(q *query) { q.span = billing.Spans[i] })
	})
	l.filters = widgets.NewSegmented(filterLabels([filterCount]int{}, p.deps.Words), 0, func(i int) {
		l.ask(func(q *query) { q.filter = filter(i) })
	})
	l.bar = container.New(&barLayout{}, l.search, l.periods, l.filters)
	l.table = widgets.NewDataTable(columns(l.query, "", 0), func(row int) []widgets.TableCell { return l.listing.rows[row].cells(p.deps.Words) })
	l.table.Key = func(row int) string { return l.listing.rows[row].ID }
	l.table.OnSelected = l.chosen
	l.table.OnSort = func(at int) { l.ask(func(q *query) { *q = q.pressed(column(at)) }) }
	l.table.OnChecked = func(map[string]struct{}) { p.export.ticked() }
	l.table.OnCopy = l.copied
	l.table.Footer = l.footer
	l.table.KeepWidths(widgets.Widths{Store: p.deps.Source, Table: "invoices", Background: p.deps.Scheduler.Background})
	l.always = widgets.NewButton(widgets.ButtonSecondary, words.T("Show all time"), func() { l.show(billing.SpanAll) })
	l.none = widgets.VStack(0, widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconSearch, Title: words.T("Nothing fits"),
		Detail: words.T("No document of this period has this status and text. Search for less, or in another period."),
	}, l.always, widgets.NewButton(widgets.ButtonSecondary, words.T("Clear filter"), l.clear)))
	l.none.Hide()
	l.area = container.NewStack(l.table, l.none)
	return l
}

// ask changes the query and lists anew, from the top.
func (l *list) ask(change func(*query)) {
	change(&l.query)
	l.refill()
	l.table.ScrollToTop()
	l.mark()
}

// show lists another period.
func (l *list) show(of billing.Span) {
	l.periods.SetSelected(slices.Index(billing.Spans, of))
	l.ask(func(q *query) { q.span = of })
}

// clear lists everything of the period.
func (l *list) clear() {
	l.search.SetText("")
	l.filters.SetSelected(int(filterAll))
	l.ask(func(q *query) { q.text, q.filter = "", filterAll })
}

// fill shows what was read, and more than the period where the document that is asked for
// is of another one.
func (l *list) fill() {
	r, now := l.page.data.register, l.page.deps.Now()
	if d := r.document(l.page.wanted); d != nil && !l.query.span.Period(now, r.calendar).Has(d.At) {
		l.query.span = billing.SpanAll
		l.periods.SetSelected(slices.Index(billing.Spans, billing.SpanAll))
	}
	l.refill()
}

// refill lists what the query leaves.
func (l *list) refill() {
	d, now := l.page.data, l.page.deps.Now()
	if d == nil || d.register == nil {
		return
	}
	l.listing = d.register.list(l.query, now)
	l.table.SetLength(len(l.listing.rows)) // before anything makes the table read its rows again
	l.table.SetColumns(columns(l.query, d.register.currency, d.register.letters))
	l.filters.SetLabels(filterLabels(l.listing.counts, l.page.deps.Words))
	l.left, l.right, l.brief = l.listing.footer(d.register.currency, now, l.page.deps.Words)
	l.table.RefreshFooter()
	l.none.Hidden = len(l.listing.rows) > 0
	l.always.Hidden = l.query.span == billing.SpanAll
	l.table.Hidden = !l.none.Hidden
	l.bar.Refresh()
	l.area.Refresh()
	l.page.export.renew()
}

// footer is in brief where the table is too narrow for all of it.
func (l *list) footer(int, int) (left, right string) {
	width := func(text string) float32 {
		return fyne.MeasureText(text, theme.Size(theme.SizeCaption), fyne.TextStyle{}).Width
	}
	if width(l.left)+width(l.right)+footerRest > l.table.Size().Width {
		return l.left, l.brief
	}
	return l.left, l.right
}

// mark shows the open document as chosen.
func (l *list) mark() {
	wanted := l.page.wanted
	if l.page.export.open {
		wanted = ""
	}
	l.table.SetSelected(slices.IndexFunc(l.listing.rows, func(d *document) bool { return d.ID == wanted && wanted != "" }))
}

// chosen opens a document, or ticks it while documents are chosen to be exported.
func (l *list) chosen(row int) {
	id := l.listing.rows[row].ID
	if !l.page.export.open {
		l.page.open(id)
		return
	}
	var keys []string
	found := false
	for key := range l.table.Checked() {
		if key == id {
			found = true
			continue
		}
		keys = append(keys, key)
	}
	if !found {
		keys = append(keys, id)
	}
	l.table.SetChecked(keys...)
	l.table.SetSelected(-1)
	l.page.export.ticked()
}

func (l *list) copied(text string) {
	l.page.deps.Copy(text)
	l.page.deps.Say(words.Told{What: words.T("Copied.")})
}
