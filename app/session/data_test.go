package session_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"billfold/app/session"
	"billfold/billing"
)

// Clearing takes the copy of one account and nothing that the person prepared or sent,
// and the next reading has all of it back.
func TestClearingTheCopyKeepsDraftsAndTheOutbox(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Estimate(t.Context(), account, billing.ChangeOf(seats(facts.Subscription.Terms.Seats+1)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.KeepDraft(t.Context(), session.Order{Account: account, Preview: p, Reason: "later"}); err != nil {
		t.Fatal(err)
	}
	before, err := s.Sizes(t.Context())
	if err != nil || before.Copy == 0 || before.All <= before.Copy {
		t.Fatalf("sizes %+v, %v", before, err)
	}
	outbox := found(t, d.home, "outbox.db")

	if err := s.ClearCopy(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Facts(t.Context(), account); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("facts after clearing: %v", err)
	}
	if invoices, err := s.Invoices(t.Context(), account, "", -1); err != nil || len(invoices) != 0 {
		t.Errorf("%d invoices, %v", len(invoices), err)
	}
	if fresh, err := s.Freshness(t.Context(), account); err != nil || !fresh.AsOf.IsZero() || fresh.Revision != 0 {
		t.Errorf("freshness %+v, %v", fresh, err)
	}
	if drafts, err := s.Drafts(t.Context(), account); err != nil || len(drafts) != 1 {
		t.Errorf("drafts %+v, %v", drafts, err)
	}
	if after := found(t, d.home, "outbox.db"); after != outbox {
		t.Errorf("the outbox was %d bytes long and is %d", outbox, after)
	}
	if accounts, err := s.Accounts(t.Context()); err != nil || len(accounts) == 0 {
		t.Errorf("accounts %+v, %v", accounts, err)
	}
	after, err := s.Sizes(t.Context())
	if err != nil || after.Copy >= before.Copy || before.Accounts != 1 || after.Accounts != 0 {
		t.Errorf("%+v before, %+v after, %v", before, after, err)
	}

	if _, err := s.Refresh(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	back, err := s.Facts(t.Context(), account)
	if err != nil || !back.Subscription.Terms.Equal(facts.Subscription.Terms) {
		t.Errorf("back: %+v, %v", back.Subscription, err)
	}
	closed(t, s)
	if _, err := s.Sizes(t.Context()); billing.CodeOf(err) != billing.SignedOut {
		t.Errorf("sizes of nobody: %v", err)
	}
}

// An account that was never opened here takes no room.
func TestSizesCountTheAccountsThatAreSaved(t *testing.T) {
	d := newDesk(t)
	s, opened := d.signedIn(t, manager)
	accounts, err := s.Accounts(t.Context())
	if err != nil || len(accounts) < 2 {
		t.Fatalf("accounts %+v, %v", accounts, err)
	}
	for n, a := range append([]billing.AccountSummary{{ID: opened}}, slices.DeleteFunc(accounts, func(a billing.AccountSummary) bool { return a.ID == opened })...) {
		if _, err := s.Refresh(t.Context(), a.ID); err != nil {
			t.Fatal(err)
		}
		if sizes, err := s.Sizes(t.Context()); err != nil || sizes.Accounts != n+1 {
			t.Errorf("%+v, %v, where %d were opened", sizes, err, n+1)
		}
	}
	closed(t, s)
}

// found is how long the only file of a name under a folder is.
func found(t *testing.T, folder, name string) int64 {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "cache", "*", name))
	if err != nil || len(paths) != 1 {
		t.Fatalf("%v, %v", paths, err)
	}
	info, err := os.Stat(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
