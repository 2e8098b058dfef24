package views_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/signin"
	"billfold/views/widgets"
)

// opened is something that a page opens, and how a person comes to it.
type opened struct {
	route   nav.Route
	set     func(*fake)
	pressed []string
	chosen  string // of the menu that the last press opened
	begun   string // pressed last, and not answered before Escape
	shows   string // only while it is open
}

var openable = map[string]opened{
	"cancellation": {
		route: nav.Route{Page: nav.PageOverview}, pressed: []string{"More about the plan"}, chosen: "Cancel at the period's end",
		shows: "Cancel Team at the period's end?",
	},
	"figures":        {route: nav.Route{Page: nav.PagePlans}, pressed: []string{"Show the figures"}, shows: "What fits, by the figures"},
	"invitation":     {route: nav.Route{Page: nav.PageSeats, Arg: "invite"}, shows: "Invite somebody"},
	"add-ons":        {route: nav.Route{Page: nav.PageStorage}, pressed: []string{"Change add-on"}, shows: "Keep as it is"},
	"all spends":     {route: nav.Route{Page: nav.PageCredits}, pressed: []string{"Show all 20"}, shows: "19 Nov 09:14"},
	"document":       {route: nav.Route{Page: nav.PageInvoices, Arg: "inv_NWT-0011"}, shows: "Amount due"},
	"top-up":         {route: nav.Route{Page: nav.PagePayments, Arg: "top-up"}, shows: "Amount"},
	"leaving":        {route: nav.Route{Page: nav.PageSettings}, pressed: []string{"Sign out everywhere"}, shows: "Stay"},
	"revocation":     {route: nav.Route{Page: nav.PageSettings}, pressed: []string{"Revoke"}, shows: "Keep"},
	"browser, setup": {route: nav.Route{Page: nav.PageSettings}, set: func(f *fake) { f.unenrolled = true }, begun: "Set up this computer", shows: "For this alone."},
	"browser, card":  {route: nav.Route{Page: nav.PagePayments}, begun: "Add a card", shows: "Type the card on the page in your browser."},
}

// Escape closes what a page has open, and only then leaves the page.
func TestEscapeClosesWhatAPageHasOpenAndThenGoesBack(t *testing.T) {
	for name, open := range openable {
		t.Run(name, func(t *testing.T) {
			source := newFake()
			if open.set != nil {
				open.set(source)
			}
			before := nav.Route{Page: nav.PageCheckout, Arg: wanted}
			s := raise(t, source, before, wide)
			s.queue.Drain()
			s.shell.Go(open.route)
			s.queue.Drain()
			for _, label := range open.pressed {
				s.press(t, label)
			}
			if open.chosen != "" {
				s.choose(t, open.chosen)
			}
			if open.begun != "" {
				on[fyne.Tappable](t, s.window.Content(), open.begun).Tapped(&fyne.PointEvent{})
			}
			if !s.says(open.shows) {
				t.Fatalf("%q is not open among %q", open.shows, s.texts())
			}
			s.key(fyne.KeyEscape)
			if s.says(open.shows) || s.top() != nil || s.shell.Route() != open.route.Kept() {
				t.Errorf("Escape leaves it open, or leads to %v", s.shell.Route())
			}
			s.key(fyne.KeyEscape)
			if s.shell.Route() != before {
				t.Errorf("Escape again leads to %v, want back", s.shell.Route())
			}
		})
	}
}

func TestEscapeGivesUpASignInThatIsWaitedFor(t *testing.T) {
	source := newFake()
	source.person, source.selected, source.accounts = billing.Person{}, "", nil
	source.place, source.peopleEr = signin.Place{Server: "https://billing.northwind.example"}, billing.NewProblem(billing.NotFound)
	s := raise(t, source, nav.Route{Page: nav.PageSignIn}, wide)
	s.queue.Drain()
	on[fyne.Tappable](t, s.window.Content(), "Continue in your browser").Tapped(&fyne.PointEvent{})
	s.sees(t, "Waiting for your browser")
	s.key(fyne.KeyEscape)
	s.misses(t, "Waiting for your browser")
	s.sees(t, "A browser window opens.")
}

// says tells whether a text, or the beginning of one, is on the window or on a dialog
// over it.
func (s *stage) says(begins string) bool {
	texts := s.texts()
	if over, ok := s.top().(fyne.Widget); ok {
		for _, part := range test.WidgetRenderer(over).Objects() {
			for _, seen := range widgets.VisibleTexts(part) {
				texts = append(texts, seen.Text)
			}
		}
	}
	return slices.ContainsFunc(texts, func(text string) bool { return strings.HasPrefix(text, begins) })
}
