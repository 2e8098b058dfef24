package views_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/nav"
)

func TestKeyRefreshes(t *testing.T) {
	s := open(t, newFake())
	s.keys(fyne.KeyR, fyne.KeyModifierShortcutDefault)
	s.window.Canvas().Unfocus()
	s.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF5})
	s.queue.Drain()
	if s.source.refreshed != 2 {
		t.Errorf("refreshed %d times, want 2", s.source.refreshed)
	}
}

// F5 works wherever the keyboard is: the toolkit gives it to what has the focus.
func TestF5WorksWhereverTheFocusIs(t *testing.T) {
	for _, page := range []nav.Page{nav.PageOverview, nav.PagePlans, nav.PageCheckout, nav.PageInvoices, nav.PageSettings} {
		s := raise(t, newFake(), nav.Route{Page: page}, wide)
		s.queue.Drain()
		c := s.window.Canvas()
		next := c.(interface{ FocusNext() })
		var first fyne.Focusable
		for next.FocusNext(); c.Focused() != first; next.FocusNext() {
			if first == nil {
				first = c.Focused()
			}
			before := s.source.refreshed
			c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
			s.queue.Drain()
			if s.source.refreshed != before+1 {
				t.Errorf("%s: F5 in a %T refreshes %d times", page, c.Focused(), s.source.refreshed-before)
			}
		}
	}
}

// Whoever is impatient is told once, and what the round found.
func TestARefreshWhileOneRunsIsThatOne(t *testing.T) {
	source := newFake()
	source.found = billing.KindInvoices
	s := open(t, source)
	s.shell.Refresh()
	s.shell.Refresh()
	s.queue.Drain()
	s.sees(t, "Updated: invoices.")
	if source.refreshed != 1 {
		t.Errorf("refreshed %d times", source.refreshed)
	}
	s.shell.Refresh()
	s.queue.Drain()
	if source.refreshed != 2 {
		t.Errorf("refreshed %d times after it", source.refreshed)
	}
}

func TestARefreshSaysWhatItFound(t *testing.T) {
	source := newFake()
	s := open(t, source)
	for _, tt := range []struct {
		found billing.Kinds
		want  string
	}{
		{0, "Up to date. Nothing had changed."},
		{billing.KindFreshness | billing.KindAccounts, "Up to date. Nothing had changed."},
		{billing.KindInvoices | billing.KindSubscription | billing.KindAccounts, "Updated: plan, invoices."},
	} {
		source.found = tt.found
		s.shell.Refresh()
		s.queue.Drain()
		s.sees(t, tt.want)
	}
}

func TestARefusedRefreshIsTold(t *testing.T) {
	source := newFake()
	source.refuse = billing.NewProblem(billing.Offline)
	s := open(t, source)
	s.keys(fyne.KeyR, fyne.KeyModifierShortcutDefault)
	s.sees(t, "Billing cannot be reached.")
}
