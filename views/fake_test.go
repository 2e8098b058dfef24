package views_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/billing"
	"billfold/views"
	"billfold/views/about"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/signin"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"
)

// fake is a source of everything, as the application hands one in.
type fake struct {
	person    billing.Person
	accounts  []billing.AccountSummary
	selected  string
	facts     billing.Facts
	factsErr  error
	fresh     billing.Freshness
	invoices  []billing.Invoice
	changes   []billing.Change
	drafts    []billing.Draft
	refreshed int
	found     billing.Kinds // by a refresh
	quoted    billing.Preview
	ordered   billing.Order // that quoted is the price of
	behind    bool          // the copy does not follow what is made
	refuse    error         // what every action answers
	now       func() time.Time
	outcome   func(billing.Intent) billing.Outcome // of a confirm; applied where nil
	notes     []*billing.Problem

	place    signin.Place
	people   []signin.Candidate
	peopleEr error
	keychain *billing.Problem
	choice   theme.Choice

	unenrolled bool // this computer cannot pay
	undone     int  // scheduled changes
	bare       bool // nothing is stored, granted or spent
	stays      []billing.Person

	fakePeople
	fakeSettings

	blank bool                       // the overview is an empty page, for tests of the frame alone
	only  []nav.Page                 // the pages that there are; all where nil
	page  func(views.Tools) nav.View // in place of the overview
}

func newFake() *fake {
	return &fake{
		person: sample.Person(), accounts: sample.Accounts(), selected: "acc_northwind",
		facts: sample.Facts(), fresh: sample.Fresh(billing.Fresh),
		invoices: sample.Invoices(), changes: sample.Changes(),
		now: sample.Now, place: signin.Place{Demo: true}, people: demoPeople(), choice: theme.ChoiceLight,
	}
}

func demoPeople() []signin.Candidate {
	return []signin.Candidate{
		{Email: "admin@northwind.example", Name: "Maya Okafor", Role: billing.RoleAdmin, Accounts: []string{"Northwind Traders"}},
		{Email: "billing@fabrikam.example", Name: "Jonas Weber", Role: billing.RoleBillingAdmin, Accounts: []string{"Fabrikam Europe", "Fabrikam Americas", "Fabrikam Asia"}},
		{Email: "owner@contoso.example", Name: "Lucía Romero", Role: billing.RoleAdmin, Accounts: []string{"Contoso", "Contoso Labs"}},
		{Email: "member@northwind.example", Name: "Ravi Patel", Role: billing.RoleMember, Accounts: []string{"Northwind Traders"}},
		{Email: "sales@litware.example", Name: "Grace Lindqvist", Role: billing.RoleAdmin, Accounts: []string{"Litware"}},
	}
}

func (f *fake) Facts(context.Context) (billing.Facts, error) { return f.facts, f.factsErr }
func (f *fake) Freshness() billing.Freshness                 { return f.fresh }
func (f *fake) Refresh(context.Context) (billing.Kinds, error) {
	f.refreshed++
	return f.found, f.refuse
}

func (f *fake) StaleAfter() time.Duration                            { return max(f.fresh.Limit, billing.StaleAfter) }
func (f *fake) SetStaleAfter(_ context.Context, limit time.Duration) { f.fresh.Limit = limit }

func (f *fake) Person() billing.Person { return f.person }
func (f *fake) Selected() string       { return f.selected }
func (f *fake) Accounts(context.Context) ([]billing.AccountSummary, error) {
	return f.accounts, nil
}

func (f *fake) Select(_ context.Context, account string) error {
	if f.refuse == nil {
		f.selected = account
	}
	return f.refuse
}

func (f *fake) SignOut(context.Context) error {
	if f.refuse == nil {
		f.person, f.selected, f.accounts = billing.Person{}, "", nil
	}
	return f.refuse
}

func (f *fake) Changes(context.Context, int) ([]billing.Change, error) { return f.changes, f.factsErr }

func (f *fake) Invoices(context.Context) ([]billing.Invoice, error) { return f.invoices, f.factsErr }

func (f *fake) Estimate(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	return billing.NewPreview(f.facts, patch, f.now())
}

func (f *fake) Preview(ctx context.Context, patch billing.Patch) (billing.Preview, error) {
	if f.fresh.Problem != nil {
		return billing.Preview{}, f.fresh.Problem
	}
	preview, err := f.Estimate(ctx, patch)
	f.quoted = preview.Locked("prv_0199e1a4")
	return f.quoted, err
}

func (f *fake) Confirm(_ context.Context, in billing.Intent) (billing.Outcome, error) {
	if f.outcome != nil {
		return f.outcome(in), f.refuse
	}
	if !f.behind {
		f.carryOut()
	}
	return billing.Outcome{ID: "chg_9", State: billing.ChangeApplied, PreviewID: in.PreviewID, AmountCharged: in.AmountDue}, f.refuse
}

func (f *fake) Pending(context.Context) (*billing.Submission, error)   { return nil, nil }
func (f *fake) SaveDraft(context.Context, billing.Terms, string) error { return f.refuse }
func (f *fake) Drafts(context.Context) ([]billing.Draft, error)        { return f.drafts, f.factsErr }
func (f *fake) DropDraft(context.Context, string) error                { return f.refuse }
func (f *fake) UndoScheduled(context.Context) (billing.Outcome, error) {
	f.undone++
	return billing.Outcome{}, f.refuse
}
func (f *fake) Place() signin.Place                             { return f.place }
func (f *fake) Use(_ context.Context, place signin.Place) error { f.place = place; return f.refuse }

