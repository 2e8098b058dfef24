// Package invoices lists an account's invoices and credit notes, and shows one
// of them line by line, each with the arithmetic that made it.
package invoices

import (
	"context"
	"slices"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Source is what the page reads.
type Source interface {
	Facts(ctx context.Context) (billing.Facts, error)
	// Invoices are those that the reader may see, newest first, with lines.
	Invoices(ctx context.Context) ([]billing.Invoice, error)
	Freshness() billing.Freshness
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Copy      func(text string) // to the clipboard
	Words     words.Printer
	Now       func() time.Time
}

type data struct {
	facts    billing.Facts
	invoices []billing.Invoice
}

// Page is the list and, at its side, one document.
type Page struct {
	deps  Deps
	reads *load.Loader[data]

	root    *fyne.Container
	head    widgets.PageHead
	age     *widgets.Text
	search  *widgets.Field
	filters *widgets.Segmented
	table   *widgets.DataTable
	panel   *fyne.Container
	split   *split
	none    *fyne.Container // stands in the table's place where nothing is found

	data   *data
	filter filter
	list   list
	wanted string // id of the document to show, or empty
}

var (
	_ nav.View        = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
	_ nav.Escapable   = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{deps: deps, reads: load.New[data](deps.Scheduler), age: widgets.NewCaption("")}
	p.head = widgets.NewPageHead(words.T("Invoices"), words.T("Invoices and credit notes. Times in {zone}.", "zone", deps.Words.ZoneName()), p.age)
	p.search = widgets.NewField("").WithIcon(resources.IconSearch).WithPlaceholder(words.T("Number, amount or text"))
	p.search.OnChanged = func(string) { p.refill() }
	p.filters = widgets.NewSegmented(filterLabels([filterCount]int{}, deps.Words), 0, func(i int) {
		p.filter = filter(i)
		p.refill()
	})
	p.table = widgets.NewDataTable(tableColumns(""), func(i int) []widgets.TableCell { return p.list.rows[i].cells })
	p.table.OnSelected = func(i int) { p.open(p.list.rows[i].id) }
	p.panel = container.NewStack()
	p.none = widgets.VStack(0, widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconSearch, Title: words.T("Nothing fits"),
		Detail: words.T("No document has this status or text. Choose All, or search for less."),
	}))
	p.split = newSplit(container.NewStack(p.table, p.none), p.panel)
	p.root = container.NewStack(p.loading())
	return p
}

func tableColumns(currency string) []widgets.TableColumn {
	total := words.T("Total[, {currency}]", "currency", currency)
	return []widgets.TableColumn{
		{Title: words.T("Number"), Width: 92},
		{Title: words.T("Date"), Width: 96, Sorted: true},
		{Title: words.T("For")},
		{Title: words.T("Status"), Width: 96},
		{Title: total, Width: 84, Right: true},
	}
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads the documents and opens the one that the route names, if any.
func (p *Page) Show(id string) {
	p.wanted = id
	p.Reload()
}

// Changed reads again where documents changed.
func (p *Page) Changed(kinds billing.Kinds) {
	if kinds.Has(billing.KindInvoices | billing.KindAccount | billing.KindCatalog) {
		p.Reload()
	}
}

// Tick moves the age on.
func (p *Page) Tick(now time.Time) {
	p.age.SetText(p.deps.Words.Updated(p.deps.Source.Freshness(), now))
}

// Close ends what is being read.
func (p *Page) Close() { p.reads.Close() }

// FirstFocus is the list.
func (p *Page) FirstFocus() fyne.Focusable { return p.table.Focus() }

// Escape closes the document at the list's side, and reports whether one was open.
func (p *Page) Escape() bool {
	if len(p.panel.Objects) == 0 {
		return false
	}
	p.shut()
	return true
}

// shut closes the document, and gives the keyboard to the list.
func (p *Page) shut() {
	p.open("")
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.root); c != nil {
		c.Focus(p.table.Focus())
	}
}

// Reload reads the documents again; what is on screen stays until then.
func (p *Page) Reload() { p.reads.Run(p.deps.Context, p.read, p.apply) }

func (p *Page) read(ctx context.Context) (data, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil {
		return data{}, err
	}
	all, err := p.deps.Source.Invoices(ctx)
	return data{facts: facts, invoices: all}, err
}

func (p *Page) apply(d data, err error) {
	waiting := p.deps.Source.Freshness().Awaits(err)
	switch {
	case err != nil && (p.data != nil || waiting):
		return
	case err != nil:
		p.set(p.unreadable(p.deps.Words.Error(err)))
		return
	}
	p.data = &d
	p.Tick(p.deps.Now())
	if !d.facts.Account.Role.May(billing.SeeBilling) {
		p.set(p.notYours())
		return
	}
	if len(d.invoices) == 0 {
		p.set(p.empty())
		return
	}
	p.refill()
	p.open(p.wanted)
	p.set(p.normal())
}

// refill lists what the filter and the search leave.
func (p *Page) refill() {
	if p.data == nil {
		return
	}
	p.list = showList(p.data.invoices, p.filter, p.search.Text(), p.deps.Words)
	p.table.SetLength(len(p.list.rows)) // before anything makes the table read its rows again
	p.table.SetColumns(tableColumns(p.list.currency))
	p.filters.SetLabels(p.list.labels)
	p.table.SetFooter(p.list.left, p.list.right)
	p.mark()
	p.none.Hidden = len(p.list.rows) > 0
	p.table.Hidden = !p.none.Hidden
	p.split.refresh()
}

func (p *Page) mark() {
	p.table.SetSelected(slices.IndexFunc(p.list.rows, func(r row) bool { return r.id == p.wanted && p.wanted != "" }))
}

// open shows a document at the list's side; an empty or unknown id shows none.
func (p *Page) open(id string) {
	p.wanted = id
	i := slices.IndexFunc(p.data.invoices, func(i billing.Invoice) bool { return i.ID == id })
	if i < 0 {
		p.panel.Objects = nil
	} else {
		d := showDetail(&p.data.invoices[i], p.data.facts.Catalog.Policy.Rounding, p.deps.Words)
		p.panel.Objects = []fyne.CanvasObject{widgets.NewCover(p.detail(d))}
	}
	p.mark()
	p.split.refresh()
}

func (p *Page) set(content fyne.CanvasObject) {
	if len(p.root.Objects) == 1 && p.root.Objects[0] == content {
		return
	}
	p.root.Objects = []fyne.CanvasObject{content}
	p.root.Refresh()
}

func (p *Page) normal() fyne.CanvasObject {
	if p.split.page == nil {
		bar := widgets.HStack(theme.Gap12, widgets.Fixed(p.search, 236, 0), p.filters, widgets.Spacer())
		p.split.page = widgets.Page(p.head, widgets.VStack(theme.Gap12, bar, widgets.Grow(p.split.content)))
	}
	return p.split.page
}
