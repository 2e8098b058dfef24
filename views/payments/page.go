// Package payments shows how an account pays: its cards, the account balance, whom
// invoices are made out to, and how an invoice that was not paid is collected.
package payments

import (
	"context"
	"reflect"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/errand"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// What a route can name on the page.
const (
	argTopUp   = "top-up"
	argAddCard = "add-card"
	argDetails = "details"
)

// recentChanges is among how many of the latest changes payments by hand are looked for.
const recentChanges = 50

// Source is what the page reads and does.
type Source interface {
	errand.Cards
	// Facts are the account's as cached; CodeOf is billing.NotFound before the
	// first sync.
	Facts(ctx context.Context) (billing.Facts, error)
	Freshness() billing.Freshness
	// Invoices are those that the reader may see, newest first, with lines and attempts.
	Invoices(ctx context.Context) ([]billing.Invoice, error)
	// Changes are the latest that were confirmed, newest first.
	Changes(ctx context.Context, limit int) ([]billing.Change, error)
	// SetDefaultMethod has a payment method pay what is collected from now on.
	SetDefaultMethod(ctx context.Context, method string) error
	// RemoveMethod takes a payment method off the account. With the last card
	// auto-reload is turned off.
	RemoveMethod(ctx context.Context, method string) error
	// SetBillingDetails changes whom invoices are made out to from now on.
	SetBillingDetails(ctx context.Context, details billing.BillingDetails) error
}

// Deps is what the page needs of the house.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Go        func(nav.Route)
	Refresh   func()            // catches up with billing once
	Say       func(words.Told)  // tells what came of an action
	Copy      func(text string) // to the clipboard
	Words     words.Printer
	Now       func() time.Time
}

// Page is the page of payments. Its controls live as long as it does, so that nothing
// that was typed or focused is lost when figures move.
type Page struct {
	deps    Deps
	reads   *load.Loader[data]
	errands *errand.Runner
	acts    []*load.Loader[struct{}] // of what was agreed to: none ends another
	acting  int                      // of those, how many are under way

	root   *fyne.Container
	head   widgets.PageHead
	age    *widgets.Text
	add    *widgets.Button
	stop   *widgets.Button
	typing *fyne.Container // where a card is typed meanwhile
	pay    *widgets.Button
	// instead is the way to have another card pay what is owed; next is the same beside
	// the cards.
	instead, next, refresh *widgets.Button
	handles                map[string]*handle // of the cards, by id
	topUp                  *topUp
	form                   *form

	data   *data
	shown  *model
	wanted string // what the route names, until it has the keyboard

	replacing *exchange // a card that was added in place of another, until it is asked about
	asking    *asking   // the question in front of the page; nil where none is
}

