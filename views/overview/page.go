// Package overview is the first page: the plan and how fresh it is, what it
// includes and how much of it is used, the next invoice and the latest changes.
package overview

import (
	"context"
	"reflect"
	"slices"
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
	// Facts are the account's as cached; CodeOf is billing.NotFound before the
	// first sync.
	Facts(ctx context.Context) (billing.Facts, error)
	Changes(ctx context.Context, limit int) ([]billing.Change, error)
	// IdleMembers is how many are idle at now; none for whom members are not to see.
	IdleMembers(ctx context.Context, now time.Time) (int, error)
	CreditGrants(ctx context.Context) ([]billing.CreditGrant, error)
}

// Source is what the page reads and does.
type Source interface {
	Books
	Freshness() billing.Freshness
	// UndoScheduled drops the scheduled change.
	UndoScheduled(ctx context.Context) (billing.Outcome, error)
	// CancelSubscription has the subscription end with its billing period. The
	// reason, which may be empty, is kept in the history.
	CancelSubscription(ctx context.Context, reason string) (billing.Outcome, error)
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Exists    func(nav.Page) bool // whether a page can be gone to
	Refresh   func()              // one round of sync, as F5 does
	Say       func(words.Told)    // tells what came of an action
	Words     words.Printer
	Now       func() time.Time
}

// The arguments of the route: what is done with the plan.
const (
	argCancel    = "cancel"    // the question before a cancellation
	argScheduled = "scheduled" // the change that is scheduled
)

// Page is the overview.
type Page struct {
	deps  Deps
	reads *load.Loader[data]
	acts  *load.Loader[billing.Outcome]

	root *fyne.Container
	head widgets.PageHead
	controls
	acting bool // something is being done, and not answered yet
	leave  *leaving

	last   *data
	shown  *model
	wanted string // the route's argument, until there is something to show it on
}

// controls live as long as the page, so that the keyboard's focus stays on them
// while everything around them is drawn anew.
type controls struct {
	refresh, act, more, undo, fix, sales *widgets.Button
	fits, manage, history                *widgets.Button
	updated, saved, limits, next         *widgets.Text // ages
	savedToo                             *widgets.Text // on another card
}

var (
	_ nav.Busy        = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{deps: deps, reads: load.New[data](deps.Scheduler), acts: load.New[billing.Outcome](deps.Scheduler)}
	p.controls = controls{
		updated: widgets.NewCaption(""), saved: widgets.NewCaption(""), savedToo: widgets.NewCaption(""),
		limits: widgets.NewCaption(""), next: widgets.NewCaption(""),
		refresh: widgets.NewButton(widgets.ButtonSecondary, words.T("Refresh"), deps.Refresh).WithIcon(resources.IconRefresh),
		act:     widgets.NewButton(widgets.ButtonPrimary, words.T("Customize plan"), func() { deps.Go(p.shown.plan.leads) }),
		more:    widgets.NewIconButton(resources.IconMore, words.T("More about the plan"), p.openMenu),
		undo:    widgets.NewButton(widgets.ButtonSecondary, words.T("Undo this change"), p.undoScheduled).WithIcon(resources.IconUndo),
		fix:     widgets.NewButton(widgets.ButtonLink, "", p.mend),
		sales:   widgets.NewButton(widgets.ButtonSecondary, words.T("Contact Sales"), p.askSales).WithIcon(resources.IconHeadset),
		fits:    widgets.NewButton(widgets.ButtonLink, words.T("Which plan fits?"), func() { p.lead(nav.PagePlans) }),
		manage:  widgets.NewButton(widgets.ButtonLink, words.T("Manage"), func() { p.lead(nav.PagePayments) }),
		history: widgets.NewButton(widgets.ButtonLink, words.T("Open history"), func() { p.lead(nav.PageHistory) }),
	}
	p.head = widgets.NewPageHead(words.T("Overview"), "", p.updated, p.refresh)
	p.root = container.NewStack(p.loading())
	return p
}

func (p *Page) lead(page nav.Page) { p.deps.Go(nav.Route{Page: page}) }

// mend leads to what keeps the scheduled change from coming. The keyboard may be in its
// button for a moment after the change went, as in that of a trial.
func (p *Page) mend() {
	if s := p.shown.scheduled; s != nil {
		p.lead(nav.Page(s.fix))
	}
}

