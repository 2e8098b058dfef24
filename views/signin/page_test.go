package signin_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/signin"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"
)

type fake struct {
	place    signin.Place
	useErr   error
	people   []signin.Candidate
	listErr  error
	signErr  error
	signed   []string
	stays    []billing.Person
	browsed  int
	coded    int
	keychain *billing.Problem
}

func (f *fake) Place() signin.Place { return f.place }
func (f *fake) Use(_ context.Context, place signin.Place) error {
	if f.useErr == nil {
		f.place = place
	}
	return f.useErr
}
func (f *fake) People(context.Context) ([]signin.Candidate, error) { return f.people, f.listErr }
func (f *fake) SignIn(_ context.Context, email string) error {
	f.signed = append(f.signed, email)
	return f.signErr
}

func (f *fake) SignInWithBrowser(_ context.Context, told func(string)) error {
	f.browsed++
	told("https://id.example/authorize?state=x")
	return f.signErr
}

func (f *fake) SignInByCode(_ context.Context, told func(signin.Code)) error {
	f.coded++
	told(signin.Code{User: "BCDF-GHJK", Page: "https://id.example/device", Expires: time.Date(2026, 11, 21, 10, 52, 0, 0, time.UTC)})
	return f.signErr
}
func (f *fake) SignedIn() []billing.Person { return f.stays }
func (f *fake) Continue(_ context.Context, person string) error {
	f.signed = append(f.signed, person)
	return f.signErr
}
func (f *fake) Keychain() *billing.Problem { return f.keychain }

func demo() *fake {
	return &fake{place: signin.Place{Demo: true}, people: []signin.Candidate{
		{Email: "admin@northwind.example", Name: "Maya Okafor", Role: billing.RoleAdmin, Accounts: []string{"Northwind Traders"}},
		{Email: "billing@fabrikam.example", Name: "Jonas Weber", Role: billing.RoleBillingAdmin, Accounts: []string{"A", "B", "C"}},
	}}
}

type bench struct {
	page   *signin.Page
	queue  *load.Manual
	window fyne.Window
	done   int
	copied string
}

func open(t *testing.T, source *fake) *bench {
	t.Helper()
	viewtest.Wear(theme.ChoiceLight)
	b := &bench{queue: load.NewManual()}
	b.page = signin.New(signin.Deps{
		Context: t.Context(), Source: source, Scheduler: b.queue, Version: "0.1.0", Copy: func(text string) { b.copied = text }, Done: func() { b.done++ },
	})
	t.Cleanup(b.page.Close)
	b.window = test.NewTempWindow(t, b.page.Content())
	b.window.SetPadded(false)
	b.window.Resize(fyne.NewSize(1024, 700))
	b.page.Show("")
	return b
}

func (b *bench) shows(text string) bool {
	return slices.ContainsFunc(widgets.VisibleTexts(b.page.Content()), func(s widgets.Seen) bool {
		return strings.HasPrefix(s.Text, text)
	})
}

func (b *bench) sees(t *testing.T, want ...string) {
	t.Helper()
	for _, w := range want {
		if !b.shows(w) {
			t.Errorf("%q is not shown", w)
		}
	}
}

// press taps what is called so, and lets everything happen that follows.
func (b *bench) press(t *testing.T, label string) {
	t.Helper()
	b.tap(t, label)
	b.queue.Drain()
}

func (b *bench) tap(t *testing.T, label string) {
	t.Helper()
	var found fyne.Tappable
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if named, ok := o.(interface{ Label() string }); ok && named.Label() == label {
			found, _ = o.(fyne.Tappable)
		}
	})
	if found == nil {
		t.Fatalf("there is nothing to press called %q", label)
	}
	found.Tapped(&fyne.PointEvent{})
}

func TestADemoListsItsPeople(t *testing.T) {
	b := open(t, demo())
	test.AssertRendersToMarkup(t, "loading.xml", b.window.Canvas())
	b.queue.Drain()
	b.sees(t, "Open the demo as", "admin@northwind.example", "Workspace admin", "Northwind Traders", "3 accounts")
	if misfits := widgets.Misfits(b.page.Content()); len(misfits) > 0 {
		t.Error(misfits)
	}
	test.AssertRendersToMarkup(t, "demo.xml", b.window.Canvas())
}

func TestChoosingSomebodySignsThemIn(t *testing.T) {
	source := demo()
	b := open(t, source)
	b.queue.Drain()
	b.press(t, "Jonas Weber")
	if !slices.Equal(source.signed, []string{"billing@fabrikam.example"}) || b.done != 1 {
		t.Errorf("signed in %v, done %d times", source.signed, b.done)
	}
}

