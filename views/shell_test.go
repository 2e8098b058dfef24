package views_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

var wide, narrow = fyne.NewSize(1280, 800), fyne.NewSize(1024, 700)

func open(t *testing.T, source *fake) *stage {
	t.Helper()
	s := raise(t, source, nav.Route{Page: nav.PageOverview}, wide)
	s.queue.Drain()
	return s
}

func (s *stage) texts() []string {
	var all []string
	for _, seen := range widgets.VisibleTexts(s.window.Content()) {
		all = append(all, seen.Text)
	}
	return all
}

func (s *stage) sees(t *testing.T, want ...string) {
	t.Helper()
	texts := s.texts()
	for _, w := range want {
		if !slices.ContainsFunc(texts, func(text string) bool { return strings.HasPrefix(text, w) }) {
			t.Errorf("%q is not shown among %q", w, texts)
		}
	}
}

func (s *stage) misses(t *testing.T, unwanted ...string) {
	t.Helper()
	for _, text := range s.texts() {
		for _, u := range unwanted {
			if strings.HasPrefix(text, u) {
				t.Errorf("%q is shown", text)
			}
		}
	}
}

// press uses the control with this label, the way the pointer does.
func (s *stage) press(t *testing.T, label string) {
	t.Helper()
	var found fyne.Tappable
	widgets.Walk(s.window.Content(), func(o fyne.CanvasObject) {
		named, ok := o.(interface{ Label() string })
		if tappable, can := o.(fyne.Tappable); ok && can && found == nil && named.Label() == label {
			found = tappable
		}
	})
	if found == nil {
		t.Fatalf("there is nothing to press called %q among %q", label, s.texts())
	}
	found.Tapped(&fyne.PointEvent{})
	s.queue.Drain()
}

func (s *stage) keys(key fyne.KeyName, modifier fyne.KeyModifier) {
	s.window.keys.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier})
	s.queue.Drain()
}

// choose picks an item of the menu that is open, and waits for what comes of it.
func (s *stage) choose(t *testing.T, label string) {
	t.Helper()
	s.pick(t, label)
	s.queue.Drain()
}

func (s *stage) pick(t *testing.T, label string) {
	t.Helper()
	menu, ok := s.window.Canvas().Focused().(*widget.PopUpMenu)
	if !ok {
		t.Fatal("no menu has the keyboard")
	}
	for _, item := range menu.Items {
		shown, ok := item.(interface {
			fyne.Widget
			fyne.Tappable
		})
		if ok && says(shown, label) {
			shown.Tapped(&fyne.PointEvent{})
			return
		}
	}
	t.Fatalf("the menu has no %q", label)
}

func says(item fyne.Widget, label string) bool {
	for _, o := range test.WidgetRenderer(item).Objects() {
		if text, ok := o.(*canvas.Text); ok && text.Text == label {
			return true
		}
	}
	return false
}

func TestFirstPaintShowsTheSavedCopy(t *testing.T) {
	s := open(t, newFake())
	s.sees(t, "Northwind Traders", "Workspace: Northwind HQ", "Team", "2 min ago", "$240.00", "Next invoice", "Maya Okafor", "Billing admin")
	if s.source.refreshed != 0 {
		t.Error("the first paint asked the network")
	}
	if misfits := widgets.Misfits(s.window.Content()); len(misfits) > 0 {
		t.Error(misfits)
	}
}

// few are the pages of an early version.
var few = []nav.Page{nav.PageOverview, nav.PagePlans, nav.PageCheckout, nav.PageInvoices, nav.PageSettings, nav.PageSignIn}

func TestOnlyPagesThatExistAreInTheSidebar(t *testing.T) {
	source := newFake()
	source.only = few
	s := open(t, source)
	s.sees(t, "Overview", "Plan", "Invoices", "Settings")
	s.misses(t, "Seats and", "Support", "Top up")
}

func TestKeysLeadToPagesAndBack(t *testing.T) {
	source := newFake()
	source.only = few
	s := open(t, source)
	for _, step := range []struct {
		key      fyne.KeyName
		modifier fyne.KeyModifier
		want     nav.Page
	}{
		{fyne.Key2, fyne.KeyModifierShortcutDefault, nav.PagePlans},
		{fyne.Key3, fyne.KeyModifierShortcutDefault, nav.PageInvoices},
		{fyne.KeyLeft, fyne.KeyModifierAlt, nav.PagePlans},
		{fyne.KeyLeft, fyne.KeyModifierAlt, nav.PageOverview},
		{fyne.KeyLeft, fyne.KeyModifierAlt, nav.PageOverview},
		{fyne.KeyRight, fyne.KeyModifierAlt, nav.PagePlans},
		{fyne.Key1, fyne.KeyModifierShortcutDefault, nav.PageOverview},
		{fyne.Key9, fyne.KeyModifierShortcutDefault, nav.PageOverview},
	} {
		s.keys(step.key, step.modifier)
		if got := s.shell.Route().Page; got != step.want {
			t.Fatalf("%s leads to %s, want %s", step.key, got, step.want)
		}
	}
}

