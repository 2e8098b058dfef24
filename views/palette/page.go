package palette

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/words"
)

// Source is what is searched beside what the window knows already.
type Source interface {
	// Invoices are the account's, newest first.
	Invoices(ctx context.Context) ([]billing.Invoice, error)
	// Members are the account's, by name.
	Members(ctx context.Context) ([]billing.Member, error)
}

// Deps is what the palette works with.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Close     func() // takes the palette off the window
	Resized   func() // it became higher or lower
	Words     words.Printer
	Now       func() time.Time
}

// Opening is what the palette is opened with: what the window has in memory.
type Opening struct {
	Account string // its name
	Facts   billing.Facts
	Places  []Place
	Own     []Entry // actions of the window itself
}

// Palette finds things. It keeps what it has read, so that it is there at once the
// next time.
type Palette struct {
	deps  Deps
	reads *load.Loader[*archive]
	finds *load.Loader[found]

	archive *archive // nil until it was read
	stale   bool     // something of it has changed since
	failed  bool

	opening  Opening
	index    *index
	view     *view // nil while it is closed
	awaiting bool  // what was typed last is being searched
	chosen   bool  // Enter was pressed meanwhile
}

// New makes a palette that has read nothing yet.
func New(deps Deps) *Palette {
	return &Palette{deps: deps, reads: load.New[*archive](deps.Scheduler), finds: load.New[found](deps.Scheduler)}
}

// Open makes the palette anew, and returns it with where the keyboard begins. What
// is in memory is found at once; what has to be read first, as soon as it is.
func (p *Palette) Open(with Opening) (fyne.CanvasObject, fyne.Focusable) {
	p.opening = with
	p.view = newView(p)
	p.rebuild()
	p.show(p.index.search(p.deps.Context, ""))
	if p.archive == nil || p.stale {
		p.read()
	}
	return p.view.content, p.view.query.Entry()
}

// Closed says that the palette is not on the window any more.
func (p *Palette) Closed() {
	p.view = nil
	p.finds.Cancel()
	p.awaiting, p.chosen = false, false
}

// Changed says which nouns changed; what is read of them is read again at the next
// opening.
func (p *Palette) Changed(kinds billing.Kinds) {
	if kinds.Has(billing.KindInvoices | billing.KindMembers) {
		p.stale = true
	}
}

// Forget drops what was read of an account.
func (p *Palette) Forget() {
	p.reads.Cancel()
	p.archive, p.index, p.stale, p.failed = nil, nil, false, false
}

// Stop ends what is being read.
func (p *Palette) Stop() {
	p.reads.Close()
	p.finds.Close()
}

// rebuild makes the index of what is known by now.
func (p *Palette) rebuild() {
	known := p.archive
	if known == nil {
		known = &archive{}
	}
	p.index = build(data{facts: p.opening.Facts, places: p.opening.Places, own: p.opening.Own, archive: known}, p.deps.Words)
}

func (p *Palette) read() {
	p.stale = false
	p.reads.Run(p.deps.Context, p.fetch, func(a *archive, err error) {
		p.failed = err != nil
		if err == nil {
			p.archive = a
		}
		if p.view == nil {
			return
		}
		p.rebuild()
		p.search(p.view.query.Text())
	})
}

// fetch reads what a role may see; nothing is in the copy of the others.
func (p *Palette) fetch(ctx context.Context) (*archive, error) {
	invoices, err := p.deps.Source.Invoices(ctx)
	if err != nil {
		return nil, err
	}
	members, err := p.deps.Source.Members(ctx)
	if err != nil {
		return nil, err
	}
	return newArchive(invoices, members, p.deps.Now(), p.deps.Words), nil
}

// search looks for what is typed, away from the user interface.
func (p *Palette) search(typed string) {
	x := p.index
	p.awaiting = true
	p.finds.Run(p.deps.Context, func(ctx context.Context) (found, error) { return x.search(ctx, typed), nil },
		func(f found, _ error) {
			p.awaiting = false
			if p.view == nil {
				return
			}
			p.show(f)
			if p.chosen {
				p.chosen = false
				p.run()
			}
		})
}

func (p *Palette) show(f found) {
	p.view.show(f, p.foot(f))
	p.deps.Resized()
}

// foot says how much of what was found is shown.
func (p *Palette) foot(f found) string {
	switch {
	case p.failed:
		return words.T("Invoices and members cannot be read")
	case p.archive == nil:
		return words.T("Reading invoices and members…")
	default:
		w := p.deps.Words
		return words.T("{shown} of {total} shown", "shown", w.Count(int64(f.shown)), "total", w.Count(int64(f.of)))
	}
}

// key moves through what was found, and runs it.
func (p *Palette) key(name fyne.KeyName, back bool) bool {
	switch name {
	case fyne.KeyUp:
		p.view.move(-1)
	case fyne.KeyDown:
		p.view.move(1)
	case fyne.KeyPageUp:
		p.view.move(-pageRows)
	case fyne.KeyPageDown:
		p.view.move(pageRows)
	case fyne.KeyTab:
		p.view.moveGroup(back)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.run()
	case fyne.KeyEscape:
		p.deps.Close()
	default:
		return false
	}
	return true
}

// run does what is chosen. While what was typed last is still searched, it waits for
// that: what is on the screen was not asked for.
func (p *Palette) run() {
	if p.awaiting {
		p.chosen = true
		return
	}
	if e, ok := p.view.current(); ok {
		p.take(e)
	}
}

func (p *Palette) take(e Entry) {
	p.deps.Close()
	if e.Do != nil {
		e.Do()
		return
	}
	p.deps.Go(e.Leads)
}
