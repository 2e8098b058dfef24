package views_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"billfold/billing"
	"billfold/views"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/widgets"
)

func (s *stage) openPalette() { s.keys(fyne.KeyK, fyne.KeyModifierShortcutDefault) }

func TestThePaletteIsOpenedTypedIntoAndLeads(t *testing.T) {
	s := open(t, newFake())
	s.openPalette()
	s.shows(t, "Actions", "Add seats", "Pages", "Northwind Traders")
	s.types("seat")
	s.shows(t, "Add seats", "Remove seats at renewal", "4 of 50 are free", "Review 6 idle members", "46 of 50 used", "Anna Seaton", "Business, 1 to 250 seats")
	s.key(fyne.KeyDown)
	s.key(fyne.KeyDown)
	s.key(fyne.KeyReturn)
	if got := s.shell.Route(); got != (nav.Route{Page: nav.PageSeats, Arg: "idle"}) {
		t.Errorf("led to %v", got)
	}
	if s.top() != nil {
		t.Error("the palette stayed")
	}
}

// What is bought is previewed first, wherever one comes from.
func TestThePaletteBuysNothing(t *testing.T) {
	s := open(t, newFake())
	s.openPalette()
	s.types("add seats")
	s.key(fyne.KeyReturn)
	if got := s.shell.Route(); got != (nav.Route{Page: nav.PagePlans, Arg: "seats=51"}) {
		t.Errorf("led to %v", got)
	}
}

func TestThePaletteGoesAway(t *testing.T) {
	for name, leave := range map[string]func(*stage){
		"Escape":       func(s *stage) { s.key(fyne.KeyEscape) },
		"its own key":  func(s *stage) { s.openPalette() },
		"a press away": func(s *stage) { test.TapAt(s.top().(fyne.Tappable).(*widgets.Overlay), fyne.NewPos(8, 300)) },
	} {
		s := open(t, newFake())
		plans := on[*widgets.NavItem](t, s.window.Content(), "Plan")
		s.window.Canvas().Focus(plans)
		s.openPalette()
		if s.top() == nil {
			t.Fatal("nothing opened")
		}
		leave(s)
		if s.top() != nil {
			t.Errorf("%s: it stayed", name)
		}
		if s.window.Canvas().Focused() != plans {
			t.Errorf("%s: the keyboard is on %T afterwards", name, s.window.Canvas().Focused())
		}
	}
}

func TestTheSearchOfTheHeaderOpensThePalette(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Search or run a command")
	s.shows(t, "Add seats")
}

func TestNobodySearchesBeforeSigningIn(t *testing.T) {
	source := newFake()
	source.person, source.accounts, source.selected = billing.Person{}, nil, ""
	s := open(t, source)
	s.openPalette()
	if s.top() != nil {
		t.Errorf("shows %q", s.layer())
	}
}

// An account's people and invoices are not found in another one.
func TestAnotherAccountIsSearchedAnew(t *testing.T) {
	source := newFake()
	s := open(t, source)
	s.openPalette()
	s.types("Switch to Fabrikam")
	s.key(fyne.KeyReturn)
	if source.selected != "acc_fabrikam" {
		t.Fatalf("selected %s", source.selected)
	}
	source.invoices = nil
	s.openPalette()
	s.types("NWT-0011")
	s.shows(t, "Nothing is found.")
}

func TestThePaletteRunsWhatTheWindowDoes(t *testing.T) {
	source := newFake()
	s := open(t, source)
	for _, step := range []struct {
		typed string
		done  func() bool
	}{
		{"refresh", func() bool { return source.refreshed == 1 }},
		{"look dark", func() bool { return source.choice == theme.ChoiceDark }},
		{"northwind labs", func() bool { return slices.Contains(s.texts(), "Workspace: Northwind Labs") }},
		{"about", func() bool { return slices.Contains(s.layer(), "About Billfold") }},
		{"keyboard", func() bool { return slices.Contains(s.layer(), "Keyboard shortcuts") }},
		{"sign out", func() bool { return slices.Contains(s.layer(), "Sign out?") }},
	} {
		s.openPalette()
		s.types(step.typed)
		s.key(fyne.KeyReturn)
		if !step.done() {
			t.Errorf("%q did nothing: %q", step.typed, s.layer())
		}
	}
}

