// Package credits tells apart what is called credit: AI credits, email credits, message
// credits and billing credit; where AI credits come from and what they are spent on,
// packs of them, and auto-reload.
package credits

import (
	"context"
	"reflect"
	"time"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Books are what is known of the account, from the cache.
type Books interface {
	// Facts are the account's; CodeOf is billing.NotFound before the first sync.
	Facts(ctx context.Context) (billing.Facts, error)
	Freshness() billing.Freshness
	// Invoices are those that the reader may see, newest first.
	Invoices(ctx context.Context) ([]billing.Invoice, error)
}

// Ledger is what was granted and used up.
type Ledger interface {
	CreditGrants(ctx context.Context) ([]billing.CreditGrant, error)
	// CreditSpends are newest first.
	CreditSpends(ctx context.Context, limit int) ([]billing.CreditSpend, error)
	// UsageDays are of the running usage cycle.
	UsageDays(ctx context.Context) ([]billing.UsageDay, error)
}

// Source is what the page reads.
type Source interface {
	Books
	Ledger
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Words     words.Printer
	Now       func() time.Time
}

// The arguments of the route: where the keyboard begins.
const (
	argPacks  = "packs"
	argReload = "reload"
)

// spendLimit is how many of what AI credits were spent on are read: a busy month.
const spendLimit = 5000

// Page is the credits.
type Page struct {
	deps  Deps
	reads *load.Loader[data]

	root   *fyne.Container
	head   widgets.PageHead
	age    *widgets.Text
	view   *widgets.Select
	form   *reloadForm
	meters *widgets.Segmented
	chart  *widgets.Chart
	rows   []*packRow
	packs  map[string]*packRow // those that can be bought, by id

	data   *data
	shown  *model
	list   spentList
	said   saidSpent
	meter  int // whose days are drawn
	arg    string
	wanted bool // the keyboard is to begin where the route says, once that is there
}

// saidSpent is what was spent in words, and what those are of: it is said anew for other
// data, another list and another day, and not at each tick.
type saidSpent struct {
	data  *data
	list  spentList
	day   string
	spent spent
}

var (
	_ nav.View        = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
	_ nav.Escapable   = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{deps: deps, reads: load.New[data](deps.Scheduler), age: widgets.NewCaption(""), chart: widgets.NewChart(), packs: map[string]*packRow{}}
	p.head = widgets.NewPageHead(words.T("AI and sending credits"), "", p.age)
	p.form = newReloadForm(deps)
	p.view = widgets.NewSelect([]string{words.T("Newest"), words.T("By action"), words.T("By person")}, int(p.list.view), func(i int) {
		p.list = spentList{view: spentView(i)}
		p.present()
	})
	p.root = container.NewStack(p.loading())
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads the credits; the argument says where the keyboard begins.
func (p *Page) Show(arg string) {
	p.arg, p.wanted = arg, arg != ""
	p.Reload()
}

// Changed reads again where what changed is on the page.
func (p *Page) Changed(kinds billing.Kinds) {
	if kinds.Has(billing.KindAccount | billing.KindCatalog | billing.KindSubscription | billing.KindUsage | billing.KindUsageDays |
		billing.KindInvoices | billing.KindCredits | billing.KindSpends) {
		p.Reload()
	}
}

// Tick moves ages, days and forecasts on.
func (p *Page) Tick(now time.Time) {
	freshness := p.deps.Source.Freshness()
	p.age.SetText(p.deps.Words.Updated(freshness, now))
	if p.data != nil {
		p.data.freshness = freshness
		p.present()
	}
}

// Close ends what is being read.
func (p *Page) Close() { p.reads.Close() }

// FirstFocus is where the route leads, or the first pack.
func (p *Page) FirstFocus() fyne.Focusable {
	if p.shown == nil {
		return nil
	}
	if p.arg == argReload && p.shown.reload.shown {
		return p.form.firstFocus()
	}
	if len(p.rows) > 0 && p.rows[0].preview != nil {
		return p.rows[0].preview
	}
	return nil
}

// Escape folds what AI credits were spent on, where all of it is listed.
func (p *Page) Escape() bool {
	if !p.list.all || p.shown == nil {
		return false
	}
	p.list.all = false
	p.present()
	return true
}

// Reload reads the data again; what is on screen stays until then.
func (p *Page) Reload() {
	p.reads.Run(p.deps.Context, p.read, func(d data, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.data = &d
		p.Tick(p.deps.Now())
		p.begin()
	})
}

// begin takes the keyboard to where the route leads, once.
func (p *Page) begin() {
	first := p.FirstFocus()
	if c := widgets.OnScreen(p.root); c != nil && p.wanted && first != nil {
		p.wanted = false
		c.Focus(first)
	}
}

func (p *Page) read(ctx context.Context) (data, error) {
	var d data
	var err error
	if d.facts, err = p.deps.Source.Facts(ctx); err != nil {
		return d, err
	}
	if d.grants, err = p.deps.Source.CreditGrants(ctx); err != nil {
		return d, err
	}
	spends, err := p.deps.Source.CreditSpends(ctx, spendLimit)
	if err != nil {
		return d, err
	}
	d.tally = tallyOf(spends, d.facts.Usage.Cycle.Start)
	if d.days, err = p.deps.Source.UsageDays(ctx); err != nil {
		return d, err
	}
	d.invoices, err = p.deps.Source.Invoices(ctx)
	d.freshness = p.deps.Source.Freshness()
	return d, err
}

// present builds the page anew only where it says something else, so that nothing on it
// moves while its age does.
func (p *Page) present() {
	now := p.deps.Now()
	m := show(*p.data, p.spent(now), now, p.deps.Words)
	if p.shown != nil && reflect.DeepEqual(stated(*p.shown), stated(m)) {
		return
	}
	p.rebuild(m)
}

// spent is what was spent, in the words that it was said in where they still hold.
func (p *Page) spent(now time.Time) spent {
	if day := p.deps.Words.Day(now); p.said.data != p.data || p.said.list != p.list || p.said.day != day {
		p.said = saidSpent{data: p.data, list: p.list, day: day, spent: showSpent(*p.data, p.list, now, p.deps.Words)}
	}
	return p.said.spent
}

// stated is a model without what compares by identity.
func stated(m model) model {
	charts := make([]chart, len(m.charts))
	for i, c := range m.charts {
		c.content.Format = nil
		charts[i] = c
	}
	m.charts = charts
	return m
}

func (p *Page) rebuild(m model) {
	p.shown = &m
	p.head.Subtitle.SetText(m.subtitle)
	p.form.fill(m.reload, m.reserved)
	p.set(p.normal(m))
}

func (p *Page) set(content fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{content}
	p.root.Refresh()
}

// fail keeps what is on screen: an older page beats an error. Before the first sync
// there is nothing to be wrong, the page waits.
func (p *Page) fail(err error) {
	if p.data != nil || p.deps.Source.Freshness().Awaits(err) {
		return
	}
	p.set(p.unreadable(p.deps.Words.Error(err)))
}
