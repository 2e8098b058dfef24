// Package support finds out what is behind something that a person sees and does not
// expect, from the saved copy, and prepares a case for support that holds no card data.
package support

import (
	"context"
	"reflect"
	"slices"
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
	// Invoices and Changes are the account's, newest first.
	Invoices(ctx context.Context) ([]billing.Invoice, error)
	Changes(ctx context.Context, limit int) ([]billing.Change, error)
	CreditGrants(ctx context.Context) ([]billing.CreditGrant, error)
	Drafts(ctx context.Context) ([]billing.Draft, error)
	// Pending is a submission whose outcome is not known, or nil.
	Pending(ctx context.Context) (*billing.Submission, error)
	// Ledgers are what is saved of all accounts of the person; of those that are not, why.
	Ledgers(ctx context.Context) ([]billing.AccountLedger, error)
	// Accounts are the person's, and Selected the id of the one that is open.
	Accounts(ctx context.Context) ([]billing.AccountSummary, error)
	Selected() string
	Person() billing.Person
}

// Source is what the page reads and does.
type Source interface {
	Books
	// OpenMail begins a mail in the person's own program; without an address it is to
	// nobody yet.
	OpenMail(ctx context.Context, to, subject, body string) error
	// SaveText writes a text to a path, whole or not at all.
	SaveText(ctx context.Context, path, text string) error
}

// Deps is what the page needs of the house.
type Deps struct {
	Context    context.Context // the application's life
	Source     Source
	Scheduler  load.Scheduler
	Go         func(nav.Route)
	Exists     func(nav.Page) bool
	Refresh    func()            // one round of sync
	Say        func(words.Told)  // tells what came of an action
	Copy       func(text string) // to the clipboard
	ChooseFile func(suggested string, chosen func(path string))
	Words      words.Printer
	Now        func() time.Time
	Version    string // of the program
	System     string // that it runs on, as people call it
}

// lately is how many changes are looked at.
const lately = 50

// Page is the support page.
type Page struct {
	deps   Deps
	reads  *load.Loader[data]
	looks  *load.Loader[[]billing.AccountLedger]
	mails  *load.Loader[struct{}]
	saves  *load.Loader[struct{}]
	saving bool // a case is being written to a file

	root   *fyne.Container
	list   *widgets.PickList
	middle *fyne.Container
	form   *chargeForm
	plans  *planForm
	file   *caseView
	foot   *fyne.Container

	data    *data
	asked   question
	invoice string // whose charge is looked for once it was read; empty after that
	revived int64  // the revision that refreshes are counted from
	shown   *model
}

var (
	_ nav.View        = (*Page)(nil)
	_ nav.Busy        = (*Page)(nil)
	_ nav.Unsaved     = (*Page)(nil)
	_ nav.Refreshable = (*Page)(nil)
	_ nav.Focusable   = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	p := &Page{
		deps:  deps,
		reads: load.New[data](deps.Scheduler), looks: load.New[[]billing.AccountLedger](deps.Scheduler), mails: load.New[struct{}](deps.Scheduler), saves: load.New[struct{}](deps.Scheduler),
		asked:  question{symptom: outdated, program: program{deps.Version, deps.System}},
		middle: container.NewStack(), foot: widgets.VStack(0),
	}
	options := make([]widgets.PickOption, 0, len(symptoms()))
	for _, s := range symptoms() {
		options = append(options, widgets.PickOption{Icon: s.icon, Title: s.title})
	}
	p.list = widgets.NewPickList(options, 0, func(index int) { p.pick(symptoms()[index].symptom) })
	p.form, p.plans = newChargeForm(p), &planForm{page: p}
	p.file = newCaseView(p)
	p.middle.Objects = []fyne.CanvasObject{p.waiting()}
	p.root = container.NewStack(p.layout())
	return p
}

// Content is the page's tree.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Show reads the copy; the argument names what is asked about.
func (p *Page) Show(arg string) {
	s, invoice, change := route(arg)
	if p.asked.change = change; change != "" { // and so is what was wanted
		p.asked.plan = nil
	}
	if s != "" {
		p.asked.symptom = s
	}
	if invoice != "" {
		p.invoice, p.asked.charge = invoice, nil
	}
	p.list.SetPicked(indexOf(p.asked.symptom))
	p.Reload()
}

// Changed reads again where what changed is on the page.
func (p *Page) Changed(billing.Kinds) { p.Reload() }