func TestASecondPressWhileSigningInDoesNothing(t *testing.T) {
	source := demo()
	b := open(t, source)
	b.queue.Drain()
	first, ok := b.page.FirstFocus().(*widgets.Identity)
	if !ok {
		t.Fatal("the keyboard does not start at a person")
	}
	first.Tapped(nil)
	first.Tapped(nil)
	b.queue.Drain()
	if len(source.signed) != 1 {
		t.Errorf("signed in %v", source.signed)
	}
}

func TestASignInThatTakesLongCanBeGivenUp(t *testing.T) {
	b := open(t, demo())
	b.queue.Drain()
	first, ok := b.page.FirstFocus().(*widgets.Identity)
	if !ok {
		t.Fatal("the keyboard does not start at a person")
	}
	first.Tapped(nil)
	b.sees(t, "Signing in.")
	b.press(t, "Cancel")
	b.queue.Drain()
	b.sees(t, "admin@northwind.example", "Sign in somewhere else")
	if b.done != 0 {
		t.Error("signed in all the same")
	}
}

func TestAListThatComesLateDoesNotTakeTheFormAway(t *testing.T) {
	b := open(t, demo())
	b.press(t, "Sign in somewhere else")
	b.queue.Drain()
	b.sees(t, "Billing server", "Continue")
}

func TestNothingConfiguredOffersServerAndDemo(t *testing.T) {
	source := demo()
	source.place = signin.Place{}
	b := open(t, source)
	b.sees(t, "Sign in", "Billing server", "Continue", "Open the demo")
	test.AssertRendersToMarkup(t, "places.xml", b.window.Canvas())
	b.press(t, "Open the demo")
	b.sees(t, "admin@northwind.example")
}

func TestAServerThatIsNoneIsSaidAtTheField(t *testing.T) {
	source := demo()
	source.place = signin.Place{}
	source.useErr = billing.NewProblem(billing.InvalidRequest, "field", "the server", "value", "x", "hint", "an address looks like https://billing.example.com")
	b := open(t, source)
	b.press(t, "Continue")
	b.sees(t, "An address looks like https://billing.example.com.")
}

// server is one whose people prove who they are on a page of its organization's.
func server() *fake {
	return &fake{place: signin.Place{Server: "https://billing.example.com"}, listErr: billing.NewProblem(billing.NotFound)}
}

func TestAServersPeopleSignInWithTheBrowser(t *testing.T) {
	source := server()
	b := open(t, source)
	b.queue.Drain()
	b.sees(t, "https://billing.example.com", "Continue in your browser", "A browser window opens.")
	test.AssertRendersToMarkup(t, "browser.xml", b.window.Canvas())
	b.press(t, "Continue in your browser")
	if source.browsed != 1 || b.done != 1 {
		t.Errorf("browsed %d times, done %d times", source.browsed, b.done)
	}
}

func TestTheBrowserIsWaitedForUntilOneHasEnough(t *testing.T) {
	b := open(t, server())
	b.queue.Drain()
	next, ok := b.page.FirstFocus().(*widgets.Button)
	if !ok {
		t.Fatal("the keyboard does not start at the way in")
	}
	next.Tapped(nil)
	b.sees(t, "Waiting for your browser")
	b.press(t, "Cancel")
	b.sees(t, "Continue in your browser")
	if b.done != 0 {
		t.Error("signed in all the same")
	}
}

func TestABrowserThatNeverComesBackIsNoDeadEnd(t *testing.T) {
	source := server()
	source.signErr = billing.NewProblem(billing.SignInTimedOut)
	b := open(t, source)
	b.queue.Drain()
	b.press(t, "Continue in your browser")
	b.sees(t, "Nobody answered the sign-in in time.", "Use a code instead")
	source.signErr = nil
	b.press(t, "Try again")
	b.sees(t, "Continue in your browser")
}

func TestWhoeverIsSignedInStillGoesOn(t *testing.T) {
	source := server()
	source.stays = []billing.Person{{ID: "per_1", Name: "Maya Okafor", Email: "maya@northwind.example"}, {ID: "per_2", Name: "Jonas Weber", Email: "jonas@fabrikam.example"}}
	b := open(t, source)
	b.queue.Drain()
	b.sees(t, "Already on this computer", "maya@northwind.example", "Continue in your browser")
	test.AssertRendersToMarkup(t, "present.xml", b.window.Canvas())
	b.press(t, "Jonas Weber")
	if !slices.Equal(source.signed, []string{"per_2"}) || b.done != 1 {
		t.Errorf("went on as %v, done %d times", source.signed, b.done)
	}
}