func TestBadgeFollowsAChange(t *testing.T) {
	s := open(t, newFake())
	s.source.facts.Subscription.Terms.Plan = "business"
	s.source.fresh = sample.Fresh(billing.Fresh)
	s.shell.Changed("acc_northwind", billing.KindSubscription|billing.KindFreshness)
	s.queue.Drain()
	s.sees(t, "Business", "2 min ago")
}

func TestAnotherAccountsChangeIsNotRead(t *testing.T) {
	s := open(t, newFake())
	s.source.facts.Subscription.Terms.Plan = "business"
	s.shell.Changed("acc_contoso", billing.KindSubscription)
	s.queue.Drain()
	s.misses(t, "Business")
}

func TestAgesMoveOnWithoutReading(t *testing.T) {
	source := newFake()
	source.fresh = sample.Fresh(billing.Fresh)
	s := open(t, source)
	s.sees(t, "2 min ago")
	s.shell.Tick(s.now.Add(time.Minute))
	s.sees(t, "3 min ago")
	s.shell.Tick(s.now.Add(30 * time.Minute))
	s.sees(t, "32 min old")
}

func TestOfflineBarComesAndGoes(t *testing.T) {
	s := open(t, newFake())
	s.misses(t, "Offline")
	s.source.fresh = sample.Fresh(billing.Away)
	s.shell.Changed("acc_northwind", billing.KindFreshness)
	s.queue.Drain()
	s.sees(t, "Offline since 09:18.", "Offline, as of 09:18", "Next try in 24 s", "Try now")
	s.shell.Tick(s.now.Add(4 * time.Second))
	s.sees(t, "Next try in 20 s")
	if misfits := widgets.Misfits(s.window.Content()); len(misfits) > 0 {
		t.Error(misfits)
	}
	s.press(t, "Try now")
	if s.source.refreshed != 1 {
		t.Error("Try now asked nobody")
	}
	s.source.fresh = sample.Fresh(billing.Live)
	s.shell.Changed("acc_northwind", billing.KindFreshness)
	s.queue.Drain()
	s.misses(t, "Offline", "Try now")
}

func TestAnotherAccountIsOpenedFromTheMenu(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Northwind Traders")
	s.source.facts.Account.Name = "Fabrikam Europe"
	s.choose(t, "Fabrikam Europe, Workspace admin")
	if s.source.selected != "acc_fabrikam" {
		t.Errorf("selected %s", s.source.selected)
	}
	s.sees(t, "Fabrikam Europe", "Workspace: Fabrikam")
}

// What is on the screen while another account is being opened belongs to neither.
func TestNothingIsDoneWhileAnotherAccountIsOpened(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Northwind Traders")
	s.pick(t, "Fabrikam Europe, Workspace admin")
	s.press(t, "Undo this change")
	if s.source.undone > 0 {
		t.Error("undone in whichever account was open by then")
	}
	if s.source.selected != "acc_fabrikam" {
		t.Errorf("selected %s", s.source.selected)
	}
}

func TestACheckoutIsNotTakenToAnotherAccount(t *testing.T) {
	s := raise(t, newFake(), nav.Route{Page: nav.PageCheckout, Arg: "plan=business"}, wide)
	s.queue.Drain()
	s.sees(t, "Check out: Business")
	s.press(t, "Northwind Traders")
	s.choose(t, "Fabrikam Europe, Workspace admin")
	s.misses(t, "Check out: Business", "Pay $")
	if got := s.shell.Route(); got != (nav.Route{Page: nav.PagePlans}) {
		t.Errorf("at %v", got)
	}
	s.keys(fyne.KeyLeft, fyne.KeyModifierAlt)
	s.misses(t, "Check out: Business")
}

func TestAWorkspaceIsChosenFromTheMenu(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Northwind Traders")
	s.choose(t, "Workspace: Northwind Labs")
	s.sees(t, "Workspace: Northwind Labs")
}