// Tick moves ages on.
func (p *Page) Tick(time.Time) {
	if p.data != nil {
		p.data.freshness = p.deps.Source.Freshness()
		p.present()
	}
}

// Close ends what is being read. A case that is being written is written to its end, and
// what came of it told: it is what somebody chose to have.
func (p *Page) Close() {
	p.reads.Close()
	p.looks.Close()
	p.mails.Close()
	if !p.saving {
		p.saves.Close()
	}
}

// FirstFocus is what is asked about.
func (p *Page) FirstFocus() fyne.Focusable { return p.list.Focus() }

// Reload reads the data again; what is on screen stays until then.
func (p *Page) Reload() {
	p.reads.Run(p.deps.Context, p.read, func(d data, _ error) {
		p.data = &d
		if p.asked.change != "" {
			p.about(p.asked.change)
		}
		if d.freshness.Revision != p.revived { // what is refreshed has changed: it may help again
			p.revived, p.asked.refreshes = d.freshness.Revision, 0
		}
		if q := p.asked.charge; q != nil && d.ledgers != nil { // what is saved since may explain it
			p.asked.charge = ask(q.charge, d.ledgers, p.deps.Now())
		}
		p.prefill()
		p.present()
	})
}

// read takes what there is: a part that cannot be read is left empty, and why there is no
// account is a part of the case.
func (p *Page) read(ctx context.Context) (data, error) {
	s := p.deps.Source
	d := data{person: s.Person(), selected: s.Selected(), freshness: s.Freshness()}
	d.facts, d.err = s.Facts(ctx)
	d.accounts, d.ledgers = orNone(s.Accounts(ctx)), orNone(s.Ledgers(ctx))
	if d.err != nil {
		return d, nil
	}
	d.invoices, d.changes = orNone(s.Invoices(ctx)), orNone(s.Changes(ctx, lately))
	d.grants, d.drafts = orNone(s.CreditGrants(ctx)), orNone(s.Drafts(ctx))
	if pending, err := s.Pending(ctx); err == nil {
		d.pending = pending
	}
	if !d.may(billing.SeeBilling) { // a copy from before the role changed may still have them
		d.invoices, d.changes = nil, nil
	}
	return d, nil
}

func orNone[T any](all []T, err error) []T {
	if err != nil {
		return nil
	}
	return all
}

// about chooses the symptom of a change that somebody came with.
func (p *Page) about(change string) {
	p.asked.symptom = outdated
	for i := range p.data.changes {
		c := &p.data.changes[i]
		if c.ID != change || c.State != billing.ChangeRejected {
			continue
		}
		p.asked.symptom = blocked
		if c.Problem == billing.PaymentDeclined || c.Problem == billing.ProofMissing {
			p.asked.symptom = declined
		}
	}
	p.list.SetPicked(indexOf(p.asked.symptom))
}

func (p *Page) pick(s symptom) {
	p.asked.symptom, p.asked.change = s, ""
	p.present()
}

func (p *Page) view() view {
	return view{data: p.data, asked: p.asked, now: p.deps.Now(), w: p.deps.Words, exist: p.deps.Exists}
}

// present builds anew only what says something else, so that nothing moves while ages do.
func (p *Page) present() {
	if p.data == nil {
		return
	}
	m := show(p.view())
	last := p.shown
	p.shown = &m
	if last == nil || !reflect.DeepEqual(last.foot, m.foot) {
		p.fillFoot(m)
	}
	if last == nil || last.title != m.title || last.note != m.note || last.verdict != m.verdict || !slices.Equal(last.currencies, m.currencies) ||
		!reflect.DeepEqual(last.findings, m.findings) || last.wanted != m.wanted || !reflect.DeepEqual(last.wants, m.wants) {
		p.fillMiddle(m)
	}
	if last == nil || last.reply != m.reply || !reflect.DeepEqual(last.file, m.file) {
		p.file.fill(m)
	}
}

// mend does what a fix says.
func (p *Page) mend(f *fix) {
	switch f.does {
	case actGo:
		p.deps.Go(f.leads)
	case actRefresh:
		p.asked.refreshes++
		p.deps.Refresh()
		p.present()
	case actCopy:
		p.deps.Copy(f.text)
		p.deps.Say(words.Told{What: words.T("Copied: send it to them any way you like.")})
	}
}