func (f *fake) People(context.Context) ([]signin.Candidate, error) { return f.people, f.peopleEr }
func (f *fake) Keychain() *billing.Problem                         { return f.keychain }
func (f *fake) Notes() []*billing.Problem                          { return f.notes }
func (f *fake) Devices(context.Context) ([]billing.Device, string, error) {
	all, here := sample.Devices()
	switch {
	case f.fresh.State(sample.Now()) == billing.Away:
		return nil, "", billing.NewProblem(billing.Offline)
	case f.unenrolled:
		return nil, "", f.factsErr
	}
	return all, here, f.factsErr
}

func (f *fake) EnrolDevice(context.Context, func(string)) error       { return f.refuse }
func (f *fake) KeepSecrets(context.Context) error                     { return f.refuse }
func (f *fake) RevokeDevice(context.Context, string) error            { return f.refuse }
func (f *fake) SignOutEverywhere(context.Context) error               { return f.refuse }
func (f *fake) SignInWithBrowser(context.Context, func(string)) error { return f.refuse }
func (f *fake) SignInByCode(context.Context, func(signin.Code)) error { return f.refuse }
func (f *fake) SignedIn() []billing.Person                            { return f.stays }
func (f *fake) Continue(context.Context, string) error                { return f.refuse }
func (f *fake) Withdraw(context.Context) error                        { return f.refuse }
func (f *fake) ProveCharge(context.Context, string) error             { return f.refuse }
func (f *fake) AddCard(context.Context, func(string)) (billing.MethodSetup, error) {
	return billing.MethodSetup{Status: billing.SetupCanceled}, f.refuse
}

func (f *fake) Choice() theme.Choice { return f.choice }
func (f *fake) SignIn(_ context.Context, email string) error {
	if f.refuse == nil {
		f.person = billing.Person{ID: "per_1", Name: "Maya Okafor", Email: email}
		f.accounts, f.selected = sample.Accounts(), "acc_northwind"
	}
	return f.refuse
}

func (f *fake) Choose(choice theme.Choice) {
	f.choice = choice
	fyne.CurrentApp().Settings().SetTheme(theme.New(choice))
}

// stage is a shell in a window of the software painter.
type stage struct {
	shell  *views.Shell
	source *fake
	queue  *load.Manual
	window *keyedWindow
	now    time.Time
	copied string // to the clipboard, by the shell
	opened string // the folder that was shown last
}

// raise shows the shell as it starts, with nothing read yet.
func raise(t *testing.T, source *fake, start nav.Route, size fyne.Size) *stage {
	t.Helper()
	viewtest.Wear(source.choice)
	s := &stage{source: source, queue: load.NewManual(), window: keyed(test.NewTempWindow(t, nil)), now: sample.Now()}
	s.window.SetPadded(false)
	now := func() time.Time { return s.now }
	pages := views.Pages(views.PageDeps{
		Context: t.Context(), Source: source, SignIn: source, Scheduler: s.queue, Now: now,
		Copy: func(string) {}, Version: "0.1.0", Words: printer(), Look: source,
	})
	if source.blank {
		pages[nav.PageOverview] = func(views.Tools) nav.View { return blankPage{} }
	}
	source.standIns(pages)
	s.shell = views.New(views.Deps{
		Context: t.Context(), Window: s.window, Account: source, Session: source, Appearance: source,
		Scheduler: s.queue, Now: now, Start: start, Pages: pages, Words: printer(),
		Copy: func(text string) { s.copied = text }, Program: about.Program{
			Version: "0.1.0", Data: "/home/maya/.config/billfold", Logs: "/home/maya/.config/billfold/logs", Home: "/home/maya",
		},
		OpenFolder: func(folder string) error { s.opened = folder; return source.refuse }, Folder: "/home/maya/Documents",
	})
	t.Cleanup(s.shell.Close)
	s.window.Resize(size)
	return s
}

// keyedWindow lets tests press the window's shortcuts, which the toolkit's
// windows for tests do not.
type keyedWindow struct {
	fyne.Window
	keys fyne.ShortcutHandler
}

func keyed(w fyne.Window) *keyedWindow { return &keyedWindow{Window: w} }

func (w *keyedWindow) Canvas() fyne.Canvas {
	return keyedCanvas{Canvas: w.Window.Canvas(), keys: &w.keys}
}

type keyedCanvas struct {
	fyne.Canvas
	keys *fyne.ShortcutHandler
}

func (c keyedCanvas) AddShortcut(shortcut fyne.Shortcut, do func(fyne.Shortcut)) {
	c.keys.AddShortcut(shortcut, do)
}

// blankPage shows nothing.
type blankPage struct{}

func (blankPage) Content() fyne.CanvasObject { return widgets.Gap(0, 0) }
func (blankPage) Show(string)                {}
func (blankPage) Changed(billing.Kinds)      {}
func (blankPage) Tick(time.Time)             {}
func (blankPage) Close()                     {}