func TestThePanelShowsPlanAndUsage(t *testing.T) {
	s := open(t, newFake())
	s.pressBadge()
	s.shows(t, "Team", "Active", "50 seats · renews 1 Dec 2026", "2 min ago", "Seats", "46 of 50", "548.2 of 700 GB", "$750.00", "due 1 Dec 2026, after billing credit",
		"Scheduled for 1 Dec 2026", "Upgrade now")
	if misfits := widgets.Misfits(s.top()); len(misfits) > 0 {
		t.Error(misfits)
	}
	s.shell.Tick(s.now.Add(time.Minute))
	s.shows(t, "3 min ago")
	s.key(fyne.KeyReturn) // Upgrade now has the keyboard
	if got := s.shell.Route(); got != (nav.Route{Page: nav.PagePlans}) || s.top() != nil {
		t.Errorf("led to %v, over it %q", got, s.layer())
	}
}

// The panel says of each limit what the overview says.
func TestThePanelAgreesWithTheOverview(t *testing.T) {
	s := open(t, newFake())
	page := s.texts()
	s.pressBadge()
	for _, text := range s.layer() {
		used, of, limit := strings.Cut(text, " of ")
		if limit && (!slices.Contains(page, used) || !slices.Contains(page, "of "+of)) {
			t.Errorf("the panel says %q, the overview %q", text, page)
		}
	}
}

func TestThePanelRefreshesAndStays(t *testing.T) {
	s := open(t, newFake())
	s.pressBadge()
	test.Tap(on[*widgets.Button](t, s.top(), "Refresh"))
	s.queue.Drain()
	if s.source.refreshed != 1 {
		t.Errorf("refreshed %d times", s.source.refreshed)
	}
	s.source.fresh = sample.Fresh(billing.Away)
	s.shell.Changed("acc_northwind", billing.KindFreshness)
	s.queue.Drain()
	s.shows(t, "Offline, as of 09:18", "Try now")
	s.hides(t, "Refresh")
	s.pressBadge()
	if s.top() != nil {
		t.Error("a second press did not close it")
	}
}

func TestThePanelShowsAMemberNoMoney(t *testing.T) {
	source := newFake()
	source.facts.Account.Role = billing.RoleMember
	s := open(t, source)
	s.pressBadge()
	s.shows(t, "46 of 50", "Refresh")
	s.hides(t, "Next invoice", "$", "Upgrade now")
}

func TestThePanelIsThereBeforeAnythingWasRead(t *testing.T) {
	source := newFake()
	source.factsErr, source.facts, source.fresh = billing.NewProblem(billing.NotFound), billing.Facts{}, billing.Freshness{}
	s := open(t, source)
	s.pressBadge()
	s.shows(t, "Team", "Not read yet", "Refresh")
	s.hides(t, "Seats", "Upgrade now")
}

// The keyboard goes round within what lies over the window and nowhere else.
func TestKeyboardStaysInWhatIsOpen(t *testing.T) {
	for name, show := range map[string]func(*stage){
		"panel": func(s *stage) {
			s.window.Canvas().Focus(s.badge())
			s.key(fyne.KeyReturn)
		},
		"palette":   (*stage).openPalette,
		"shortcuts": func(s *stage) { s.key(fyne.KeyF1) },
		"about": func(s *stage) {
			s.openPalette()
			s.types("about")
			s.key(fyne.KeyReturn)
		},
	} {
		s := open(t, newFake())
		var before fyne.Focusable = on[*widgets.NavItem](t, s.window.Content(), "Overview")
		if name == "panel" {
			before = s.badge()
		}
		s.window.Canvas().Focus(before)
		show(s)
		if s.window.Canvas().Focused() == nil {
			t.Errorf("%s: nothing has the keyboard", name)
		}
		for _, focused := range s.walk() {
			if object, ok := focused.(fyne.CanvasObject); !ok || !within(s.top(), object) {
				t.Errorf("%s: Tab leaves it for %T", name, focused)
			}
		}
		s.key(fyne.KeyEscape)
		if s.top() != nil || s.window.Canvas().Focused() != before {
			t.Errorf("%s: after Escape the keyboard is on %T", name, s.window.Canvas().Focused())
		}
	}
}

func within(tree, object fyne.CanvasObject) bool {
	found := false
	widgets.Walk(tree, func(o fyne.CanvasObject) { found = found || o == object })
	return found
}

