package views_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/nav"
)

func TestWhatWasSetAsideIsToldUntilItIsRead(t *testing.T) {
	source := newFake()
	source.notes = []*billing.Problem{
		billing.NewProblem(billing.CacheCorrupt, "kept", "cache.db.broken"), billing.NewProblem(billing.OutboxCorrupt),
	}
	s := open(t, source)
	s.sees(t, "The saved copy was damaged and has been set aside as cache.db.broken.")
	s.press(t, "Close")
	s.sees(t, "The record of your changes was damaged")
	s.press(t, "Close")
	s.misses(t, "The saved copy was damaged", "The record of your changes was damaged")
}

func TestRefreshingDoesNotUndoAnotherAccountsOpening(t *testing.T) {
	s := raise(t, newFake(), nav.Route{Page: nav.PageCheckout, Arg: "plan=business"}, wide)
	s.queue.Drain()
	s.press(t, "Northwind Traders")
	s.pick(t, "Fabrikam Europe, Workspace admin")
	s.shell.Refresh()
	s.queue.Drain()
	s.misses(t, "Check out: Business", "Pay $")
}

func TestTheSignInPageCanBeLeftForTheSavedCopy(t *testing.T) {
	source := newFake()
	source.fresh.Problem = billing.NewProblem(billing.Unauthenticated)
	s := open(t, source)
	for name, leave := range map[string]func(){
		"button":   func() { s.press(t, "Back to the saved copy") },
		"Alt+Left": func() { s.keys(fyne.KeyLeft, fyne.KeyModifierAlt) },
		"Ctrl+1":   func() { s.keys(fyne.Key1, fyne.KeyModifierShortcutDefault) },
	} {
		s.press(t, "Sign in")
		s.sees(t, "Open the demo as")
		leave()
		s.sees(t, "Next invoice")
		if t.Failed() {
			t.Fatal(name)
		}
	}
}
