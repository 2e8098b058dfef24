// Package plans compares the plans side by side, and sets the quantities of the
// one that is chosen, with the order preview beside them.
package plans

import (
	"context"
	"reflect"
	"time"

	"billfold/billing"
	"billfold/resources"
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
	// Members are empty for whom they are not to see.
	Members(ctx context.Context) ([]billing.Member, error)
	CreditGrants(ctx context.Context) ([]billing.CreditGrant, error)
}

// Vendor is whom the account buys from.
type Vendor interface {
	// Preview has billing price a change and hold the price.
	Preview(ctx context.Context, patch billing.Patch) (billing.Preview, error)
	// OpenMail begins a mail in the person's own program; without an address it is to
	// nobody yet.
	OpenMail(ctx context.Context, to, subject, body string) error
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
	Vendor
	Drafts
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Exists    func(nav.Page) bool // whether a page can be gone to
	Say       func(words.Told)    // tells what came of an action
	Copy      func(text string)   // to the clipboard
	Words     words.Printer
	Now       func() time.Time
}

// reading is what the page begins with.
type reading struct {
	known
	drafts []billing.Draft
}

// Page is the plans.
type Page struct {
	deps  Deps
	reads *load.Loader[reading]
	drops map[string]*load.Loader[struct{}] // of drafts, by id
	root  *fyne.Container

	facts    *billing.Facts // of known; nil before the first ones
	known    known
	kept     []billing.Draft
	drafts   draftCard
	arg      string           // of the route; empty compares
	interval billing.Interval // that the comparison is shown at; empty is today's
	compared *comparison      // what the comparison on screen says
	table    *compareView
	setting  *customizer     // while a plan is customized
	sales    *salesForm      // a request to Sales, which stays while it is out of sight
	writing  bool            // it is on screen
	dialog   *widgets.Dialog // in front of the page, where one is
}

var (
	_ nav.View    = (*Page)(nil)
	_ nav.Unsaved = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{deps: deps, reads: load.New[reading](deps.Scheduler), drops: map[string]*load.Loader[struct{}]{}}
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
	if kinds.Has(billing.KindAccount | billing.KindCatalog | billing.KindSubscription | billing.KindUsage | billing.KindOutbox |
		billing.KindMembers | billing.KindCredits) {
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
	for _, drop := range p.drops {
		drop.Close()
	}
	p.leave()
	if p.sales != nil {
		p.sales.close()
	}
}

// Unsaved says that a request to Sales was written and went nowhere.
func (p *Page) Unsaved() string {
	if p.sales == nil || !p.sales.unsent {
		return ""
	}
	return words.T("A request to Sales that was typed is neither mailed nor copied.")
}

// FirstFocus is where the person would go on.
func (p *Page) FirstFocus() fyne.Focusable {
	switch {
	case p.setting != nil:
		return p.setting.firstFocus()
	case p.writing:
		return p.sales.firstFocus()
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
		p.facts, p.known, p.kept = &r.facts, r.known, r.drafts
		p.present(same)
	})
}

func (p *Page) read(ctx context.Context) (reading, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil {
		return reading{}, err
	}
	members, err := p.deps.Source.Members(ctx)
	if err != nil {
		return reading{}, err
	}
	grants, err := p.deps.Source.CreditGrants(ctx)
	if err != nil {
		return reading{}, err
	}
	drafts, err := p.deps.Source.Drafts(ctx)
	return reading{known: known{facts: facts, members: members, grants: grants}, drafts: drafts}, err
}

// Escape closes what stands in front of the page.
func (p *Page) Escape() bool {
	if !p.dialog.Shown() {
		return false
	}
	p.dialog.Hide()
	return true
}

// leave forgets what is on screen, but for what was written to Sales.
func (p *Page) leave() {
	p.dialog.Hide()
	if p.setting != nil {
		p.setting.close()
	}
	p.setting, p.writing, p.table, p.compared = nil, false, nil, nil
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
		p.set(p.blank(widgets.StateError, words.T("This link does not name a change of plan."), words.T("Choose a plan from the list.")))
		return
	}
	target := p.facts.Subscription.Terms.With(patch)
	plan, ok := p.facts.Catalog.Plan(target.Plan)
	switch {
	case ok && plan.Kind == billing.PlanCustom:
		p.writeToSales(plan)
	case ok && plan.Kind != billing.PlanPaid:
		p.set(p.blank(widgets.StateEmpty, words.T("Nothing can be adjusted on {plan}.", "plan", plan.Name),
			words.T("It has no volumes and no add-ons. A paid plan has; compare them.")))
	case p.setting == nil:
		p.setting = newCustomizer(p.deps, *p.facts, patch)
		p.put(p.setting.content())
		p.setting.ask()
	case !same:
		p.setting.renew(*p.facts)
	}
}

// writeToSales shows the request to Sales; what was typed stays whatever changes.
func (p *Page) writeToSales(plan *billing.Plan) {
	if !p.facts.Account.Role.May(billing.ChangeBilling) {
		p.set(p.blank(widgets.StateEmpty, words.T("Contracts are agreed by those who may change the plan."), p.deps.Words.Reserved(p.facts.Account, billing.ChangeBilling)))
		return
	}
	if p.writing {
		return
	}
	if p.sales == nil || p.sales.plan != plan.ID || !p.sales.typed {
		if p.sales != nil {
			p.sales.close()
		}
		p.sales = newSalesForm(p.deps, *p.facts, plan)
	}
	p.writing = true
	p.set(p.sales.content)
}

// compare builds the comparison anew only where it says something else.
func (p *Page) compare() {
	interval := p.interval
	if interval == "" {
		interval = p.facts.Subscription.Terms.Interval
	}
	p.drafts.fill(draftsOf(*p.facts, p.kept, p.deps.Words))
	c := compare(p.known, interval, p.deps.Now(), p.deps.Words)
	if p.compared != nil && reflect.DeepEqual(*p.compared, c) {
		return
	}
	p.compared = &c
	if p.table != nil && p.table.fill(c, interval) {
		return
	}
	p.table = newCompareView(c, interval, p.drafts.content, compareActions{
		choose: p.choose, interval: func(i billing.Interval) { p.interval = i; p.compare() },
		lead: p.deps.Go, figures: p.openFigures, exists: p.deps.Exists,
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
	if p.facts != nil || p.deps.Source.Freshness().Awaits(err) {
		return
	}
	told := p.deps.Words.Error(err)
	p.set(p.blank(widgets.StateError, words.T("Plans could not be read"), told.String()))
}

// blank stands where there is nothing to compare or to set, and says why.
func (p *Page) blank(kind widgets.StateKind, title, detail string) fyne.CanvasObject {
	ways := []fyne.CanvasObject{
		widgets.NewButton(widgets.ButtonSecondary, words.T("Compare plans"), func() { p.deps.Go(nav.Route{Page: nav.PagePlans}) }),
	}
	notice := widgets.Notice{Title: title, Detail: detail, Icon: resources.IconPlan}
	if kind == widgets.StateError {
		notice.Icon = ""
		ways = append([]fyne.CanvasObject{widgets.NewButton(widgets.ButtonSecondary, words.T("Read again"), p.Reload)}, ways...)
	}
	return widgets.Page(widgets.NewPageHead(words.T("Plan"), ""), widgets.VStack(0, widgets.NewStateCard(kind, notice, ways...)))
}
