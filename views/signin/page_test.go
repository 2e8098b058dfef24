package signin_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/signin"
	"billfold/views/theme"
	"billfold/views/widgets"
)

type fake struct {
	place    signin.Place
	useErr   error
	people   []signin.Candidate
	listErr  error
	signErr  error
	signed   []string
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
}

func open(t *testing.T, source *fake) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.ChoiceLight))
	b := &bench{queue: load.NewManual()}
	b.page = signin.New(signin.Deps{
		Context: t.Context(), Source: source, Scheduler: b.queue, Version: "0.1.0", Done: func() { b.done++ },
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

func (b *bench) press(t *testing.T, label string) {
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
	b.queue.Drain()
}

func TestADemoListsItsPeople(t *testing.T) {
	b := open(t, demo())
	test.AssertRendersToMarkup(t, "loading.xml", b.window.Canvas())
	b.queue.Drain()
	b.sees(t, "Open the demo as", "admin@northwind.example", "Admin, Northwind Traders", "Billing admin, 3 accounts")
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

func TestAServerThatIsNoDemoSaysSo(t *testing.T) {
	source := &fake{place: signin.Place{Server: "https://billing.example.com"}, listErr: billing.NewProblem(billing.NotFound)}
	b := open(t, source)
	b.queue.Drain()
	b.sees(t, "This server is no demo.", "https://billing.example.com")
	b.press(t, "Sign in somewhere else")
	b.sees(t, "Open the demo")
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