func TestSigningOutForgetsWhatWasOnScreen(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Maya Okafor")
	s.choose(t, "Sign out")
	test.Tap(on[*widgets.Button](t, s.top(), "Sign out here"))
	s.queue.Drain()
	s.misses(t, "Workspace: Northwind HQ", "Next invoice", "$240.00")
	s.sees(t, "Open the demo as", "admin@northwind.example")
}

func TestTheLookIsChosenFromTheMenu(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Maya Okafor")
	s.choose(t, "Look: dark")
	if s.source.choice != theme.ChoiceDark {
		t.Errorf("chose %s", s.source.choice)
	}
}

func TestSomebodySignsIn(t *testing.T) {
	source := newFake()
	source.person, source.accounts, source.selected = billing.Person{}, nil, ""
	s := open(t, source)
	s.sees(t, "Open the demo as")
	s.keys(fyne.Key2, fyne.KeyModifierShortcutDefault)
	s.misses(t, "Choose Business")
	s.press(t, "Maya Okafor")
	s.sees(t, "Next invoice", "Maya Okafor")
}

func TestBeforeTheFirstSyncTheFrameIsThere(t *testing.T) {
	source := newFake()
	source.factsErr, source.facts = billing.NewProblem(billing.NotFound), billing.Facts{}
	source.fresh = billing.Freshness{}
	s := open(t, source)
	s.sees(t, "Northwind Traders", "Team", "Overview", "Invoices")
	s.misses(t, "$")
}

func TestAToastSaysWhatIsDone(t *testing.T) {
	s := open(t, newFake())
	s.shell.Say(words.Told{What: "Paid $37.42."})
	s.sees(t, "Paid $37.42.")
	s.shell.Tick(s.now.Add(5 * time.Second))
	s.sees(t, "Paid $37.42.")
	s.press(t, "Close this message")
	s.misses(t, "Paid $37.42.")
}

func TestFrameFitsAtTheLeastSize(t *testing.T) {
	for _, page := range []nav.Page{nav.PageOverview, nav.PagePlans} {
		source := newFake()
		source.fresh, source.facts.Usage.ActiveMembers = sample.Fresh(billing.Away), 53
		s := raise(t, source, nav.Route{Page: page}, narrow)
		s.queue.Drain()
		if got := s.window.Canvas().Size(); got.Width > narrow.Width || got.Height > narrow.Height {
			t.Errorf("%s needs %v", page, got)
		}
		if misfits := widgets.Misfits(s.window.Content()); len(misfits) > 0 {
			t.Errorf("%s: %s", page, misfits)
		}
	}
}

func TestKeyboardReachesFrameAndPage(t *testing.T) {
	s := open(t, newFake())
	c := s.window.Canvas()
	reached := map[string]bool{}
	for range 40 {
		s.window.Window.Canvas().FocusNext()
		if named, ok := c.Focused().(interface{ Label() string }); ok {
			reached[named.Label()] = true
		}
	}
	for _, want := range []string{"Overview", "Plan", "Invoices", "Maya Okafor", "Northwind Traders", "Refresh", "Customize plan"} {
		if !reached[want] {
			t.Errorf("Tab never reached %q: %v", want, reached)
		}
	}
}

func TestThePageFollowsTheKeyboard(t *testing.T) {
	s := raise(t, newFake(), nav.Route{Page: nav.PageCheckout, Arg: "plan=business"}, narrow)
	s.queue.Drain()
	var pay *widgets.Button
	widgets.Walk(s.window.Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*widgets.Button); ok && strings.HasPrefix(b.Label(), "Pay ") {
			pay = b
		}
	})
	if pay == nil {
		t.Fatalf("there is no Pay button among %q", s.texts())
	}
	s.window.Canvas().Focus(pay)
	s.shell.Follow()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(pay)
	if at.Y < 0 || at.Y+pay.Size().Height > narrow.Height {
		t.Errorf("the focused button is at %v in a window of %v", at, narrow)
	}
}

func TestGoldens(t *testing.T) {
	for name, set := range map[string]func(*fake){
		"normal":  func(*fake) {},
		"offline": func(f *fake) { f.fresh = sample.Fresh(billing.Away) },
		"banner":  unpaid,
	} {
		t.Run(name, func(t *testing.T) {
			source := newFake()
			source.blank = true
			set(source)
			s := open(t, source)
			test.AssertRendersToMarkup(t, name+".xml", s.window.Window.Canvas())
		})
	}
}
