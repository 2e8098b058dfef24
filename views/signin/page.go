// Package signin is the page before all others: where to sign in, and as whom.
// How a person proves who they are is behind Source; a demo lets them choose.
package signin

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// Candidate is somebody who may sign in by being chosen.
type Candidate struct {
	Email    string
	Name     string
	Role     billing.Role
	Accounts []string // names
}

// Code is what somebody types on a page to sign in, until it expires.
type Code struct {
	User, Page string
	Expires    time.Time
}

// Place is where to sign in: the embedded demo, a server, or not known yet.
type Place struct {
	Demo   bool
	Server string
}

// Source signs people in.
type Source interface {
	Place() Place
	// Use goes to another place, with nobody signed in there yet.
	Use(ctx context.Context, place Place) error
	// People are those who may sign in; not_found where the place is no demo.
	People(ctx context.Context) ([]Candidate, error)
	SignIn(ctx context.Context, email string) error
	// SignInWithBrowser signs somebody in on a page of the organization's, in the
	// system's browser; it waits for two minutes, or until the context ends. The page's
	// address is told, for whom no browser opens.
	SignInWithBrowser(ctx context.Context, told func(address string)) error
	// SignInByCode signs somebody in who types a code on a page that they open on any
	// device; it waits as long as the code is good, or until the context ends.
	SignInByCode(ctx context.Context, told func(Code)) error
	// SignedIn are those who are signed in here still, and Continue goes on as one of
	// them, from what is saved.
	SignedIn() []billing.Person
	Continue(ctx context.Context, person string) error
	// Keychain says why a sign-in will not outlive the program; nil if it will.
	Keychain() *billing.Problem
}

// Deps is what the page works with.
type Deps struct {
	Context   context.Context // the application's life
	Source    Source
	Scheduler load.Scheduler
	Words     words.Printer
	Version   string
	Copy      func(text string) // to the clipboard
	Done      func()            // somebody is signed in
	Back      func()            // to the saved copy of whoever is signed in still; nil while nobody is
}

// Page is the sign-in page.
type Page struct {
	deps    Deps
	people  *load.Loader[[]Candidate]
	signs   *load.Loader[struct{}]
	content fyne.CanvasObject
	left    *fyne.Container
	server  *widgets.Field
	rows    []*widgets.Identity
	card    fyne.CanvasObject // that the rows are in
	// browsing is whether people prove who they are on a page of their organization's.
	browsing bool
	signing  bool // somebody is being signed in
	turn     int  // counts what was begun, so that what is told late of one is dropped
	first    fyne.Focusable
}

var (
	_ nav.View      = (*Page)(nil)
	_ nav.Focusable = (*Page)(nil)
	_ nav.Escapable = (*Page)(nil)
)

// New makes the page; nothing is read before Show.
func New(deps Deps) *Page {
	return &Page{deps: deps, people: load.New[[]Candidate](deps.Scheduler), signs: load.New[struct{}](deps.Scheduler)}
}

// Content is the whole window: there is no sidebar before somebody is signed in.
func (p *Page) Content() fyne.CanvasObject {
	if p.content == nil {
		p.left = widgets.VStack(theme.Gap16)
		p.content = p.frame()
		p.choose()
	}
	return p.content
}

// Show offers what can be done at the place where the program is.
func (p *Page) Show(string) {
	p.Content()
	if p.deps.Source.Place() == (Place{}) {
		p.choose()
		return
	}
	p.list()
}

// Changed does nothing: nothing saved is shown here.
func (p *Page) Changed(billing.Kinds) {}

// Tick does nothing: nothing here has an age.
func (p *Page) Tick(time.Time) {}

// Close ends what is loading.
func (p *Page) Close() {
	p.people.Close()
	p.signs.Close()
}

// FirstFocus is the first person to choose, or the first thing to press.
func (p *Page) FirstFocus() fyne.Focusable { return p.first }

// Escape gives up a sign-in that is waited for.
func (p *Page) Escape() bool {
	if !p.signing {
		return false
	}
	p.list()
	return true
}