func (p *Page) askSales() {
	if t := p.shown.trial; t != nil {
		p.deps.Go(t.sales)
	}
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads the page's data, and then shows what the route asks for.
func (p *Page) Show(arg string) {
	p.wanted = arg
	p.Reload()
}

// Changed reads again where what changed is on the page. Freshness alone moves the age
// on, unless there is nothing yet but why there is nothing.
func (p *Page) Changed(kinds billing.Kinds) {
	switch fresh := kinds.Has(billing.KindFreshness); {
	case fresh && p.last == nil, kinds.Has(billing.KindAccount | billing.KindCatalog | billing.KindSubscription | billing.KindUsage |
		billing.KindChanges | billing.KindMembers | billing.KindCredits):
		p.Reload()
	case fresh:
		p.Tick(p.deps.Now())
	}
}

// Tick moves the ages on.
func (p *Page) Tick(time.Time) {
	if p.last != nil {
		p.last.freshness = p.deps.Source.Freshness()
		p.present(*p.last)
	}
}

// Close ends what is being read, and takes away what stands in front of the page.
func (p *Page) Close() {
	p.Escape()
	p.reads.Close()
	p.acts.Close()
}

// Escape closes the question that stands in front of the page.
func (p *Page) Escape() bool {
	if p.leave == nil {
		return false
	}
	p.leave.dialog.Hide()
	return true
}

// Busy says what is under way.
func (p *Page) Busy() string {
	if p.acting {
		return words.Sending()
	}
	return ""
}

// FirstFocus is the page's one primary action.
func (p *Page) FirstFocus() fyne.Focusable {
	if p.shown == nil || p.shown.plan.action == "" {
		return p.refresh
	}
	return p.act
}

// Reload reads the data again; what is on screen stays until then.
func (p *Page) Reload() {
	p.reads.Run(p.deps.Context, p.read, func(d data, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.last = &d
		p.present(d)
		p.follow()
	})
}

// follow shows what the route asked for, where it can be done.
func (p *Page) follow() {
	wanted := p.wanted
	p.wanted = ""
	c := widgets.OnScreen(p.root)
	switch {
	case c == nil:
	case wanted == argCancel && !p.shown.offline && slices.Contains(p.shown.plan.menu, cancelPlan):
		p.askToLeave()
	case wanted == argScheduled && p.shown.scheduled != nil && p.shown.plan.mayChange && !p.undo.Disabled():
		c.Focus(p.undo)
	}
}

func (p *Page) read(ctx context.Context) (data, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil {
		return data{}, err
	}
	changes, err := p.deps.Source.Changes(ctx, recentLimit)
	if err != nil {
		return data{}, err
	}
	idle, err := p.deps.Source.IdleMembers(ctx, p.deps.Now())
	if err != nil {
		return data{}, err
	}
	grants, err := p.deps.Source.CreditGrants(ctx)
	if err != nil {
		return data{}, err
	}
	return data{
		facts: facts, changes: changes, idle: idle, grants: grants,
		freshness: p.deps.Source.Freshness(),
	}, nil
}

// present builds the page anew only where it says something else, so that
// nothing on it moves while its age does.
func (p *Page) present(d data) {
	m := show(d, p.deps.Now(), p.deps.Words)
	p.updated.SetText(m.ages.updated)
	p.saved.SetText(m.ages.saved)
	p.savedToo.SetText(m.ages.saved)
	p.limits.SetText(m.ages.limits)
	p.next.SetText(m.ages.next)
	m.ages = ages{}
	setEnabled(p.undo, !m.offline && !p.acting)
	if p.shown != nil && reflect.DeepEqual(*p.shown, m) {
		return
	}
	p.shown = &m
	p.head.Subtitle.SetText(m.period)
	p.refresh.Hidden = m.offline // the bar above tries again
	p.act.SetText(m.plan.action)
	p.set(p.normal(m))
}

func (p *Page) set(content fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{content}
	p.root.Refresh()
}

// fail keeps what is on screen: an older page beats an error. Before the first
// sync there is nothing to be wrong, the page waits.
func (p *Page) fail(err error) {
	if p.last != nil || p.deps.Source.Freshness().Awaits(err) {
		return
	}
	p.set(p.unreadable(p.deps.Words.Error(err)))
}

// do runs one action at a time.
func (p *Page) do(act func(context.Context) (billing.Outcome, error), done func(error)) {
	p.acting = true
	p.undo.Disable()
	p.acts.Run(p.deps.Context, act, func(_ billing.Outcome, err error) {
		p.acting = false
		done(err)
		p.Reload()
	})
}

func (p *Page) undoScheduled() {
	p.do(p.deps.Source.UndoScheduled, func(err error) {
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		p.deps.Say(words.Told{What: words.T("The scheduled change is dropped.")})
	})
}
