package views_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/widgets"
	"billfold/views/words"
)

func TestABannerLeadsAndShowsThereWhoIsMeant(t *testing.T) {
	source := newFake()
	source.facts.Usage.ActiveMembers = 53
	s := open(t, source)
	s.sees(t, "3 members are over your 50 seats.")
	for range 2 { // on the page itself it shows them again
		s.press(t, "Show who is over")
		if got := s.shell.Route(); got != (nav.Route{Page: nav.PageSeats, Arg: "over"}) {
			t.Fatalf("led to %v", got)
		}
	}
	s.sees(t, "3 members are over your 50 seats.")
}

func TestTheBannerOfAnInvoiceLeadsToPayingIt(t *testing.T) {
	source := newFake()
	unpaid(source)
	s := open(t, source)
	s.sees(t, "$854.40 was declined.", "Invoice NWT-0013. It is tried again on 23 Nov 2026. The grace period ends on 2 Dec 2026.")
	s.press(t, "Pay $854.40")
	if got := s.shell.Route(); got != (nav.Route{Page: nav.PagePayments}) {
		t.Fatalf("led to %v", got)
	}
	s.press(t, "Pay $854.40")
	if got := s.shell.Route(); got != (nav.Route{Page: nav.PageCheckout, Arg: "order=pay"}) {
		t.Fatalf("on the payments page it led to %v", got)
	}
}

func TestTheBannerOfATrialNeedsNoActionOnThePlans(t *testing.T) {
	source := newFake()
	ends := sample.Now().Add(50 * time.Hour)
	source.facts.Subscription.Status, source.facts.Subscription.TrialEnds = billing.StatusTrialing, &ends
	s := open(t, source)
	s.press(t, "Choose plan")
	s.sees(t, "The trial ends in 3 days.")
	s.misses(t, "Choose plan")
}

func TestWhoMayNotActForwardsABanner(t *testing.T) {
	source := newFake()
	source.facts.Account.Role, source.facts.Usage.ActiveMembers = billing.RoleMember, 53
	s := open(t, source)
	s.press(t, "Forward to a billing admin")
	for _, part := range []string{"3 members are over your 50 seats.", "Account: Northwind Traders", "Who decides: Maya Okafor"} {
		if !strings.Contains(s.copied, part) {
			t.Errorf("%q is not in %q", part, s.copied)
		}
	}
	if strings.Contains(s.copied, "@") {
		t.Errorf("there is an address in %q", s.copied)
	}
	s.sees(t, "Copied. Send it to Maya Okafor.")
}

