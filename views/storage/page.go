// Package storage shows what is stored by kind and by item, against how much there is
// and will be, and the ways to more room, the smallest first.
package storage

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
	// StoredItems are the biggest files of the account, the biggest first.
	StoredItems(ctx context.Context) ([]billing.StoredItem, error)
}

// Source is what the page reads, asks and does.
type Source interface {
	Books
	// Estimate prices a change from the cached facts.
	Estimate(ctx context.Context, patch billing.Patch) (billing.Preview, error)
	// UndoScheduled drops the scheduled change.
	UndoScheduled(ctx context.Context) (billing.Outcome, error)
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Say       func(words.Told)  // tells what came of an action
	Copy      func(text string) // to the clipboard
	Words     words.Printer
	Now       func() time.Time
}

// The arguments of the route: what could be deleted, and all items.
const (
	argItems = "items"
	argAll   = "all"
)

// Page is what is stored.
type Page struct {
	deps  Deps
	reads *load.Loader[data]
	undos *load.Loader[billing.Outcome]

	root    *fyne.Container
	head    widgets.PageHead
	age     *widgets.Text
	undo    *widgets.Button
	change  *widgets.Button
	meter   *widgets.StackedMeter
	undoing bool
	picker  *picker // while an add-on is chosen
	items   *itemsView

	data  *data
	shown *model
	arg   string
}

var (
	_ nav.View        = (*Page)(nil)
	_ nav.Busy        = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{
		deps:  deps,
		reads: load.New[data](deps.Scheduler), undos: load.New[billing.Outcome](deps.Scheduler),
		age: widgets.NewCaption(""), meter: widgets.NewStackedMeter(),
	}
	p.undo = widgets.NewButton(widgets.ButtonSecondary, words.T("Undo scheduled change"), p.undoScheduled).WithIcon(resources.IconUndo)
	p.change = widgets.NewButton(widgets.ButtonPrimary, words.T("Change add-on"), p.pick)
	p.head = widgets.NewPageHead(words.T("Storage"), "", p.age)
	p.items = newItemsView(deps)
	p.root = container.NewStack(p.loading())
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads what is stored; the argument leads to the items.
func (p *Page) Show(arg string) {
	if arg != p.arg {
		p.arg, p.shown = arg, nil
		p.closePicker()
		p.items.filtered(arg)
	}
	p.Reload()
}

// Changed reads again where what changed is on the page. Freshness alone moves the age
// on, unless there is nothing yet but why there is nothing.
func (p *Page) Changed(kinds billing.Kinds) {
	switch fresh := kinds.Has(billing.KindFreshness); {
	case fresh && p.data == nil, kinds.Has(billing.KindAccount | billing.KindCatalog | billing.KindSubscription | billing.KindUsage | billing.KindStored):
		p.Reload()
	case fresh:
		p.Tick(p.deps.Now())
	}
}

// Tick moves the age on.
func (p *Page) Tick(now time.Time) {
	freshness := p.deps.Source.Freshness()
	p.age.SetText(p.deps.Words.Updated(freshness, now))
	if p.data != nil {
		p.data.freshness = freshness
		p.present()
	}
}

// Close ends what is being read.
func (p *Page) Close() {
	p.reads.Close()
	p.undos.Close()
	p.closePicker()
}

// Busy says what is under way.
func (p *Page) Busy() string {
	if p.undoing {
		return words.Sending()
	}
	return ""
}

// FirstFocus is the page's one primary action, or the list of items.
func (p *Page) FirstFocus() fyne.Focusable {
	switch {
	case p.shown == nil:
		return nil
	case p.listed():
		return p.items.table.Focus()
	case p.picker != nil:
		return p.picker.firstFocus()
	case p.shown.change:
		return p.change
	}
	return nil
}

// Escape closes the choice of an add-on and reports whether it was open.
func (p *Page) Escape() bool {
	if p.picker == nil {
		return false
	}
	p.unpick()
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
	})
}

func (p *Page) read(ctx context.Context) (data, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil {
		return data{}, err
	}
	items, err := p.deps.Source.StoredItems(ctx)
	if err != nil {
		return data{}, err
	}
	return data{facts: facts, items: items, freshness: p.deps.Source.Freshness(), offer: p.offer(ctx, facts)}, nil
}

// offer prices the next bigger add-on for whoever could buy it. That it cannot be
// bought is no failure of the page.
func (p *Page) offer(ctx context.Context, f billing.Facts) offer {
	addon, ok := nextBigger(f)
	if !ok {
		return offer{}
	}
	o := offer{addon: addon, patch: swap(f, addon.ID)}
	if !f.Account.Role.May(billing.ChangeBilling) {
		return o
	}
	preview, err := p.deps.Source.Estimate(ctx, o.patch)
	if err != nil {
		o.problem = err
		return o
	}
	o.preview = &preview
	return o
}

func (p *Page) listed() bool { return p.arg == argItems || p.arg == argAll }

// present builds the page anew only where it says something else, so that nothing on
// it moves while its age does.
func (p *Page) present() {
	m := show(*p.data, p.deps.Now(), p.deps.Words)
	same := p.shown != nil && reflect.DeepEqual(*p.shown, m)
	p.shown = &m
	if p.listed() {
		p.items.fill(p.data.items)
		p.set(p.items.content)
		return
	}
	if same {
		return
	}
	p.head.Subtitle.SetText(m.subtitle)
	p.meter.Set(m.meter)
	if m.undo.off || p.undoing {
		p.undo.Disable()
	} else {
		p.undo.Enable()
	}
	p.set(p.normal(m))
}

func (p *Page) set(content fyne.CanvasObject) {
	if len(p.root.Objects) == 1 && p.root.Objects[0] == content {
		return
	}
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
		p.deps.Say(words.Told{What: words.T("The scheduled change is dropped")})
		p.Reload()
	})
}

// pick opens the choice of an add-on in the place of the ways to more room.
func (p *Page) pick() {
	if p.shown == nil || !p.shown.change { // the page is being left, or says something else by now
		return
	}
	p.closePicker()
	p.picker = newPicker(p.deps, p.data.facts, p.unpick)
	p.set(p.normal(*p.shown))
	p.focus(p.picker.firstFocus())
}

// unpick closes it again and goes back to where it was opened.
func (p *Page) unpick() {
	p.closePicker()
	p.set(p.normal(*p.shown))
	p.focus(p.change)
}

func (p *Page) closePicker() {
	if p.picker != nil {
		p.picker.close()
	}
	p.picker = nil
}

func (p *Page) focus(target fyne.Focusable) {
	if c := widgets.OnScreen(p.root); c != nil && target != nil {
		c.Focus(target)
	}
}
