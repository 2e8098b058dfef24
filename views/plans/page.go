// Package plans compares the plans side by side, and sets the quantities of the
// one that is chosen, with the order preview beside them.
package plans

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
}

// Quotes are prices of a change.
type Quotes interface {
	// Estimate prices a change from the cached facts.
	Estimate(ctx context.Context, patch billing.Patch) (billing.Preview, error)
	// Preview has billing price a change and hold the price.
	Preview(ctx context.Context, patch billing.Patch) (billing.Preview, error)
}

// Drafts are the account's changes that were prepared and not confirmed.
type Drafts interface {
	// Drafts are newest first.
	Drafts(ctx context.Context) ([]billing.Draft, error)
	// DropDraft deletes one; one that is not there is dropped already.
	DropDraft(ctx context.Context, id string) error
}

// Source is what the page reads, asks and does.
type Source interface {
	Books
	Quotes
	Drafts
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Say       func(words.Told) // tells what came of an action
	Words     words.Printer
	Now       func() time.Time
}

// reading is what the page begins with.
type reading struct {
	facts  billing.Facts
	drafts []billing.Draft
}

// Page is the plans.
type Page struct {
	deps  Deps
	reads *load.Loader[reading]
	drops *load.Loader[struct{}]
	root  *fyne.Container

	facts    *billing.Facts
	kept     []billing.Draft
	drafts   draftCard
	arg      string           // of the route; empty compares
	interval billing.Interval // that the comparison is shown at; empty is today's
	compared *comparison      // what the comparison on screen says
	table    *compareView
	setting  *customizer // while a plan is customized
}

var _ nav.View = (*Page)(nil)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{deps: deps, reads: load.New[reading](deps.Scheduler), drops: load.New[struct{}](deps.Scheduler)}
	p.drafts.open, p.drafts.discard = p.openDraft, p.discard
	p.root = container.NewStack(widgets.NewVScroll(loading()))
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show compares the plans, or sets the quantities of the change that the
// argument names.
func (p *Page) Show(arg string) {
	if arg != p.arg || p.facts == nil {
		p.leave()
		p.set(loading())
	}
	p.arg = arg
	p.Reload()
}

// Changed reads again where what changed is on the page.
func (p *Page) Changed(kinds billing.Kinds) {
	if kinds.Has(billing.KindAccount | billing.KindCatalog | billing.KindSubscription | billing.KindUsage | billing.KindOutbox) {
		p.Reload()
	}
}

// Tick has an estimate confirmed once the person has stopped typing.
func (p *Page) Tick(now time.Time) {
	if p.setting != nil {
		p.setting.tick(now)
	}
}

// Close ends what is being read.
func (p *Page) Close() {
	p.reads.Close()
	p.drops.Close()
	p.leave()
}

// FirstFocus is where the person would go on.
func (p *Page) FirstFocus() fyne.Focusable {
	switch {
	case p.setting != nil:
		return p.setting.firstFocus()
	case p.table != nil:
		return p.table.firstFocus()
	}
	return nil
}

// Reload reads the data again; what is on screen stays until then.
func (p *Page) Reload() {
	p.reads.Run(p.deps.Context, p.read, func(r reading, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		same := p.facts != nil && reflect.DeepEqual(*p.facts, r.facts)
		p.facts, p.kept = &r.facts, r.drafts
		p.present(same)
	})
}

func (p *Page) read(ctx context.Context) (reading, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil {
		return reading{}, err
	}
	drafts, err := p.deps.Source.Drafts(ctx)
	return reading{facts: facts, drafts: drafts}, err
}

// leave forgets what is on screen.
func (p *Page) leave() {
	if p.setting != nil {
		p.setting.close()
	}
	p.setting, p.table, p.compared = nil, nil, nil
}

// present shows what the route asks for. Facts that did not change leave
// everything as the person set it.
func (p *Page) present(same bool) {
	if p.arg == "" {
		p.compare()
		return
	}
	patch, err := nav.ParseTermsArg(p.arg)
	if err != nil {
		p.set(p.unreadable(words.Told{What: "This link does not name a change of plan.", Next: "Choose a plan from the list."}))
		return
	}
	target := p.facts.Subscription.Terms.With(patch)
	if plan, ok := p.facts.Catalog.Plan(target.Plan); ok && plan.Kind == billing.PlanCustom {
		p.set(p.contact(plan))
		return
	}
	switch {
	case p.setting == nil:
		p.setting = newCustomizer(p.deps, *p.facts, patch)
		p.put(p.setting.content())
		p.setting.ask()
	case !same:
		p.setting.facts = *p.facts
		p.setting.ask()
	}
}

// compare builds the comparison anew only where it says something else.
func (p *Page) compare() {
	interval := p.interval
	if interval == "" {
		interval = p.facts.Subscription.Terms.Interval
	}
	p.drafts.fill(draftsOf(*p.facts, p.kept, p.deps.Words))
	c := compare(*p.facts, interval, p.deps.Now(), p.deps.Words)
	if p.compared != nil && reflect.DeepEqual(*p.compared, c) {
		return
	}
	p.compared = &c
	if p.table != nil && p.table.fill(c, interval) {
		return
	}
	p.table = newCompareView(c, interval, p.drafts.content, compareActions{
		choose: p.choose, interval: func(i billing.Interval) { p.interval = i; p.compare() },
		customize: func() { p.deps.Go(nav.Route{Page: nav.PagePlans, Arg: planArg(p.facts.Subscription.Terms.Plan)}) },
	})
	p.set(p.table.content)
}

// choose goes where a column's button leads.
func (p *Page) choose(c column) {
	page := nav.PagePlans
	if c.action == actionBlocked || c.direct {
		page = nav.PageCheckout
	}
	p.deps.Go(nav.Route{Page: page, Arg: c.arg})
}

// set puts something on screen that scrolls as a whole.
func (p *Page) set(content fyne.CanvasObject) { p.put(widgets.NewVScroll(content)) }

// put puts something on screen. All of it scrolls by itself: the page never asks
// for more height than there is, so that the way on stays in sight.
func (p *Page) put(content fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{content}
	p.root.Refresh()
}

// fail keeps what is on screen: an older page beats an error. Before the first
// sync there is nothing to be wrong, the page waits.
func (p *Page) fail(err error) {
	if p.facts != nil || billing.CodeOf(err) == billing.NotFound && p.deps.Source.Freshness().Problem == nil {
		return
	}
	p.set(p.unreadable(p.deps.Words.Error(err)))
}

func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	again := widgets.NewButton(widgets.ButtonSecondary, "Read again", p.Reload)
	back := widgets.NewButton(widgets.ButtonSecondary, "Compare plans", func() { p.deps.Go(nav.Route{Page: nav.PagePlans}) })
	return widgets.Page(widgets.NewPageHead("Plan", ""), widgets.VStack(0, widgets.NewStateCard(widgets.StateError,
		widgets.Notice{Title: "Plans could not be read", Detail: told.String()}, again, back)))
}
