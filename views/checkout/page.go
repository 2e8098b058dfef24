// Package checkout shows what an order costs, line by line, and confirms exactly
// that: a change of terms, a pack, funds for the account balance, the open invoice,
// taking a cancellation back, auto-reload.
package checkout

import (
	"context"
	"strings"
	"time"

	"billfold/billing"
	"billfold/views/errand"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// askAgain is how long after the last answer billing is asked again what came of a
// bank's page.
const askAgain = 3 * time.Second

// patience is how long the page shows that it is being confirmed before it says
// that the outcome is not known.
const patience = 10 * time.Second

// Books are what is known of the account, from the cache.
type Books interface {
	// Facts are the account's; CodeOf is billing.NotFound before the first sync.
	Facts(ctx context.Context) (billing.Facts, error)
	Freshness() billing.Freshness
	Changes(ctx context.Context, limit int) ([]billing.Change, error)
	Invoices(ctx context.Context) ([]billing.Invoice, error)
}

// Quotes are prices of an order.
type Quotes interface {
	// Quote prices an order from the cached facts, as an estimate.
	Quote(ctx context.Context, order billing.Order) (billing.Preview, error)
	// Price has billing price an order and hold the price.
	Price(ctx context.Context, order billing.Order) (billing.Preview, error)
}

// Desk takes a confirm, and knows what became of it.
type Desk interface {
	// Confirm submits an intent once; its id, account and instant are filled in.
	Confirm(ctx context.Context, intent billing.Intent) (billing.Outcome, error)
	// Pending is a submission whose outcome is not known, or nil.
	Pending(ctx context.Context) (*billing.Submission, error)
	SaveDraft(ctx context.Context, target billing.Terms, reason string) error
	// Refresh asks billing for outcomes, and catches up.
	Refresh(ctx context.Context) (billing.Kinds, error)
}

// Source is what the page reads, asks and does.
type Source interface {
	Books
	Quotes
	Desk
	Browser
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

// Page is the checkout.
type Page struct {
	deps     Deps
	reads    *load.Loader[reading]
	quotes   *load.Loader[billing.Preview]
	confirms *load.Loader[answer]
	asks     *load.Loader[aftermath]
	drafts   *load.Loader[struct{}]
	acts     *load.Loader[struct{}]
	errands  *errand.Runner

	confirming bool // an answer to a confirm is waited for, however long that takes
	acting     bool // something about an order under way is asked for

	root  *fyne.Container
	arg   string
	state *state // nil before the first facts
	face  *face  // of the price; nil while something else is on screen
	after *outcomeView
}

var (
	_ nav.View        = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
	_ nav.Busy        = (*Page)(nil)
	_ nav.Unsaved     = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{
		deps:  deps,
		reads: load.New[reading](deps.Scheduler), quotes: load.New[billing.Preview](deps.Scheduler),
		confirms: load.New[answer](deps.Scheduler), asks: load.New[aftermath](deps.Scheduler),
		drafts: load.New[struct{}](deps.Scheduler), acts: load.New[struct{}](deps.Scheduler),
	}
	p.errands = errand.New(errand.Deps{
		Context: deps.Context, Scheduler: deps.Scheduler, Words: deps.Words, Say: deps.Say,
		Changed: func() {
			if p.state != nil {
				p.present()
			}
		},
	})
	p.root = container.NewStack(widgets.NewVScroll(loading()))
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show prices the order that the argument names. A confirm whose outcome is not
// known is shown instead, whatever else was asked for.
func (p *Page) Show(arg string) {
	if p.state != nil && p.state.open() {
		return
	}
	p.errands.Forget()
	p.acts.Cancel()
	p.acting = false
	p.arg, p.state, p.face, p.after = arg, nil, nil, nil
	p.set(widgets.NewVScroll(loading()))
	p.Reload()
}

// Changed takes in what changed in the account, or what became of a confirm.
func (p *Page) Changed(kinds billing.Kinds) {
	switch {
	case p.state == nil:
		p.Reload()
	case p.state.outcome != nil:
		if kinds.Has(billing.KindOutbox | billing.KindChanges | billing.KindInvoices | billing.KindSubscription | billing.KindAccount) {
			p.lookUp()
		}
	case kinds.Has(billing.KindAccount | billing.KindCatalog | billing.KindSubscription | billing.KindUsage):
		p.Reload()
	}
}

// Tick has a price that is no longer held quoted anew, and an estimate confirmed
// once billing can be reached again.
func (p *Page) Tick(now time.Time) {
	s := p.state
	switch {
	case s != nil && s.waiting():
		p.present()
	case s != nil && s.proves() && now.Sub(s.askedAt) >= askAgain:
		s.askedAt = now // one round at a time, however long it takes
		p.ask()
	case s == nil || s.asking || s.outcome != nil:
	case s.sending:
		if now.Sub(s.sentAt) >= patience {
			p.wait()
		}
	case s.expires(now):
		s.expired = true
		p.quote()
	case s.unpriced != nil && p.deps.Source.Freshness().Problem == nil && billing.CodeOf(s.unpriced) == billing.Offline:
		p.quote()
	}
}

// Close ends what is being read. A confirm that was sent stays sent.
func (p *Page) Close() {
	p.reads.Close()
	p.quotes.Close()
	p.confirms.Close()
	p.asks.Close()
	p.drafts.Close()
	p.acts.Close()
	p.errands.Close()
}

// Busy says what is under way.
func (p *Page) Busy() string {
	switch {
	case p.confirming:
		return words.Confirming()
	case p.errands.Under().Name != "":
		return words.InBrowser()
	case p.acting, p.state != nil && p.state.keeping:
		return words.Sending()
	default:
		return ""
	}
}

// Unsaved says what was typed and went into no change and no draft. Another order, or the
// same one again, begins without it, so that nothing of it is left once the page is out of
// sight.
func (p *Page) Unsaved() string {
	typed := p.face != nil && p.state.asksWhy() && !p.state.sending && strings.TrimSpace(p.face.reason.Text()) != ""
	if !typed || widgets.OnScreen(p.root) == nil {
		return ""
	}
	return words.T("Words for the history that were typed are not saved.")
}

// Escape gives up what waits for the browser, and otherwise lets the person go back;
// not while a payment is being sent.
func (p *Page) Escape() bool {
	switch {
	case p.state == nil:
		return false
	case p.errands.Under().Name != "":
		p.errands.Stop()
		return true
	default:
		return p.state.sending
	}
}

// copy puts a text on the clipboard, and says so.
func (p *Page) copy(text string) {
	p.deps.Copy(text)
	p.deps.Say(words.Told{What: words.T("Copied.")})
}

// FirstFocus is the button that confirms, or what has to be done before it.
func (p *Page) FirstFocus() fyne.Focusable {
	switch {
	case p.after != nil:
		return p.after.firstFocus()
	case p.face != nil:
		return p.face.firstFocus()
	}
	return nil
}

// set puts something on screen. It scrolls by itself: the page never asks for
// more height than there is, so that the way to pay stays in sight.
func (p *Page) set(content fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{content}
	p.root.Refresh()
}

// present shows what the state says: the price, or what became of the confirm.
func (p *Page) present() {
	p.state.under = p.errands.Under()
	if p.state.outcome != nil {
		p.face = nil
		if p.after == nil {
			p.after = newOutcomeView(p)
			p.set(widgets.NewVScroll(p.after.content))
		}
		p.after.fill(resultOf(p.state, p.deps.Words, p.deps.Now()))
		return
	}
	p.after = nil
	m := show(p.state, p.deps.Exists, p.deps.Words)
	if p.face == nil {
		p.face = newFace(p, m)
		p.set(p.face.content)
		return
	}
	p.face.fill(m)
}
