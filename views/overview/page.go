// Package overview is the first page: the plan and how fresh it is, what it
// includes and how much of it is used, the next invoice and the latest changes.
package overview

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

// Source is what the page reads and does.
type Source interface {
	// Facts are the account's as cached; CodeOf is billing.NotFound before the
	// first sync.
	Facts(ctx context.Context) (billing.Facts, error)
	Freshness() billing.Freshness
	Changes(ctx context.Context, limit int) ([]billing.Change, error)
	// UndoScheduled drops the scheduled change.
	UndoScheduled(ctx context.Context) (billing.Outcome, error)
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Refresh   func()           // one round of sync, as F5 does
	Say       func(words.Told) // tells what came of an action
	Words     words.Printer
	Now       func() time.Time
}

// Page is the overview.
type Page struct {
	deps  Deps
	reads *load.Loader[data]
	undos *load.Loader[billing.Outcome]

	root    *fyne.Container
	head    widgets.PageHead
	updated *widgets.Text
	refresh *widgets.Button
	change  *widgets.Button
	undo    *widgets.Button
	undoing bool

	last  *data
	shown *model
}

var (
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{
		deps:  deps,
		reads: load.New[data](deps.Scheduler), undos: load.New[billing.Outcome](deps.Scheduler),
		updated: widgets.NewCaption(""),
	}
	toPlans := func() { deps.Go(nav.Route{Page: nav.PagePlans}) }
	p.refresh = widgets.NewButton(widgets.ButtonSecondary, "Refresh", deps.Refresh).WithIcon(resources.IconRefresh)
	p.change = widgets.NewButton(widgets.ButtonPrimary, "Change plan", toPlans)
	p.undo = widgets.NewButton(widgets.ButtonSecondary, "Undo this change", p.undoScheduled).WithIcon(resources.IconUndo)
	p.head = widgets.NewPageHead("Overview", "", p.updated, p.refresh)
	p.root = container.NewStack(p.loading())
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads the page's data.
func (p *Page) Show(string) { p.Reload() }

// Changed reads again where what changed is on the page.
func (p *Page) Changed(kinds billing.Kinds) {
	if kinds.Has(billing.KindAccount | billing.KindCatalog | billing.KindSubscription | billing.KindUsage |
		billing.KindChanges | billing.KindFreshness) {
		p.Reload()
	}
}

// Tick moves the age on.
func (p *Page) Tick(time.Time) {
	if p.last != nil {
		p.last.freshness = p.deps.Source.Freshness()
		p.present(*p.last)
	}
}

// Close ends what is being read.
func (p *Page) Close() {
	p.reads.Close()
	p.undos.Close()
}

// FirstFocus is the page's one primary action.
func (p *Page) FirstFocus() fyne.Focusable {
	if p.shown == nil || p.shown.plan.action == "" {
		return p.refresh
	}
	return p.change
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
	})
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
	return data{facts: facts, changes: changes, freshness: p.deps.Source.Freshness()}, nil
}

// present builds the page anew only where it says something else, so that
// nothing on it moves while its age does.
func (p *Page) present(d data) {
	m := show(d, p.deps.Now(), p.deps.Words)
	p.updated.SetText(m.updated)
	m.updated = ""
	if p.shown != nil && reflect.DeepEqual(*p.shown, m) {
		return
	}
	p.shown = &m
	p.head.Subtitle.SetText(m.period)
	p.change.SetText(m.plan.action)
	p.set(p.normal(m))
}

func (p *Page) set(content fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{content}
	p.root.Refresh()
}

// fail keeps what is on screen: an older page beats an error. Before the first
// sync there is nothing to be wrong, the page waits.
func (p *Page) fail(err error) {
	if p.last != nil || billing.CodeOf(err) == billing.NotFound && p.deps.Source.Freshness().Problem == nil {
		return
	}
	p.set(p.unreadable(p.deps.Words.Error(err)))
}

func (p *Page) undoScheduled() {
	p.undoing = true
	p.undo.Disable()
	p.undos.Run(p.deps.Context, p.deps.Source.UndoScheduled, func(_ billing.Outcome, err error) {
		p.undoing = false
		p.undo.Enable()
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		p.deps.Say(words.Told{What: "The scheduled change is dropped"})
		p.Reload()
	})
}
