// Package invoices lists an account's invoices and credit notes, shows one of them line
// by line, each with the arithmetic that made it, and writes them to files.
package invoices

import (
	"context"
	"reflect"
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

// changesRead is how many of the latest changes are read to say what they billed.
const changesRead = 2000

// Papers writes documents to files, whole or not at all; the paths are chosen by the
// person.
type Papers interface {
	SaveInvoicePDF(ctx context.Context, invoice, path string) error
	SaveInvoiceCSV(ctx context.Context, invoice, path string) error
	// ExportInvoices tells its progress from any goroutine. Where the context ends it
	// has written nothing.
	ExportInvoices(ctx context.Context, job billing.ExportJob, progress func(done, total int)) (billing.ExportResult, error)
}

// Source is what the page reads and does.
type Source interface {
	Papers
	Facts(ctx context.Context) (billing.Facts, error)
	// Invoices are those that the reader may see, newest first, with lines.
	Invoices(ctx context.Context) ([]billing.Invoice, error)
	// Changes are the latest ones, newest first.
	Changes(ctx context.Context, limit int) ([]billing.Change, error)
	Freshness() billing.Freshness
	// OpenMail begins a mail in the person's own program, to an address or to nobody yet.
	OpenMail(ctx context.Context, to, subject, body string) error
	widgets.WidthStore
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Exists    func(nav.Page) bool
	Say       func(words.Told) // tells what came of an action
	// Offer is Say with something that can be done about it.
	Offer func(told words.Told, label string, do func())
	Copy  func(text string) // to the clipboard
	// ChooseFile asks where a file is to be written, ChooseFolder into which folder.
	ChooseFile   func(suggested string, chosen func(path string))
	ChooseFolder func(chosen func(path string))
	OpenFolder   func(folder string) error // in the system's file manager
	Words        words.Printer
	Now          func() time.Time
}

type data struct {
	facts    billing.Facts
	register *register // nil where the reader may not see documents
}

// Page is the list and, at its side, one document or what is to be exported.
type Page struct {
	deps  Deps
	reads *load.Loader[data]
	saves *load.Loader[struct{}]
	mails *load.Loader[struct{}]

	root   *fyne.Container
	head   widgets.PageHead
	mine   *widgets.Button // asks whether a charge is the account's
	out    *widgets.Button // opens the export
	list   *list
	split  *widgets.Split
	page   fyne.CanvasObject // head, list and panel, once they were made
	export *export

	data    *data
	exports bool   // the route asks for files, once there is something to write
	wanted  string // id of the document to show, or empty
	shown   *paper // the document in the panel; nil where there is none
	saving  bool
	left    bool      // the page was closed: only what came of what it wrote is told
	seen    time.Time // when the page was last on the screen
}

var (
	_ nav.View        = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
	_ nav.Escapable   = (*Page)(nil)
	_ nav.Busy        = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{
		deps: deps, reads: load.New[data](deps.Scheduler),
		saves: load.New[struct{}](deps.Scheduler), mails: load.New[struct{}](deps.Scheduler),
	}
	p.mine = widgets.NewButton(widgets.ButtonSecondary, words.T("Is this charge mine?"), p.askAboutCharge).WithIcon(resources.IconSearch)
	p.out = widgets.NewButton(widgets.ButtonSecondary, words.T("Export"), p.openExport).WithIcon(resources.IconDownload)
	p.head = widgets.NewPageHead(words.T("Invoices"), words.T("Reading the saved copy…"))
	if deps.Exists(nav.PageSupport) {
		p.head.Actions = append(p.head.Actions, p.mine)
	}
	p.head.Actions = append(p.head.Actions, p.out)
	p.list = newList(p)
	p.split = widgets.NewSplit(p.list.area, panelWidth)
	p.export = newExport(p)
	p.root = container.NewStack(p.loading())
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads the documents and opens the one that the route names, if any.
func (p *Page) Show(id string) {
	p.exports = id == nav.ExportArg
	if p.exports {
		id = ""
	}
	p.wanted, p.seen = id, p.deps.Now()
	if id != "" {
		p.export.leave()
	}
	p.Reload()
}

// Changed reads again where documents changed, or where there is nothing yet but why
// there is nothing.
func (p *Page) Changed(kinds billing.Kinds) {
	const shown = billing.KindInvoices | billing.KindAccount | billing.KindCatalog | billing.KindSubscription
	switch fresh := kinds.Has(billing.KindFreshness); {
	case fresh && p.data == nil, kinds.Has(shown):
		p.Reload()
	case fresh:
		p.Tick(p.deps.Now())
	}
}

// Tick moves ages on, and the periods where another day begins.
func (p *Page) Tick(now time.Time) {
	p.seen = now
	if p.data == nil || p.data.register == nil {
		return
	}
	p.tellAge(now)
	if p.list.listing.period != p.list.query.span.Period(now, p.data.register.calendar) {
		p.list.refill()
	}
	p.present()
}

func (p *Page) tellAge(now time.Time) {
	p.head.Subtitle.SetText(words.T("Invoices and credit notes of {account}. Times in {zone}. {age}.", "zone", p.deps.Words.ZoneName(),
		"account", p.data.facts.Account.Name, "age", p.deps.Words.Updated(p.deps.Source.Freshness(), now)))
}

// Close ends what is being read and written. What was being written says what came of it,
// once it has ended.
func (p *Page) Close() {
	p.left = true
	p.reads.Close()
	p.saves.End()
	p.mails.Close()
	p.export.close()
}

// Busy says what is under way.
func (p *Page) Busy() string {
	if p.saving || p.export.stage == running || p.export.stage == canceling {
		return words.Writing()
	}
	return ""
}

// FirstFocus is the list.
func (p *Page) FirstFocus() fyne.Focusable { return p.list.table.Focus() }

// Escape closes what is open at the list's side, and reports whether anything was. An
// export that is running goes on.
func (p *Page) Escape() bool {
	if !p.split.Open() {
		return false
	}
	p.shut()
	return true
}

// shut closes the panel, and gives the keyboard to the list.
func (p *Page) shut() {
	p.export.leave()
	p.wanted = ""
	p.present()
	p.focus(p.list.table.Focus())
}

func (p *Page) focus(target fyne.Focusable) {
	if c := widgets.OnScreen(p.root); c != nil && target != nil {
		c.Focus(target)
	}
}

// Reload reads the documents again; what is on screen stays until then.
func (p *Page) Reload() { p.reads.Run(p.deps.Context, p.read, p.apply) }

// read prepares everything that is searched away from the window.
func (p *Page) read(ctx context.Context) (data, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil || !facts.Account.Role.May(billing.SeeBilling) {
		return data{facts: facts}, err
	}
	all, err := p.deps.Source.Invoices(ctx)
	if err != nil {
		return data{}, err
	}
	changes, err := p.deps.Source.Changes(ctx, changesRead)
	if err != nil {
		return data{}, err
	}
	return data{facts: facts, register: newRegister(facts, all, changes, p.deps.Words)}, nil
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
	if d.register == nil {
		p.export.leave() // nothing of it may be seen any more; what runs was begun while it was
		p.set(p.notYours())
		return
	}
	p.tellAge(p.deps.Now())
	none := len(d.register.documents) == 0
	if none {
		p.export.leave()
	}
	p.list.fill()
	p.present()
	if none {
		p.set(p.empty())
		return
	}
	p.set(p.normal())
	if p.exports {
		p.exports = false
		p.openExport()
	}
}

// present shows at the list's side what is to be there. A document is built anew only
// where something else is to be said of it.
func (p *Page) present() {
	if p.data == nil || p.data.register == nil {
		return
	}
	if p.export.open {
		p.export.renew()
		return
	}
	d := p.data.register.document(p.wanted)
	if d == nil {
		p.shown = nil
		p.split.Show(nil)
		p.list.mark()
		return
	}
	shown := p.view().detail(d)
	if p.shown == nil || !reflect.DeepEqual(p.shown.detail, shown) {
		p.shown = p.paper(shown)
		p.split.Show(p.shown.content)
	}
	p.list.mark()
}

// view is what documents are seen with now.
func (p *Page) view() view {
	return view{
		facts: p.data.facts, register: p.data.register, words: p.deps.Words,
		away: p.deps.Source.Freshness().State(p.deps.Now()) == billing.Away, history: p.deps.Exists(nav.PageHistory),
	}
}

// open shows a document at the list's side.
func (p *Page) open(id string) {
	p.export.leave()
	p.wanted = id
	p.present()
}

// askAboutCharge leads to where a charge is looked for: the open document's, or any.
func (p *Page) askAboutCharge() {
	arg := nav.SupportCharge
	if p.shown != nil {
		arg = nav.ChargeArg(p.shown.detail.id)
	}
	p.deps.Go(nav.Route{Page: nav.PageSupport, Arg: arg})
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
		p.page = widgets.Page(p.head, widgets.VStack(theme.Gap12, p.list.bar, widgets.Grow(p.split.Content)))
	}
	return p.page
}