var (
	_ nav.View        = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
	_ nav.Escapable   = (*Page)(nil)
	_ nav.Busy        = (*Page)(nil)
	_ nav.Unsaved     = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{
		deps: deps, reads: load.New[data](deps.Scheduler),
		age: widgets.NewCaption(""), typing: widgets.VStack(0), handles: map[string]*handle{},
	}
	p.errands = errand.New(errand.Deps{
		Context: deps.Context, Scheduler: deps.Scheduler, Words: deps.Words, Say: deps.Say, Changed: p.refill,
	})
	p.head = widgets.NewPageHead(words.T("Payments"), "", p.age)
	p.add = widgets.NewButton(widgets.ButtonSecondary, words.T("Add a card"), p.addCard).WithIcon(resources.IconPlus)
	p.stop = widgets.NewButton(widgets.ButtonSecondary, words.T("Cancel"), p.errands.Stop)
	p.pay = widgets.NewButton(widgets.ButtonPrimary, "", func() { p.checkOut(billing.Order{Kind: billing.OrderPayment}) })
	p.instead = widgets.NewButton(widgets.ButtonSecondary, "", p.payOtherwise)
	p.next = widgets.NewButton(widgets.ButtonSecondary, "", p.takeSuggestion)
	p.refresh = widgets.NewButton(widgets.ButtonGhost, words.T("Refresh"), p.catchUp).WithIcon(resources.IconRefresh)
	p.topUp = newTopUp(p)
	p.form = newForm(p)
	p.root = container.NewStack(p.loading())
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads the page's data, and opens what the route names.
func (p *Page) Show(arg string) {
	p.wanted = arg
	p.Reload()
}

// Changed reads again where what changed is on the page. Freshness alone moves the age
// on, unless there is nothing yet but why there is nothing.
func (p *Page) Changed(kinds billing.Kinds) {
	switch fresh := kinds.Has(billing.KindFreshness); {
	case fresh && p.data == nil, kinds.Has(billing.KindAccount | billing.KindCatalog | billing.KindSubscription | billing.KindInvoices | billing.KindChanges):
		p.Reload()
	case fresh:
		p.Tick(p.deps.Now())
	}
}

// Tick moves ages on.
func (p *Page) Tick(time.Time) {
	if p.data != nil {
		p.data.freshness = p.deps.Source.Freshness()
		p.present()
	}
}

// Close ends what is being read. Details that were sent stay sent.
func (p *Page) Close() {
	if p.asking != nil {
		p.asking.dialog.Hide()
	}
	p.reads.Close()
	for _, act := range p.acts {
		act.Close()
	}
	p.errands.Close()
	p.form.saves.Close()
}

// Busy says what is under way.
func (p *Page) Busy() string {
	switch {
	case p.typingCard():
		return words.InBrowser()
	case p.acting > 0, p.form.saving:
		return words.Sending()
	default:
		return ""
	}
}

// Unsaved says what was typed and is not saved.
func (p *Page) Unsaved() string {
	if !p.form.unsaved() {
		return ""
	}
	return words.T("Billing details that were typed are not saved.")
}

// FirstFocus is the page's one primary action.
func (p *Page) FirstFocus() fyne.Focusable {
	switch {
	case p.shown == nil:
		return nil
	case p.shown.collection != nil && p.shown.collection.pay != "":
		return p.pay
	case p.topUp.opened:
		return p.topUp.amount.Entry()
	case p.shown.funds.topUp.enabled:
		return p.topUp.open
	default:
		return p.add
	}
}

// Escape closes what is open: a question, the wait for the browser, the amount to top
// up, the address that is added.
func (p *Page) Escape() bool {
	switch {
	case p.asking != nil:
		p.asking.dialog.Hide()
	case p.typingCard():
		p.errands.Stop()
	case p.topUp.opened:
		p.topUp.close()
	case p.form.recipients.adding:
		p.form.recipients.close()
	default:
		return false
	}
	return true
}

// Reload reads the data again; what is on screen stays until then.
func (p *Page) Reload() {
	p.reads.Run(p.deps.Context, p.read, func(d data, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.form.carry(&d)
		p.data = &d
		p.present()
	})
}

func (p *Page) read(ctx context.Context) (data, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil {
		return data{}, err
	}
	if !facts.Account.Role.May(billing.SeeBilling) { // there is nothing more to be read
		return data{facts: facts, freshness: p.deps.Source.Freshness()}, nil
	}
	invoices, err := p.deps.Source.Invoices(ctx)
	if err != nil {
		return data{}, err
	}
	changes, err := p.deps.Source.Changes(ctx, recentChanges)
	return data{facts: facts, invoices: invoices, changes: changes, freshness: p.deps.Source.Freshness()}, err
}

// present builds the page anew only where it says something else.
func (p *Page) present() {
	now := p.deps.Now()
	p.age.SetText(p.deps.Words.Updated(p.data.freshness, now))
	if !p.data.facts.Account.Role.May(billing.SeeBilling) {
		p.shown = nil // whoever may see it again sees it made anew
		p.set(p.notYours())
		return
	}
	m := show(*p.data, now, p.deps.Words)
	if p.shown == nil || !reflect.DeepEqual(*p.shown, m) {
		p.shown = &m
		p.refill()
	}
	p.askExchange()
	p.open()
}

// refill shows the model and what is under way.
func (p *Page) refill() {
	if p.shown == nil {
		return
	}
	m := *p.shown
	p.head.Subtitle.SetText(m.subtitle)
	under := p.errands.Under()
	p.typing.Objects = nil
	if under.Name != "" {
		p.typing.Objects = []fyne.CanvasObject{errand.Waiting(errand.TypeCard(), under.Address, p.copy)}
	}
	p.add.SetEnabled(m.methods.add.enabled)
	p.label(m)
	p.form.fill(m.details)
	p.topUp.fill(m.funds, p.data.facts.Catalog)
	p.add.SetKind(widgets.ButtonSecondary)
	p.topUp.open.SetKind(widgets.ButtonPrimary)
	switch {
	case m.collection != nil && m.collection.pay != "": // paying what is owed comes first
		p.topUp.open.SetKind(widgets.ButtonSecondary)
	case len(m.methods.rows) == 0 && m.methods.add.enabled: // nothing can be topped up without a card
		p.topUp.open.SetKind(widgets.ButtonSecondary)
		p.add.SetKind(widgets.ButtonPrimary)
	}
	p.set(p.normal(m))
}

// label says on the buttons that are there what they do now.
func (p *Page) label(m model) {
	p.next.SetEnabled(m.methods.add.enabled)
	p.instead.SetEnabled(m.methods.add.enabled && (m.collection == nil || m.collection.change != nil || !p.typingCard()))
	p.refresh.SetEnabled(m.methods.add.enabled || !m.methods.add.offered)
	if m.methods.next != nil {
		p.next.SetText(m.methods.next.label)
	}
	if c := m.collection; c != nil {
		p.pay.SetText(c.pay)
		switch {
		case c.change != nil:
			p.instead.SetText(c.change.label)
		case c.replace != "":
			p.instead.SetText(words.T("Replace the card"))
		}
	}
}

// catchUp reads anew what billing says.
func (p *Page) catchUp() {
	if p.deps.Refresh != nil {
		p.deps.Refresh()
	}
}

// open leads the keyboard to what the route named, once.
func (p *Page) open() {
	wanted := p.wanted
	p.wanted = ""
	switch wanted {
	case argTopUp:
		p.topUp.show()
	case argDetails:
		p.focus(p.form.fields[billing.FieldCompany].Entry())
	case argAddCard:
		p.focus(p.add)
	}
}

// focus gives the keyboard to a control that is on the screen.
func (p *Page) focus(target fyne.Focusable) {
	if c := widgets.OnScreen(p.root); c != nil {
		c.Focus(target)
	}
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

func (p *Page) addCard() {
	if p.typingCard() {
		return
	}
	p.errands.AddCard(p.deps.Source, func(card billing.PaymentMethod) {
		p.deps.Say(words.Told{What: words.T("{card} was added.", "card", words.Card(card))})
		p.refill()
		p.Reload()
	})
}

// balance is the account balance for the clipboard.
func (p *Page) balance() string { return words.Copied(p.data.facts.Account.AccountBalance) }

// checkOut leads to where an order is paid.
func (p *Page) checkOut(order billing.Order) {
	p.deps.Go(nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(order)})
}

// copy puts a text on the clipboard, and says so.
func (p *Page) copy(text string) {
	p.deps.Copy(text)
	p.deps.Say(words.Told{What: words.T("Copied.")})
}
