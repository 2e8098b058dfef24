// Package history lists everything that happened to the money of an account, and shows
// one entry whole: who, when, why, before and after, and the preview that was confirmed.
package history

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

// Source is what the page reads and does.
type Source interface {
	Facts(ctx context.Context) (billing.Facts, error)
	// Changes are the account's, newest first; limit -1 is all.
	Changes(ctx context.Context, limit int) ([]billing.Change, error)
	// Invoices are those that the reader may see, newest first, with lines and attempts.
	Invoices(ctx context.Context) ([]billing.Invoice, error)
	Freshness() billing.Freshness
	// ConfirmedPreview is a preview as it was confirmed; nil where it is not kept here and
	// billing cannot be reached.
	ConfirmedPreview(ctx context.Context, id string) (*billing.Preview, error)
	// ExportHistory writes all that the page lists into a file, whole or not at all.
	ExportHistory(ctx context.Context, path string) error
	widgets.WidthStore
}

// Deps is what the page needs of the house.
type Deps struct {
	Context    context.Context // the application's life
	Source     Source
	Scheduler  load.Scheduler
	Go         func(nav.Route)
	Say        func(words.Told)                                 // tells what came of an action
	Copy       func(text string)                                // to the clipboard
	ChooseFile func(suggested string, chosen func(path string)) // may be nil: nothing is exported then
	Words      words.Printer
	Now        func() time.Time
}

// Page is the list of what happened and, at its side, one entry.
type Page struct {
	deps     Deps
	reads    *load.Loader[dossier]
	previews *load.Loader[*billing.Preview]
	exports  *load.Loader[struct{}]

	root      *fyne.Container
	head      widgets.PageHead
	export    *widgets.Button
	exporting bool
	tools     *tools
	table     *widgets.DataTable
	lost      *widgets.Paragraph // says that what the route names is not here
	none      *fyne.Container    // stands in the table's place where nothing is found
	split     *widgets.Split
	page      fyne.CanvasObject // once it was made

	data      *dossier
	query     query
	listed    []*row
	wanted    string // id of the entry to show, or empty
	files     bool   // by the route: a file is to be written
	asked     bool   // by the route: it is told where it is not there
	shown     detail
	confirmed preview
	unfolded  map[unfolded]bool
}