func TestABackendThatCannotBeReachedIsAskedAgain(t *testing.T) {
	source := demo()
	source.listErr = billing.NewProblem(billing.Offline)
	b := open(t, source)
	b.queue.Drain()
	b.sees(t, "Billing cannot be reached.")
	test.AssertRendersToMarkup(t, "error.xml", b.window.Canvas())
	source.listErr = nil
	b.press(t, "Try again")
	b.sees(t, "admin@northwind.example")
}

func TestARefusedSignInIsTold(t *testing.T) {
	source := demo()
	source.signErr = billing.NewProblem(billing.TooManyRequests)
	b := open(t, source)
	b.queue.Drain()
	b.press(t, "Maya Okafor")
	b.sees(t, "Billing asks to slow down.")
	if b.done != 0 {
		t.Error("went on though nobody is signed in")
	}
}

func TestNobodyToChooseSaysSo(t *testing.T) {
	b := open(t, &fake{place: signin.Place{Demo: true}})
	b.queue.Drain()
	b.sees(t, "Nobody can sign in here yet")
}

func TestAMissingKeychainIsSaidBeforeSigningIn(t *testing.T) {
	source := demo()
	source.keychain = billing.NewProblem(billing.KeychainMissing)
	b := open(t, source)
	b.queue.Drain()
	b.sees(t, "There is no keychain on this system.", "You stay signed in until Billfold is closed.")
	source.keychain = nil
	b.press(t, "Look again")
	if b.shows("There is no keychain") {
		t.Error("it is missed still")
	}
	b.sees(t, "admin@northwind.example")
}

func TestKeyboardSignsIn(t *testing.T) {
	source := demo()
	b := open(t, source)
	b.queue.Drain()
	c := b.window.Canvas()
	if c.Focused() != b.page.FirstFocus() {
		t.Fatal("the keyboard does not start at the first person")
	}
	c.FocusNext()
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.queue.Drain()
	if !slices.Equal(source.signed, []string{"billing@fabrikam.example"}) {
		t.Errorf("signed in %v", source.signed)
	}
}

// The page's address is shown while it is waited for: not every machine has a
// browser that opens by itself.
func TestThePageCanBeOpenedByHand(t *testing.T) {
	b := open(t, server())
	b.queue.Drain()
	b.tap(t, "Continue in your browser")
	b.queue.Step() // the sign-in, which tells the address
	b.queue.Step()
	b.sees(t, "Waiting for your browser", "Finish on the page")
	test.AssertRendersToMarkup(t, "waiting.xml", b.window.Canvas())
	b.tap(t, "Copy the address")
	if b.copied != "https://id.example/authorize?state=x" {
		t.Errorf("copied %q", b.copied)
	}
	b.queue.Drain()
	if b.done != 1 {
		t.Errorf("done %d times", b.done)
	}
}

func TestACodeIsTypedElsewhere(t *testing.T) {
	source := server()
	b := open(t, source)
	b.queue.Drain()
	b.tap(t, "Use a code instead")
	b.sees(t, "Asking for a code")
	b.queue.Step()
	b.queue.Step()
	b.sees(t, "BCDF-GHJK", "Open https://id.example/device on any device")
	test.AssertRendersToMarkup(t, "code.xml", b.window.Canvas())
	b.tap(t, "Copy the address")
	if b.copied != "https://id.example/device" {
		t.Errorf("copied %q", b.copied)
	}
	b.queue.Drain()
	if b.done != 1 || source.coded != 1 {
		t.Errorf("done %d times, asked for a code %d times", b.done, source.coded)
	}
}

// What is told of a sign-in that was given up is shown no more.
func TestACodeThatIsNotWaitedForIsNotShown(t *testing.T) {
	b := open(t, server())
	b.queue.Drain()
	b.tap(t, "Use a code instead")
	b.queue.Step()
	b.tap(t, "Cancel")
	b.queue.Drain()
	if b.shows("BCDF-GHJK") || b.done != 0 {
		t.Errorf("the code is shown, or somebody signed in: done %d times", b.done)
	}
	b.sees(t, "Continue in your browser")
}

func TestAServersFormIsNotTheDemos(t *testing.T) {
	b := open(t, demo())
	b.queue.Drain()
	b.press(t, "Sign in somewhere else")
	if b.shows("Open the demo as") {
		t.Error("the form of a server is under the demo's heading")
	}
	if b.window.Canvas().Focused() != b.page.FirstFocus() {
		t.Error("what is typed goes nowhere")
	}
}
