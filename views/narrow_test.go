package views_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/widgets"
	"billfold/views/words"
)

// doubled is a window of 1280 × 800 at twice the size of text and controls.
var doubled = fyne.NewSize(640, 400)

// Where the sidebar finds no room a menu leads to the pages, and says what needs
// attention there; it is gone, and the sidebar back, once there is room.
func TestAMenuLeadsToThePagesWhereThereIsNoRoomForTheSidebar(t *testing.T) {
	source := newFake()
	source.blank = true
	source.facts.Usage.ActiveMembers = 53
	s := open(t, source)
	s.misses(t, "Sign out")
	s.window.Resize(doubled)
	s.misses(t, "Invoices", "Maya Okafor", "Top up")
	s.sees(t, "Northwind Traders")
	s.press(t, "Pages")
	s.choose(t, "Seats: 3 members are over the limit")
	if got := s.shell.Route().Page; got != nav.PageSeats {
		t.Fatalf("led to %s", got)
	}
	s.press(t, "Northwind Traders")
	s.choose(t, "Top up")
	if got := s.shell.Route().Page; got != nav.PagePayments {
		t.Fatalf("led to %s", got)
	}
	s.window.Resize(wide)
	s.sees(t, "Invoices", "Maya Okafor")
	if slices.Contains(viewLabels(s.walk()), "Pages") {
		t.Error("the menu is there beside the sidebar")
	}
}

// By the keyboard alone the menu is reached first.
func TestTheMenuOfPagesIsReachedWithTheKeyboard(t *testing.T) {
	source := newFake()
	source.blank = true
	s := open(t, source)
	s.window.Resize(doubled)
	if walked := viewLabels(s.walk()); walked[0] != "Pages" {
		t.Errorf("walked %v", walked)
	}
}

func viewLabels(walked []fyne.Focusable) []string {
	var all []string
	for _, focused := range walked {
		if named, ok := focused.(interface{ Label() string }); ok {
			all = append(all, named.Label())
		}
	}
	return all
}

// The shell itself fits, however the plan's age and the account are called.
func TestTheShellFitsAtTwiceTheSize(t *testing.T) {
	for _, l := range []words.Language{words.English, words.German} {
		for _, state := range []billing.FreshnessState{billing.Fresh, billing.Away} {
			s := fullest(t, l, state, doubled)
			if needs := s.shell.Needs(); needs.Width > doubled.Width || needs.Height > doubled.Height {
				t.Errorf("%s, %s: needs %v of %v", l, state, needs, doubled)
			}
			for _, misfit := range widgets.Misfits(s.window.Content()) {
				if !strings.Contains(misfit, "Workspace") && !strings.Contains(misfit, "Arbeitsbereich") { // under the account's name
					t.Errorf("%s, %s: %s", l, state, misfit)
				}
			}
		}
	}
}