func TestTheShortcutsAreListedAsTheyAre(t *testing.T) {
	for _, call := range []func(*stage){
		func(s *stage) { s.key(fyne.KeyF1) },
		func(s *stage) { s.types("?") },
		func(s *stage) { // from a button that has the keyboard
			s.window.Canvas().Focus(on[*widgets.Button](t, s.window.Content(), "Refresh"))
			s.types("?")
		},
		func(s *stage) { // and from a table
			s.shell.Go(nav.Route{Page: nav.PageInvoices})
			s.queue.Drain()
			s.types("?")
		},
	} {
		s := open(t, newFake())
		s.window.Canvas().Unfocus()
		call(s)
		s.shows(t, "Keyboard shortcuts", "Everywhere", "Ctrl K", "Search or run a command", "Go to", "Ctrl 3", "Seats", "Alt Left", "On a page", "F8", "In a table", "Ctrl A", "Tick all rows")
		if misfits := widgets.Misfits(s.top()); len(misfits) > 0 {
			t.Error(misfits)
		}
	}
}

func TestAboutSaysWhatAndWhere(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Maya Okafor")
	s.choose(t, "About Billfold")
	s.shows(t, "0.1.0", "Go 1.", "/home/maya/.config/billfold/logs", "fyne.io/fyne/v2", "BSD-3-Clause")
	test.Tap(on[*widgets.Button](t, s.top(), "Open logs folder"))
	if s.opened != "/home/maya/.config/billfold/logs" {
		t.Errorf("opened %q", s.opened)
	}
	test.Tap(on[*widgets.Button](t, s.top(), "Copy details"))
	s.shows(t, "Details copied.")
	if !strings.Contains(s.copied, "Logs: ~/.config/billfold/logs") || strings.Contains(s.copied, "maya") {
		t.Errorf("copied %q", s.copied)
	}
	s.source.refuse = billing.NewProblem(billing.Offline)
	test.Tap(on[*widgets.Button](t, s.top(), "Open logs folder"))
	s.shows(t, "It cannot be shown.")
}

func TestLayersFitAtTheLeastSize(t *testing.T) {
	for name, show := range map[string]func(*stage){
		"panel":     (*stage).pressBadge,
		"palette":   (*stage).openPalette,
		"shortcuts": func(s *stage) { s.key(fyne.KeyF1) },
	} {
		source := newFake()
		source.facts.Usage.ActiveMembers = 53
		s := raise(t, source, nav.Route{Page: nav.PageOverview}, narrow)
		s.queue.Drain()
		show(s)
		if misfits := widgets.Misfits(s.top()); len(misfits) > 0 {
			t.Errorf("%s: %s", name, misfits)
		}
	}
}

func TestEscapeClosesWhatThePageHasOpenAndElseGoesBack(t *testing.T) {
	page := &namedPage{name: "overview", escapes: 1}
	source := newFake()
	source.page = func(views.Tools) nav.View { return page }
	s := open(t, source)
	s.press(t, "Plan")
	s.press(t, "Overview")
	s.key(fyne.KeyEscape)
	if got := s.shell.Route().Page; got != nav.PageOverview {
		t.Fatalf("the page had something open, and Escape led to %s", got)
	}
	s.key(fyne.KeyEscape)
	if got := s.shell.Route().Page; got != nav.PagePlans {
		t.Errorf("Escape led to %s", got)
	}
}

// A question that a page asks is answered before anything else happens.
func TestKeysWaitForWhatThePageAsks(t *testing.T) {
	page := &namedPage{name: "overview", escapes: 1}
	source := newFake()
	source.page = func(views.Tools) nav.View { return page }
	s := open(t, source)
	question := widget.NewModalPopUp(widget.NewLabel("Sure?"), s.window.Canvas())
	question.Show()
	s.keys(fyne.Key2, fyne.KeyModifierShortcutDefault)
	s.openPalette()
	if got := s.shell.Route().Page; got != nav.PageOverview || len(s.window.Canvas().Overlays().List()) != 1 {
		t.Errorf("at %s, over it %d", got, len(s.window.Canvas().Overlays().List()))
	}
	s.key(fyne.KeyEscape)
	if page.escapes != 0 {
		t.Error("the page was not told of Escape")
	}
}

func TestControlCommaLeadsToTheSettings(t *testing.T) {
	s := open(t, newFake())
	s.keys(fyne.KeyComma, fyne.KeyModifierShortcutDefault)
	if got := s.shell.Route().Page; got != nav.PageSettings {
		t.Errorf("led to %s", got)
	}
}
