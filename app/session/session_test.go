package session_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/app/session"
	"billfold/billing"

	"go.uber.org/goleak"
)

func TestSignInAndStartAgainOffline(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	s.OpenedAccount(t.Context(), account)
	online, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, s)

	again := d.mustOpen(t, nowhere)
	defer closed(t, again)
	if person, ok := again.Person(); !ok || person.Email != admin {
		t.Fatalf("restored %+v, %v", person, ok)
	}
	if again.LastAccount() != account {
		t.Errorf("last account %q", again.LastAccount())
	}
	saved, err := again.Facts(t.Context(), account)
	if err != nil || !saved.Subscription.Terms.Equal(online.Subscription.Terms) {
		t.Errorf("saved %+v, %v", saved.Subscription, err)
	}
	more := saved.Subscription.Terms.Seats + 1
	if _, err := again.Preview(t.Context(), account, billing.ChangeOf(seats(more))); billing.CodeOf(err) != billing.Offline {
		t.Errorf("preview offline: %v", err)
	}
	estimate, err := again.Estimate(t.Context(), account, billing.ChangeOf(seats(more)))
	if err != nil || !estimate.Estimate || !estimate.Charged() {
		t.Errorf("estimate %+v, %v", estimate, err)
	}
	if _, err := again.Confirm(t.Context(), session.Order{Account: account, Preview: estimate}, time.Second); billing.CodeOf(err) != billing.EstimateOnly {
		t.Errorf("confirm of an estimate: %v", err)
	}
	if _, err := again.Refresh(t.Context(), account); billing.CodeOf(err) != billing.Offline {
		t.Errorf("refresh: %v", err)
	}
	fresh, err := again.Freshness(t.Context(), account)
	if err != nil || fresh.State(time.Now()) != billing.Away || fresh.AsOf.IsZero() {
		t.Errorf("freshness %+v, %v", fresh, err)
	}
}

func TestConfirmChargesWhatWasPreviewed(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	defer closed(t, s)
	before, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	patch := seats(before.Subscription.Terms.Seats + 3)
	if _, err := s.Held(t.Context(), account, patch); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("held before: %v", err)
	}
	p, err := s.Preview(t.Context(), account, billing.ChangeOf(patch))
	if err != nil {
		t.Fatal(err)
	}
	held, err := s.Held(t.Context(), account, patch)
	if err != nil || held.ID != p.ID || !held.AmountDue.Equal(p.AmountDue) {
		t.Errorf("held %s, %v, want %s", held.ID, err, p.ID)
	}
	outcome, err := s.Confirm(t.Context(), session.Order{Account: account, Preview: held, Reason: "test", Category: billing.Strategic}, time.Second)
	if err != nil || outcome.State != billing.ChangeApplied || !outcome.AmountCharged.Equal(p.AmountDue) {
		t.Fatalf("outcome %+v, %v", outcome, err)
	}
	after, err := s.Facts(t.Context(), account)
	if err != nil || after.Subscription.Terms.Seats != *patch.Seats {
		t.Errorf("after %+v, %v", after.Subscription, err)
	}
	if _, err := s.Held(t.Context(), account, patch); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("held of an older revision: %v", err)
	}
	invoice, err := s.Invoice(t.Context(), account, outcome.InvoiceID)
	if err != nil || len(invoice.Lines) != len(p.Lines) {
		t.Errorf("invoice %+v, %v", invoice, err)
	}
	pending, err := s.Pending(t.Context(), account)
	if err != nil || pending != nil {
		t.Errorf("pending %+v, %v", pending, err)
	}
}

// A preview that billing has refused, or has taken, is never offered again: each
// further confirm of it would be refused for as long as it is held.
func TestRefusedPreviewIsNotHeldAnyLonger(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	defer closed(t, s)
	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	patch := seats(facts.Subscription.Terms.Seats + 7)
	p, err := s.Preview(t.Context(), account, billing.ChangeOf(patch))
	if err != nil {
		t.Fatal(err)
	}
	order := session.Order{Account: account, Preview: p, Payment: "pm_none"}
	outcome, err := s.Confirm(t.Context(), order, time.Second)
	if err != nil || outcome.State != billing.ChangeRejected || outcome.Problem.Code != billing.MethodUnknown {
		t.Fatalf("outcome %+v, %v", outcome, err)
	}
	if held, err := s.Held(t.Context(), account, patch); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("still held: %s, %v", held.ID, err)
	}
}

// Where billing says something new of the subscription there is nothing to
// show, which is not the same as an account that does not exist.
func TestFactsOfANewerBackend(t *testing.T) {
	newer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		body := `{"id":"per_1","name":"Ada","email":"ada@x.example"}`
		switch r.URL.Path {
		case "/v1/accounts":
			body = `{"accounts":[{"id":"acc_1","name":"Ada & Co","role":"admin"}]}`
		case "/v1/accounts/acc_1":
			body = `{"currency":"USD"}`
		case "/v1/accounts/acc_1/changes":
			body = `{"revision":1,"latest":1,"more":false,"resources":[
				{"kind":"subscription","id":"sub_1","revision":1,"data":{"status":"hibernating"}}]}`
		}
		_, _ = io.WriteString(w, body)
	}))
	defer newer.Close()
	d := newDesk(t)
	d.token = billing.NewSecret("any")
	s := d.mustOpen(t, newer.URL)
	defer closed(t, s)
	if _, err := s.Facts(t.Context(), "acc_1"); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("before it was read: %v", err)
	}
	if _, err := s.Refresh(t.Context(), "acc_1"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Facts(t.Context(), "acc_1"); billing.CodeOf(err) != billing.ClientOutdated {
		t.Errorf("facts: %v", err)
	}
}