// choose offers a server and the demo.
func (p *Page) choose() {
	p.people.Cancel()
	p.signs.Cancel()
	p.signing = false
	p.turn++
	p.server = widgets.NewField(words.T("Billing server")).WithPlaceholder("https://billing.example.com")
	p.server.OnSubmitted = func(string) { p.use(Place{Server: p.server.Text()}) }
	next := widgets.NewButton(widgets.ButtonPrimary, words.T("Continue"), func() { p.use(Place{Server: p.server.Text()}) })
	demo := widgets.NewButton(widgets.ButtonSecondary, words.T("Open the demo"), func() { p.use(Place{Demo: true}) })
	p.first = p.server.Entry()
	server := widgets.NewCard(widgets.CardOptions{}, widgets.VStack(theme.Gap12, p.server, next))
	looking := widgets.NewCard(widgets.CardOptions{}, widgets.HStack(theme.Gap12,
		widgets.NewIcon(resources.IconSparkle, theme.ColorMuted, theme.IconSize),
		widgets.Grow(widgets.VStack(0, widgets.NewBold(words.T("Just looking?")), widgets.NewMutedParagraph(words.T("Demo accounts, no network needed.")))),
		demo))
	p.showAt(Place{}, server, looking)
	p.focusFirst()
}

// use goes to a place and lists who may sign in there.
func (p *Page) use(place Place) {
	p.signs.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.Use(ctx, place)
	}, func(_ struct{}, err error) {
		switch {
		case err == nil:
			p.list()
		case place.Demo:
			p.fail(err)
		default:
			p.server.SetError(addressError(err, p.deps.Words))
		}
	})
}

// list shows who may sign in, once that is read.
func (p *Page) list() {
	p.signs.Cancel()
	p.browsing, p.signing = false, false
	p.turn++
	waiting := widgets.NewCard(widgets.CardOptions{}, widgets.NewSkeletonRows(5, rowHeight-theme.Gap8))
	p.first = nil
	p.show(waiting, p.elsewhere())
	p.people.Run(p.deps.Context, p.deps.Source.People, func(candidates []Candidate, err error) {
		switch {
		case billing.CodeOf(err) == billing.NotFound: // no demo: its people prove who they are
			p.browser()
		case err != nil:
			p.fail(err)
		default:
			p.offer(rows(candidates, p.deps.Words))
		}
	})
}

// browser offers to sign in on the organization's own page.
func (p *Page) browser() {
	p.browsing = true
	next := widgets.NewButton(widgets.ButtonPrimary, words.T("Continue in your browser"), p.signInWithBrowser).WithIcon(resources.IconExternal)
	p.first = next
	p.card = widgets.NewCard(widgets.CardOptions{}, widgets.VStack(theme.Gap12, next, widgets.NewMutedParagraph(
		words.T("A browser window opens. Come back here when it says you are done; the password never passes through Billfold.")),
		widgets.HStack(0, p.byCode(), widgets.Spacer())))
	p.rows = nil
	p.show(append(p.present(), p.card, p.elsewhere())...)
	p.focusFirst()
}

// present are those who are signed in here still; nothing where nobody is.
func (p *Page) present() []fyne.CanvasObject {
	people := p.deps.Source.SignedIn()
	if len(people) == 0 {
		return nil
	}
	stack := widgets.VStack(0)
	for i, person := range people {
		if i > 0 {
			stack.Add(widgets.Hairline())
		}
		item := widgets.NewIdentity(person.Name, person.Email, func() {
			p.enter(words.T("Opening the saved copy."), func(ctx context.Context) error { return p.deps.Source.Continue(ctx, person.ID) })
		}).Round().WithRight(words.T("Signed in")).WithTrailing(resources.IconChevronRight)
		p.rows = append(p.rows, item)
		stack.Add(widgets.Fixed(widgets.Pad(item, theme.Gap4), 0, rowHeight))
	}
	return []fyne.CanvasObject{widgets.NewCard(widgets.CardOptions{Title: words.T("Already on this computer"), Flush: true}, stack)}
}

