package session_test

import (
	"testing"

	"billfold/billing"
)

// What is done with the cards is seen at once, and is gone at the gateway too: one that is
// removed cannot be paid with, and adding a card goes on working.
func TestCardsAreOrderedAndRemoved(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	defer closed(t, s)
	added, err := s.AddCard(t.Context(), account, typing(t, "4242 4242 4242 4242"))
	if err != nil {
		t.Fatal(err)
	}
	before := methods(t, s, account)
	if err := s.SetDefaultMethod(t.Context(), account, added.Method.ID); err != nil {
		t.Fatal(err)
	}
	if now := methods(t, s, account); now[0] != *added.Method || now[1] != before[0] || len(now) != len(before) {
		t.Errorf("ordered %+v", now)
	}
	if err := s.RemoveMethod(t.Context(), account, added.Method.ID); err != nil {
		t.Fatal(err)
	}
	if now := methods(t, s, account); len(now) != len(before)-1 || now[0] != before[0] {
		t.Errorf("left %+v", now)
	}
	if err := s.RemoveMethod(t.Context(), account, added.Method.ID); billing.CodeOf(err) != billing.MethodUnknown {
		t.Errorf("removed twice: %v", err)
	}
	if err := s.SetDefaultMethod(t.Context(), account, added.Method.ID); billing.CodeOf(err) != billing.MethodUnknown {
		t.Errorf("made the default: %v", err)
	}
	changes, err := s.Changes(t.Context(), account, "", 2)
	if err != nil || len(changes) != 2 || changes[0].Kind != billing.ActRemoveCard || changes[1].Kind != billing.ActDefault ||
		changes[0].Params["method"] != "Visa 4242" || changes[0].Params["default"] != before[0].Label() {
		t.Errorf("recorded %+v, %v", changes, err)
	}
}

func TestCardsOffline(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	closed(t, s)
	again := d.mustOpen(t, nowhere)
	defer closed(t, again)
	for name, err := range map[string]error{
		"default": again.SetDefaultMethod(t.Context(), account, "pm_1"),
		"remove":  again.RemoveMethod(t.Context(), account, "pm_1"),
	} {
		if billing.CodeOf(err) != billing.Offline {
			t.Errorf("%s: %v", name, err)
		}
	}
}
