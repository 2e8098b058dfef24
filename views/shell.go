package views

import (
	"context"
	"maps"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/palette"
	"billfold/views/panel"
	"billfold/views/widgets"
	"billfold/views/words"
)

// Shell is the content of the window. All methods run on the goroutine of the
// user interface.
type Shell struct {
	deps       Deps
	root       *fyne.Container
	outer      *widgets.Scroll // around everything, for a window that is smaller than that
	frame      *frame
	history    *nav.History
	pages      map[nav.Page]nav.View
	shown      nav.Route // the route of the page on screen
	tools      Tools
	reads      *load.Loader[glance]
	actions    *load.Loader[struct{}] // of the menus: another account, signing out
	refreshes  *load.Loader[billing.Kinds]
	last       glance
	settled    bool   // a glance was read
	account    string // that the pages are of; empty before one is known
	workspace  string // chosen in the switcher; empty is the first one
	refreshing bool
	acting     string             // what the menus have under way; empty where nothing is
	followed   fyne.Focusable     // what had the focus when Follow last looked
	notes      []*billing.Problem // not read by the person yet
	layer      *layer             // over the window; nil where there is none
	palette    *palette.Palette
	panel      *panel.Panel // nil while it is not open
	folder     string       // where a file was written last, and the next one is suggested
	next       *Shell       // took this one's place; nil while this is the one
}

// glance is everything that the shell itself shows, read at once.
type glance struct {
	person    billing.Person
	selected  string
	accounts  []billing.AccountSummary
	facts     billing.Facts
	open      *billing.Invoice // that gates changes, where there is one and it is theirs to see
	freshness billing.Freshness
}

// New builds the window's content and shows the sign-in page or, to somebody who
// is signed in, the page of the start route. Nothing waits for the network.
func New(deps Deps) *Shell {
	s := build(deps)
	s.enter()
	return s
}

func build(deps Deps) *Shell {
	start := deps.Start
	if deps.Pages[start.Page] == nil || start.Page == nav.PageSignIn {
		start = nav.Route{Page: nav.PageOverview}
	}
	s := &Shell{
		deps: deps, root: container.NewStack(), history: nav.NewHistory(start), pages: map[nav.Page]nav.View{},
		reads: load.New[glance](deps.Scheduler), actions: load.New[struct{}](deps.Scheduler),
		refreshes: load.New[billing.Kinds](deps.Scheduler), folder: deps.Folder,
	}
	s.tools = Tools{
		Go: s.Go, Exists: s.exists, Refresh: s.Refresh, Say: s.Say, Offer: s.Offer,
		SignedIn: s.renew, Back: s.resume, SignOut: s.signOut, Switch: s.switchPerson,
		OpenFolder: deps.OpenFolder,
		ChooseFile: s.chooseFile, ChooseFolder: s.chooseFolder, Leave: s.Leave, Unsaved: s.unsaved,
		Busy: s.Busy, Account: func() billing.AccountSummary { return s.last.selectedAccount() },
		ShowAbout: s.openAbout, ShowShortcuts: s.openShortcuts,
	}
	s.palette = s.newPalette()
	s.frame = newFrame(s)
	s.shortcuts()
	s.outer = widgets.NewScroll(s.root)
	deps.Window.SetContent(s.outer)
	return s
}

// Route is where the person is, to begin with the next time.
func (s *Shell) Route() nav.Route { return s.history.Current() }

func (s *Shell) exists(page nav.Page) bool { return s.deps.Pages[page] != nil }

// Go leads to a route.
func (s *Shell) Go(route nav.Route) {
	if !s.exists(route.Page) {
		return
	}
	if route.Page != nav.PageSignIn {
		s.history.Push(route.Kept())
	}
	s.show(route)
}

// Back leads to where the person came from.
func (s *Shell) Back() { s.step(s.history.Back) }

// Forward undoes a step back.
func (s *Shell) Forward() { s.step(s.history.Forward) }

func (s *Shell) step(move func() (nav.Route, bool)) {
	if s.shown.Page == nav.PageSignIn {
		s.resume()
		return
	}
	if route, ok := move(); ok {
		s.show(route)
	}
}

// Refresh catches up with the backend once and says what it found; what came is
// shown by Changed.
func (s *Shell) Refresh() {
	if s.shown.Page == nav.PageSignIn {
		return
	}
	if s.refreshing {
		return // the one that runs says what it finds
	}
	s.refreshing = true
	s.refreshes.Run(s.deps.Context, s.deps.Account.Refresh, func(found billing.Kinds, err error) {
		s.refreshing = false
		s.glance()
		if err != nil {
			s.Say(s.deps.Words.Error(err))
			return
		}
		s.Say(words.Found(found))
		if page, ok := s.pages[s.shown.Page].(nav.Refreshable); ok {
			page.Reload()
		}
	})
}

// Busy says in a sentence what is under way on any page; empty where nothing is.
func (s *Shell) Busy() string {
	if s.acting != "" {
		return s.acting
	}
	for _, page := range slices.Sorted(maps.Keys(s.pages)) {
		if busy, ok := s.pages[page].(nav.Busy); ok && busy.Busy() != "" {
			return busy.Busy()
		}
	}
	return ""
}

// Say tells in a toast what came of something. That something failed stays until it is
// closed.
func (s *Shell) Say(told words.Told) { s.Offer(told, "", nil) }

// Offer is Say with something that can be done about it, such as taking it back.
func (s *Shell) Offer(told words.Told, label string, do func()) {
	s.latest().frame.toasts.say(told, offer{label, do})
}

