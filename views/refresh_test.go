package views_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
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
	s.shell.Tick(s.now.Add(7 * time.Second))
	s.misses(t, "Billing cannot be reached.")
}
