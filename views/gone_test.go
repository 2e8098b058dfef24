package views_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/widgets"
)

// A key that is held down presses a button again after it went.
func TestANoteIsClosedOnce(t *testing.T) {
	source := newFake()
	source.blank = true
	source.notes = []*billing.Problem{billing.NewProblem(billing.OutboxCorrupt)}
	s := open(t, source)
	closing := on[*widgets.Button](t, s.window.Content(), "Close")
	closing.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	closing.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.misses(t, "The record of your changes was damaged")
}

// Whoever was taken out of an account sees nothing of it under the name of another.
func TestAnAccountThatIsGoneIsLeft(t *testing.T) {
	source := newFake()
	s := raise(t, source, nav.Route{Page: nav.PageCheckout, Arg: "plan=business"}, wide)
	s.queue.Drain()
	s.sees(t, "Check out: Business")
	source.accounts, source.selected = source.accounts[1:], source.accounts[1].ID
	s.shell.Changed("", billing.KindAccounts)
	s.queue.Drain()
	s.misses(t, "Check out: Business", "Pay $")
	s.sees(t, "This is Fabrikam Europe now.", "Compare plans for")
	s.shell.Changed("", billing.KindAccounts)
	s.queue.Drain()
	if at := s.shell.Route(); at != (nav.Route{Page: nav.PagePlans}) {
		t.Errorf("at %v", at)
	}
}

// What was found of one account is not told in another, which can be refreshed meanwhile.
func TestARefreshIsToldInItsAccount(t *testing.T) {
	source := newFake()
	source.blank = true
	s := open(t, source)
	s.press(t, "Northwind Traders")
	s.shell.Refresh()
	s.choose(t, "Fabrikam Europe, Workspace admin")
	s.misses(t, "Up to date.")
	s.shell.Refresh()
	s.queue.Drain()
	s.sees(t, "Up to date.")
}