// Changed says that something of an account changed; pages of another account
// than the selected one are not concerned.
func (s *Shell) Changed(account string, kinds billing.Kinds) {
	if account != "" && account != s.deps.Session.Selected() {
		kinds &= billing.KindAccounts
	}
	if kinds == 0 {
		return
	}
	if s.deps.Session.Person().ID == "" {
		if s.shown.Page != nav.PageSignIn {
			s.renew()
		}
		return
	}
	s.palette.Changed(kinds)
	s.glance()
	if page := s.pages[s.shown.Page]; page != nil {
		page.Changed(kinds)
	}
}

// Tick moves ages on; it comes about once a second.
func (s *Shell) Tick(now time.Time) {
	focused, _ := s.deps.Window.Canvas().Focused().(fyne.CanvasObject)
	s.frame.toasts.tick(now, focused)
	if s.settled {
		s.last.freshness = s.deps.Account.Freshness()
		s.frame.ages(s.last, now)
		s.updatePanel(now)
	}
	if page := s.pages[s.shown.Page]; page != nil {
		page.Tick(now)
	}
}

// Close ends everything that is loading.
func (s *Shell) Close() {
	s.reads.Close()
	s.actions.Close()
	s.refreshes.Close()
	s.palette.Stop()
	for _, page := range s.pages {
		page.Close()
	}
}

// enter shows the page that a signed-in person was on last, or the sign-in page.
func (s *Shell) enter() {
	if s.deps.Session.Person().ID == "" && s.deps.Pages[nav.PageSignIn] != nil {
		s.show(nav.Route{Page: nav.PageSignIn})
		return
	}
	s.notes = s.deps.Session.Notes()
	s.glance()
	s.show(s.history.Current())
}

// resume leaves the sign-in page for the saved copy of whoever is signed in.
func (s *Shell) resume() {
	if s.deps.Session.Person().ID != "" {
		s.show(s.history.Current())
	}
}

// renew begins anew after somebody signed in or out: nothing that was shown to
// whoever was there before stays.
func (s *Shell) renew() {
	s.shut()
	s.forget()
	s.last, s.settled = glance{}, false
	s.frame = newFrame(s)
	s.history = nav.NewHistory(nav.Route{Page: nav.PageOverview})
	s.enter()
}

// forget drops the pages, so that nothing of one account is shown, or can be
// confirmed, in another.
func (s *Shell) forget() {
	for page, view := range s.pages {
		view.Close()
		delete(s.pages, page)
	}
	s.palette.Forget()
	s.refreshes.Cancel() // what it found is told to nobody else
	s.workspace, s.account, s.refreshing = "", "", false
}

func (s *Shell) show(route nav.Route) {
	s.shut()
	page := s.pages[route.Page]
	if page == nil {
		tools := s.tools
		if s.deps.Session.Person().ID == "" {
			tools.Back = nil
		}
		page = s.deps.Pages[route.Page](tools)
		s.pages[route.Page] = page
	}
	s.shown = route
	page.Show(route.Arg)
	if route.Page == nav.PageSignIn {
		s.put(page.Content())
	} else {
		s.frame.show(route, page.Content())
		s.put(s.frame.root)
		s.present()
	}
	s.focus(page)
}

func (s *Shell) put(content fyne.CanvasObject) {
	if len(s.root.Objects) == 1 && s.root.Objects[0] == content {
		return
	}
	s.root.Objects = []fyne.CanvasObject{content}
	s.root.Refresh()
}

// focus takes the keyboard from what went out of sight, where a press would
// still be felt, and starts it where the page says, once that is on the screen.
func (s *Shell) focus(page nav.View) {
	c := s.deps.Window.Canvas()
	c.Unfocus()
	starts, ok := page.(nav.Focusable)
	if !ok {
		return
	}
	first := starts.FirstFocus()
	if first == nil {
		return
	}
	if object, ok := first.(fyne.CanvasObject); ok && contains(page.Content(), object) {
		c.Focus(first)
	}
}

func (s *Shell) glance() {
	s.reads.Run(s.deps.Context, s.look, func(g glance, _ error) {
		s.last, s.settled = g, true
		s.present()
		if s.acting != "" {
			return // whoever opens an account shows its pages
		}
		gone := s.account != "" && s.account != g.selected
		s.account = g.selected
		if gone {
			s.evict()
		}
	})
}

// look reads the cache. What cannot be read leaves its place empty; the page on
// screen reads the same and says why.
func (s *Shell) look(ctx context.Context) (glance, error) {
	g := glance{
		person: s.deps.Session.Person(), selected: s.deps.Session.Selected(), freshness: s.deps.Account.Freshness(),
	}
	if accounts, err := s.deps.Session.Accounts(ctx); err == nil {
		g.accounts = accounts
	}
	if facts, err := s.deps.Account.Facts(ctx); err == nil {
		g.facts = facts
		g.open = s.openInvoice(ctx, facts)
	}
	return g, nil
}

// openInvoice is the invoice that the subscription says is open, or nil.
func (s *Shell) openInvoice(ctx context.Context, f billing.Facts) *billing.Invoice {
	if f.Subscription == nil || f.Subscription.OpenInvoice == "" {
		return nil
	}
	invoices, err := s.deps.Account.Invoices(ctx)
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(invoices, func(i billing.Invoice) bool { return i.Number == f.Subscription.OpenInvoice })
	if i < 0 {
		return nil
	}
	return &invoices[i]
}

func (s *Shell) present() {
	if s.settled {
		now := s.deps.Now()
		s.frame.present(s.last, now)
		s.updatePanel(now)
	}
}