func TestDamagedFilesAreTold(t *testing.T) {
	d := newDesk(t)
	s, _ := d.signedIn(t, admin)
	if notes := s.Notes(); len(notes) != 0 {
		t.Errorf("notes of whole files: %v", notes)
	}
	closed(t, s)
	files, err := filepath.Glob(filepath.Join(d.home, "cache", "*", "outbox.db"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.WriteFile(files[0], []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	again := d.mustOpen(t, nowhere)
	defer closed(t, again)
	if notes := again.Notes(); len(notes) != 1 || notes[0].Code != billing.OutboxCorrupt {
		t.Errorf("notes: %v", notes)
	}
}

func TestSignOutForgets(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, reader)
	if err := s.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Person(); ok {
		t.Error("somebody is still signed in")
	}
	if _, err := s.Facts(t.Context(), account); billing.CodeOf(err) != billing.SignedOut {
		t.Errorf("facts: %v", err)
	}
	if err := s.SignOut(t.Context()); err != nil {
		t.Errorf("again: %v", err)
	}
	closed(t, s)
	again := d.mustOpen(t, demo)
	defer closed(t, again)
	if _, ok := again.Person(); ok {
		t.Error("somebody is signed in after a start")
	}
	left, err := os.ReadDir(filepath.Join(d.home, "cache"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestKeychainThatRefuses(t *testing.T) {
	d := newDesk(t)
	d.keychain.err = billing.NewProblem(billing.KeychainLocked)
	s, account := d.signedIn(t, reader)
	if note := s.KeychainNote(); note == nil || note.Code != billing.KeychainLocked {
		t.Errorf("note %v", note)
	}
	if _, err := s.Refresh(t.Context(), account); err != nil {
		t.Errorf("signed in for this run all the same: %v", err)
	}
	closed(t, s)
	again := d.mustOpen(t, demo)
	if _, err := again.Refresh(t.Context(), account); billing.CodeOf(err) != billing.KeychainNotFound {
		t.Errorf("after a start: %v", err)
	}
	if _, err := again.Facts(t.Context(), account); err != nil {
		t.Errorf("the copy can be read all the same: %v", err)
	}
	closed(t, again)

	forgetful := newDesk(t)
	forgetful.keychain.lasting = false
	none := forgetful.mustOpen(t, demo)
	defer closed(t, none)
	if note := none.KeychainNote(); note == nil || note.Code != billing.KeychainMissing {
		t.Errorf("note %v", note)
	}
}

// Serve follows whoever signs in and out, tells what changed, and leaves nothing
// running.
func TestServeFollowsSignIns(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	d := newDesk(t)
	s := d.mustOpen(t, demo)
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx) }()
	changes := s.Subscribe()
	defer changes.Close()
	for range 2 {
		if _, err := s.SignIn(ctx, reader); err != nil {
			t.Fatal(err)
		}
		for {
			changed, err := changes.Next(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if changed.Account != "" && changed.Kinds.Has(billing.KindSubscription) {
				if _, err := s.Facts(ctx, changed.Account); err != nil {
					t.Errorf("told before it could be read: %v", err)
				}
				break
			}
		}
		if err := s.SignOut(ctx); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	if err := <-served; !errors.Is(err, context.Canceled) {
		t.Errorf("serve: %v", err)
	}
	closed(t, s)
}

func TestPeopleAndDrafts(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, manager)
	defer closed(t, s)
	people, err := s.People(t.Context())
	if err != nil || len(people) < 5 {
		t.Errorf("people %+v, %v", people, err)
	}
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
	drafts, err := s.Drafts(t.Context(), account)
	if err != nil || len(drafts) != 1 || drafts[0].Target.Seats != facts.Subscription.Terms.Seats+1 {
		t.Fatalf("drafts %+v, %v", drafts, err)
	}
	if err := s.DropDraft(t.Context(), account, drafts[0].ID); err != nil {
		t.Error(err)
	}
	if left, err := s.Drafts(t.Context(), account); err != nil || len(left) != 0 {
		t.Errorf("left %+v, %v", left, err)
	}
}

// The embedded demo has another address each start, and none for a terminal
// beside it; who was signed in and what they saw is the same.
func TestEmbeddedDemo(t *testing.T) {
	d := newDesk(t)
	d.embedded = true
	s, account := d.signedIn(t, reader)
	closed(t, s)
	beside := d.mustOpen(t, "")
	defer closed(t, beside)
	if person, ok := beside.Person(); !ok || person.Email != reader {
		t.Errorf("person %+v, %v", person, ok)
	}
	if _, err := beside.Facts(t.Context(), account); err != nil {
		t.Error(err)
	}
	if _, err := beside.Refresh(t.Context(), account); billing.CodeOf(err) != billing.Offline {
		t.Errorf("refresh: %v", err)
	}
	if _, err := beside.People(t.Context()); billing.CodeOf(err) != billing.Offline {
		t.Errorf("people: %v", err)
	}
	if outcomes, err := beside.Settle(t.Context()); err != nil || len(outcomes) != 0 {
		t.Errorf("settle: %v, %v", outcomes, err)
	}
}