// offer lists the people; choosing one signs in.
func (p *Page) offer(list []row) {
	p.rows = nil
	cards := p.present()
	stack := widgets.VStack(0)
	for i, r := range list {
		if i > 0 {
			stack.Add(widgets.Hairline())
		}
		item := widgets.NewIdentity(r.name, r.email, func() { p.signIn(r.email) }).
			Round().WithRight(r.right...).WithTrailing(resources.IconChevronRight)
		p.rows = append(p.rows, item)
		stack.Add(widgets.Fixed(widgets.Pad(item, theme.Gap4), 0, rowHeight))
	}
	if len(list) == 0 {
		p.show(append(cards, widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
			Icon: resources.IconUser, Title: words.T("Nobody can sign in here yet"), Detail: words.T("Choose another server, or open the demo."),
		}), p.elsewhere())...)
		return
	}
	p.first = p.rows[0]
	p.card = widgets.NewCard(widgets.CardOptions{Flush: true}, stack)
	p.show(append(cards, p.card, p.elsewhere())...)
	p.focusFirst()
}

func (p *Page) signIn(email string) {
	p.enter(words.T("Signing in. A locked keychain asks to be unlocked first."), func(ctx context.Context) error {
		return p.deps.Source.SignIn(ctx, email)
	})
}

// enter locks the list while somebody is being signed in, which takes as long as
// they are at a page in the browser, or as the prompt of a locked keychain is open.
func (p *Page) enter(meanwhile string, do func(context.Context) error) {
	for _, r := range p.rows {
		r.Disable()
	}
	stop := widgets.NewButton(widgets.ButtonLink, words.T("Cancel"), p.list)
	p.show(p.card, widgets.HStack(theme.Gap12, widgets.Grow(widgets.NewMutedParagraph(meanwhile)), stop))
	p.first = stop
	p.focusFirst()
	p.sign(do)
}

// sign does what signs somebody in, and goes on once it has.
func (p *Page) sign(do func(context.Context) error) {
	p.signing = true
	p.signs.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		p.signing = false
		for _, r := range p.rows {
			r.Enable()
		}
		if err != nil {
			p.fail(err)
			return
		}
		p.deps.Done()
	})
}

// fail says what went wrong, and offers the same again or another place.
func (p *Page) fail(err error) {
	again := widgets.NewButton(widgets.ButtonSecondary, words.T("Try again"), p.list).WithIcon(resources.IconRefresh)
	p.first = again
	actions := []fyne.CanvasObject{again}
	if p.browsing {
		actions = append(actions, p.byCode())
	}
	p.show(append([]fyne.CanvasObject{widgets.NewStateCard(widgets.StateError, failure(err, p.deps.Words), actions...)}, p.elsewhere())...)
	p.focusFirst()
}

func (p *Page) elsewhere() fyne.CanvasObject {
	link := widgets.NewButton(widgets.ButtonLink, words.T("Sign in somewhere else"), p.choose)
	row := widgets.HStack(0, link)
	if p.deps.Back != nil {
		back := widgets.NewButton(widgets.ButtonLink, words.T("Back to the saved copy"), p.deps.Back)
		row.Add(widgets.Inset(back, 0, 0, 0, theme.Gap16))
	}
	row.Add(widgets.Spacer())
	return row
}

// focusFirst starts the keyboard at what just appeared.
func (p *Page) focusFirst() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.content); c != nil && p.first != nil {
		c.Focus(p.first)
	}
}

func (p *Page) show(cards ...fyne.CanvasObject) { p.showAt(p.deps.Source.Place(), cards...) }

// showAt is show under the heading of a place.
func (p *Page) showAt(place Place, cards ...fyne.CanvasObject) {
	title, subtitle := heading(place)
	objects := []fyne.CanvasObject{widgets.VStack(theme.Gap8, widgets.NewFigure(title), widgets.NewMutedParagraph(subtitle))}
	objects = append(objects, cards...)
	if notice := keychainNotice(p.deps.Source.Keychain(), p.deps.Words); notice.Title != "" {
		objects = append(objects, widgets.NewBanner(notice, p.lookAgain()))
	}
	p.left.Objects = objects
	p.left.Refresh()
}

// lookAgain opens the place anew, which finds a keychain that has come or was
// unlocked since; before a place is chosen there is nothing to open.
func (p *Page) lookAgain() fyne.CanvasObject {
	place := p.deps.Source.Place()
	if place == (Place{}) {
		return nil
	}
	return widgets.NewButton(widgets.ButtonSecondary, words.T("Look again"), func() {
		p.turn++
		p.signs.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, p.deps.Source.Use(ctx, place)
		}, func(_ struct{}, err error) {
			if err != nil {
				p.fail(err)
				return
			}
			p.list()
		})
	})
}