var (
	_ nav.View        = (*Page)(nil)
	_ nav.Busy        = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
	_ nav.Escapable   = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{
		unfolded: map[unfolded]bool{},
		deps:     deps, reads: load.New[dossier](deps.Scheduler), previews: load.New[*billing.Preview](deps.Scheduler),
		exports: load.New[struct{}](deps.Scheduler), query: everything(), lost: widgets.NewMutedParagraph(""),
	}
	p.export = widgets.NewButton(widgets.ButtonSecondary, words.T("Export CSV"), p.chooseFile).WithIcon(resources.IconDownload)
	p.head = widgets.NewPageHead(words.T("History"), words.T("Reading the saved copy…"), p.export)
	p.tools = newTools(p)
	p.table = widgets.NewDataTable(columns(p.query, "", widths{}), func(i int) []widgets.TableCell { return p.listed[i].cells })
	p.table.Key = func(i int) string { return p.listed[i].entry.ID }
	p.table.OnSelected = func(i int) { p.open(p.listed[i].entry.ID) }
	p.table.OnSort = p.sort
	p.table.OnCopy = p.copy
	p.table.Footer = func(first, last int) (string, string) { return footer(first, last, len(p.listed), deps.Words) }
	p.table.KeepWidths(widgets.Widths{Store: deps.Source, Table: "history", Background: deps.Scheduler.Background})
	p.lost.Hide()
	p.none = widgets.VStack(0, p.nothingFits())
	p.split = widgets.NewSplit(container.NewStack(p.table, p.none), panelWidth)
	p.root = container.NewStack(p.loading())
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads what happened and opens the entry that the route names, if any, whatever the
// list was narrowed to.
func (p *Page) Show(id string) {
	p.files = id == nav.ExportArg
	if p.files {
		id = ""
	}
	p.wanted, p.asked = id, id != ""
	if p.asked {
		p.narrow(everything())
	}
	p.Reload()
}

// Changed reads again where something on the page changed, or where there is nothing yet
// but why there is nothing. A preview that billing could not be asked for is asked for
// again once it can be.
func (p *Page) Changed(kinds billing.Kinds) {
	switch fresh := kinds.Has(billing.KindFreshness); {
	case fresh && p.data == nil,
		kinds.Has(billing.KindChanges | billing.KindInvoices | billing.KindAccount | billing.KindCatalog | billing.KindSubscription):
		p.Reload()
	case fresh && p.confirmed.state == previewMissing && !p.away():
		p.ask()
	}
}

func (p *Page) away() bool { return p.deps.Source.Freshness().State(p.deps.Now()) == billing.Away }

// Tick reads again on another day: what waited for it has happened.
func (p *Page) Tick(now time.Time) {
	if p.data == nil || p.data.roll == nil {
		return
	}
	p.tellAge(now)
	if p.deps.Words.Day(now) != p.deps.Words.Day(p.data.roll.now) {
		p.Reload()
	}
}

// tellAge says whose history it is, and of when.
func (p *Page) tellAge(now time.Time) {
	p.head.Subtitle.SetText(words.T("Every change to the money of {account}: who, when, before and after. It cannot be edited. {age}.",
		"account", p.data.facts.Account.Name, "age", p.deps.Words.Updated(p.deps.Source.Freshness(), now)))
}

// Close ends what is being read and written. A file that was being written is told of, once
// that has ended.
func (p *Page) Close() {
	p.reads.Close()
	p.previews.Close()
	p.exports.End()
}

// FirstFocus is the list.
func (p *Page) FirstFocus() fyne.Focusable { return p.table.Focus() }

// Escape closes the entry at the list's side, and reports whether one was open.
func (p *Page) Escape() bool {
	if !p.split.Open() {
		return false
	}
	p.shut()
	return true
}

// shut closes the entry, and gives the keyboard to the list.
func (p *Page) shut() {
	p.open("")
	if c := widgets.OnScreen(p.root); c != nil {
		c.Focus(p.table.Focus())
	}
}

// Reload reads everything again; what is on screen stays until then.
func (p *Page) Reload() { p.reads.Run(p.deps.Context, p.read, p.apply) }

// read prepares everything away from the window.
func (p *Page) read(ctx context.Context) (dossier, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil {
		return dossier{}, err
	}
	d := dossier{facts: facts}
	if !facts.Account.Role.May(billing.SeeBilling) {
		return d, nil
	}
	changes, err := p.deps.Source.Changes(ctx, -1)
	if err != nil {
		return dossier{}, err
	}
	if d.invoices, err = p.deps.Source.Invoices(ctx); err != nil {
		return dossier{}, err
	}
	d.roll = newRoll(billing.History(changes, d.invoices), facts, p.deps.Now(), p.deps.Words)
	return d, nil
}

func (p *Page) apply(d dossier, err error) {
	waiting := p.deps.Source.Freshness().Awaits(err)
	switch {
	case err != nil && (p.data != nil || waiting):
		return
	case err != nil:
		p.set(p.unreadable(p.deps.Words.Error(err)))
		return
	}
	p.data = &d
	p.tellAge(p.deps.Now())
	switch {
	case d.roll == nil:
		p.open("")
		p.set(p.notYours())
		return
	case len(d.roll.rows) == 0:
		p.open("")
		p.set(p.empty())
		return
	}
	p.tools.offer(d.roll.people)
	p.refill()
	p.open(p.wanted)
	p.set(p.normal())
	if p.files {
		p.files = false
		p.chooseFile()
	}
}

// narrow lists something else.
func (p *Page) narrow(q query) {
	p.query = q
	p.tools.show(q)
	p.refill()
	p.table.ScrollToTop()
}

// sort orders by the column whose head was pressed.
func (p *Page) sort(c int) { p.narrow(p.query.pressed(column(c))) }

// refill lists what the query leaves.
func (p *Page) refill() {
	if p.data == nil || p.data.roll == nil {
		return
	}
	p.listed = p.data.roll.list(p.query)
	p.table.SetLength(len(p.listed)) // before anything makes the table read its rows again
	p.table.SetColumns(columns(p.query, p.data.roll.currency, p.data.roll.widths))
	p.tools.count(len(p.listed))
	p.mark()
	p.none.Hidden = len(p.listed) > 0
	p.table.Hidden = !p.none.Hidden
	p.split.Content.Refresh()
}

func (p *Page) mark() {
	p.table.SetSelected(slices.IndexFunc(p.listed, func(r *row) bool { return p.wanted != "" && r.entry.ID == p.wanted }))
}

// open shows an entry at the list's side; an empty or unknown id shows none, and says so
// where the route named it.
func (p *Page) open(id string) {
	p.wanted = id
	r := p.data.row(id)
	p.lost.Hidden = r != nil || id == "" || !p.asked
	p.lost.SetText(words.T("{id} is not in this history.", "id", id))
	if r == nil {
		p.shown, p.confirmed = detail{}, preview{}
		p.split.Show(nil)
		p.previews.Cancel()
	} else {
		p.shown = p.data.show(r, p.deps.Words)
		p.ask()
	}
	p.mark()
	if p.page != nil {
		p.page.Refresh()
	}
}

func (p *Page) set(content fyne.CanvasObject) {
	if len(p.root.Objects) == 1 && p.root.Objects[0] == content {
		return
	}
	p.root.Objects = []fyne.CanvasObject{content}
	p.root.Refresh()
}

func (p *Page) normal() fyne.CanvasObject {
	if p.page == nil {
		p.page = widgets.Page(p.head, widgets.VStack(theme.Gap12, p.tools.bar, p.lost, widgets.Grow(p.split.Content)))
	}
	return p.page
}
