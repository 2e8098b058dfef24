package session_test

import (
	"testing"
	"time"

	"billfold/app/session"
	"billfold/billing"
)

// What was confirmed here is read again without billing; what was confirmed elsewhere
// once it was asked for.
func TestConfirmedPreviewsAreKept(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	orders := []billing.Order{
		billing.ChangeOf(seats(facts.Subscription.Terms.Seats + 3)),
		{Kind: billing.OrderTopUp, Amount: facts.Catalog.LeastTopUp()},
	}
	var confirmed []billing.Preview
	for _, order := range orders {
		p, err := s.Preview(t.Context(), account, order)
		if err != nil {
			t.Fatal(err)
		}
		if outcome, err := s.Confirm(t.Context(), session.Order{Account: account, Preview: p}, time.Second); err != nil || outcome.State != billing.ChangeApplied {
			t.Fatalf("outcome %+v, %v", outcome, err)
		}
		confirmed = append(confirmed, p)
	}
	// The demo's own year was confirmed elsewhere.
	changes, err := s.Changes(t.Context(), account, "", -1)
	if err != nil {
		t.Fatal(err)
	}
	before := changes[len(changes)-1]
	elsewhere, err := s.ConfirmedPreview(t.Context(), account, before.PreviewID)
	if err != nil || elsewhere == nil || elsewhere.ID != before.PreviewID || !elsewhere.After.Equal(before.After) {
		t.Fatalf("billing's: %+v, %v", elsewhere, err)
	}
	if _, err := s.ConfirmedPreview(t.Context(), account, "prv_none"); billing.CodeOf(err) != billing.PreviewUnknown {
		t.Errorf("one that is nowhere: %v", err)
	}
	closed(t, s)

	offline := d.mustOpen(t, nowhere)
	defer closed(t, offline)
	for _, want := range append(confirmed, *elsewhere) {
		got, err := offline.ConfirmedPreview(t.Context(), account, want.ID)
		if err != nil || got == nil || got.Digest() != want.Digest() {
			t.Errorf("offline: %+v, %v, want %s", got, err, want.ID)
		}
	}
	unread := changes[len(changes)-2].PreviewID
	if got, err := offline.ConfirmedPreview(t.Context(), account, unread); err != nil || got != nil {
		t.Errorf("one that was not read: %+v, %v", got, err)
	}
}