func TestTheSidebarSaysWhereSomethingIsToBeSeenTo(t *testing.T) {
	source := newFake()
	unpaid(source)
	source.facts.Usage.ActiveMembers = 53
	source.facts.Usage.StorageUsedGB = decimal.RequireFromString("690")
	s := open(t, source)
	for label, want := range map[string]string{
		"Seats": "Seats: 3 members are over the limit", "Storage": "Storage: 98% full",
		"Payments": "Payments: invoice NWT-0013 is open", "Overview": "Overview",
	} {
		if got := on[*widgets.NavItem](t, s.window.Content(), label).AccessibilityLabel(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	s.sees(t, "3", "98%", "Open")
	s.source.facts.Usage.ActiveMembers = 50
	s.shell.Changed("acc_northwind", billing.KindUsage)
	s.queue.Drain()
	if slices.Contains(s.texts(), "3") {
		t.Error("the mark stays")
	}
}

func TestTopUpIsForThoseWhoMayAndOnlyWhileConnected(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Top up")
	if s.sees(t, "Often chosen"); s.shell.Route() != (nav.Route{Page: nav.PagePayments}) {
		t.Errorf("led to %v", s.shell.Route())
	}
	s.source.fresh = sample.Fresh(billing.Away)
	s.shell.Changed("acc_northwind", billing.KindFreshness)
	s.queue.Drain()
	if !on[*widgets.Button](t, s.window.Content(), "Top up").Disabled() {
		t.Error("it can be pressed offline")
	}
	for _, role := range []billing.Role{billing.RoleFinanceApprover, billing.RoleMember} {
		source := newFake()
		source.facts.Account.Role = role
		s := open(t, source)
		s.misses(t, "Top up")
	}
}

func TestTheSearchGivesRoomFirst(t *testing.T) {
	s := open(t, newFake())
	if got := on[*widgets.Prompt](t, s.window.Content(), "Search or run a command").Size().Width; got != widgets.PromptWidth {
		t.Errorf("wide: %v", got)
	}
	s.window.Resize(narrow)
	prompt := on[*widgets.Prompt](t, s.window.Content(), "Search or run a command")
	if got := prompt.Size().Width; got < widgets.PromptShort || got >= widgets.PromptWidth {
		t.Errorf("narrow: %v", got)
	}
	s.sees(t, "Search")
	s.misses(t, "Search or")
}

func TestToastsAreQueuedAndNoneIsLost(t *testing.T) {
	s := open(t, newFake())
	for _, text := range []string{"First.", "Second.", "Third.", "Fourth."} {
		s.shell.Say(words.Told{What: text})
	}
	s.sees(t, "First.", "Second.", "Third.")
	s.misses(t, "Fourth.")
	s.pass(7 * time.Second)
	s.sees(t, "Fourth.")
	s.misses(t, "First.", "Second.", "Third.")
	s.pass(5 * time.Second)
	s.sees(t, "Fourth.") // its time began when it was seen
	s.pass(2 * time.Second)
	s.misses(t, "Fourth.")
}

// pass lets time go by.
func (s *stage) pass(d time.Duration) {
	s.now = s.now.Add(d)
	s.shell.Tick(s.now)
}

func TestAToastIsSaidOnce(t *testing.T) {
	s := open(t, newFake())
	s.shell.Say(words.Told{What: "Up to date."})
	s.pass(5 * time.Second)
	s.shell.Say(words.Told{What: "Up to date."})
	s.pass(5 * time.Second)
	said := 0
	for _, text := range s.texts() {
		if text == "Up to date." {
			said++
		}
	}
	if said != 1 {
		t.Errorf("said %d times", said)
	}
}

func TestAnErrorStaysUntilItIsClosed(t *testing.T) {
	s := open(t, newFake())
	s.source.refuse = billing.NewProblem(billing.Offline)
	s.keys(fyne.KeyR, fyne.KeyModifierShortcutDefault)
	s.pass(time.Minute)
	s.sees(t, "Billing cannot be reached.")
	s.press(t, "Close this message")
	s.misses(t, "Billing cannot be reached.")
	s.shell.Say(words.Told{What: "The device is revoked.", Next: "It can confirm nothing any more."})
	s.sees(t, "The device is revoked.")
	s.pass(7 * time.Second)
	s.misses(t, "The device is revoked.")
}

func TestAToastOffersToTakeBack(t *testing.T) {
	s := open(t, newFake())
	undone := 0
	s.shell.Offer(words.Told{What: "Three members are deactivated."}, "Undo", func() { undone++ })
	s.key(fyne.KeyF8)
	button, ok := s.window.Canvas().Focused().(*widgets.Button)
	if !ok || button.Label() != "Undo" {
		t.Fatalf("F8 leads to %T", s.window.Canvas().Focused())
	}
	s.pass(time.Minute)
	s.sees(t, "Three members are deactivated.") // the keyboard is in it
	s.key(fyne.KeyReturn)
	s.misses(t, "Three members are deactivated.")
	if undone != 1 {
		t.Errorf("undone %d times", undone)
	}
}

func TestKeyboardReachesAToastByTab(t *testing.T) {
	s := open(t, newFake())
	s.shell.Say(words.Told{What: "Done."})
	reached := false
	for _, focused := range s.walk() {
		if button, ok := focused.(*widgets.Button); ok && button.Label() == "Close this message" {
			reached = true
		}
	}
	if !reached {
		t.Error("Tab never reached the toast")
	}
}

func TestAnotherAccountIsSaidWithTheWayBack(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Northwind Traders")
	s.choose(t, "Fabrikam Europe, Workspace admin")
	s.sees(t, "This is Fabrikam Europe now.")
	test.Tap(on[*widgets.Button](t, s.window.Content(), "Back to Northwind Traders"))
	s.queue.Drain()
	if s.source.selected != "acc_northwind" {
		t.Errorf("selected %s", s.source.selected)
	}
}

func TestTheHeaderFollowsTheAccountBalance(t *testing.T) {
	s := open(t, newFake())
	s.sees(t, "Account balance", "$240.00")
	account := *s.source.facts.Account
	account.AccountBalance = money.FromMinor(34000, "USD")
	s.source.facts.Account = &account
	s.shell.Changed("acc_northwind", billing.KindAccount)
	s.queue.Drain()
	s.sees(t, "$340.00")
	s.misses(t, "$240.00")
}

// A message lies over the page's lower left corner, whatever stands there.
func TestAPressOnAMessageStopsThere(t *testing.T) {
	pressed := 0
	source := newFake()
	source.page = func(views.Tools) nav.View {
		return buttonPage{widgets.NewButton(widgets.ButtonPrimary, "Pay everything", func() { pressed++ })}
	}
	s := raise(t, source, nav.Route{Page: nav.PageOverview}, wide)
	s.queue.Drain()
	s.shell.Say(words.Told{What: "Done."})
	at := fyne.NewPos(260, wide.Height-28)
	test.TapCanvas(s.window.Window.Canvas(), at)
	if pressed > 0 {
		t.Error("pressed through the message")
	}
	s.press(t, "Close this message")
	test.TapCanvas(s.window.Window.Canvas(), at)
	if pressed != 1 {
		t.Errorf("pressed %d times where the message was", pressed)
	}
}

// buttonPage is one button, as large as there is room.
type buttonPage struct{ button *widgets.Button }

func (p buttonPage) Content() fyne.CanvasObject { return p.button }
func (buttonPage) Show(string)                  {}
func (buttonPage) Changed(billing.Kinds)        {}
func (buttonPage) Tick(time.Time)               {}
func (buttonPage) Close()                       {}
