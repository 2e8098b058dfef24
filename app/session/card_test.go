package session_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"billfold/app/browsertest"
	"billfold/app/session"
	"billfold/billing"
)

// filled is the gateway's form with a published test card.
func filled(number string) url.Values {
	return url.Values{
		"action": {"save"}, "number": {number}, "expiry": {"04/30"}, "cvc": {"123"}, "name": {"Maya Lindqvist"},
		"line1": {"Hauptstraße 5"}, "postal_code": {"10115"}, "city": {"Berlin"}, "country": {"DE"},
	}
}

// typing fills in the form and presses buttons of the pages that follow.
func typing(t *testing.T, number string, presses ...string) func(address string) error {
	return func(address string) error {
		page, err := browsertest.Open(t.Context(), address)
		if err != nil {
			return err
		}
		page, err = page.Submit(t.Context(), filled(number))
		for _, reads := range presses {
			if err == nil {
				page, err = page.Press(t.Context(), reads)
			}
		}
		return errors.Join(err, page.Well())
	}
}

func methods(t *testing.T, s *session.Session, account string) []billing.PaymentMethod {
	t.Helper()
	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	return facts.Account.Methods
}

func TestAddCard(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	defer closed(t, s)
	for name, open := range map[string]func(string) error{
		"4242": typing(t, "4242 4242 4242 4242"),
		"3155": typing(t, "4000 0025 0000 3155", "Complete"), // its bank asks who is there
	} {
		before := methods(t, s, account)
		added, err := s.AddCard(t.Context(), account, open)
		if err != nil || added.Status != billing.SetupAdded || added.Method == nil || added.Method.Last4 != name {
			t.Fatalf("added %+v, %v", added, err)
		}
		after := methods(t, s, account)
		found := false
		for _, m := range after {
			found = found || m == *added.Method
		}
		if len(after) != len(before)+1 || !found {
			t.Errorf("methods %+v, added %+v", after, *added.Method)
		}
	}
	neverOnDisk(t, d.home, "4242424242424242")
	neverOnDisk(t, d.home, "4242 4242 4242 4242")
}

func TestCardIsCancelledOnThePage(t *testing.T) {
	s, account := newDesk(t).signedIn(t, admin)
	defer closed(t, s)
	before := methods(t, s, account)
	setup, err := s.AddCard(t.Context(), account, browsertest.Pressing(t.Context(), "Cancel"))
	if err != nil || setup.Status != billing.SetupCanceled || setup.Method != nil {
		t.Errorf("cancelled: %+v, %v", setup, err)
	}
	if after := methods(t, s, account); len(after) != len(before) {
		t.Errorf("methods %+v", after)
	}
}

// Whoever gives up while the page is open has it closed: nothing that is typed
// there from then on is saved.
func TestCardIsGivenUp(t *testing.T) {
	s, account := newDesk(t).signedIn(t, admin)
	defer closed(t, s)
	before := methods(t, s, account)
	ctx, cancel := context.WithCancel(t.Context())
	var form browsertest.Page
	_, err := s.AddCard(ctx, account, func(address string) error {
		defer cancel()
		var err error
		form, err = browsertest.Open(t.Context(), address)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	late, err := form.Submit(t.Context(), filled("4242 4242 4242 4242"))
	if err != nil || !strings.Contains(late.Text, "No card was added") {
		t.Errorf("typed too late: %d %s, %v", late.Status, late.Text, err)
	}
	if _, err := s.Refresh(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	if after := methods(t, s, account); len(after) != len(before) {
		t.Errorf("methods %+v", after)
	}
}

func TestCardWithoutABrowser(t *testing.T) {
	s, account := newDesk(t).signedIn(t, admin)
	defer closed(t, s)
	none := errors.New("none installed")
	var at string
	_, err := s.AddCard(t.Context(), account, func(address string) error {
		at = address
		return none
	})
	if billing.CodeOf(err) != billing.CardNotAdded || !errors.Is(err, none) {
		t.Errorf("no browser: %v", err)
	}
	if page, err := browsertest.Open(t.Context(), at); err != nil || page.Status != http.StatusOK || !strings.Contains(page.Text, "No card was added") {
		t.Errorf("the page is still open: %d, %v", page.Status, err)
	}
}

func TestCardOfSomebodyWhoMayNot(t *testing.T) {
	s, account := newDesk(t).signedIn(t, reader)
	defer closed(t, s)
	_, err := s.AddCard(t.Context(), account, func(string) error {
		t.Error("a page is shown")
		return nil
	})
	if billing.CodeOf(err) != billing.NotPermitted {
		t.Errorf("a reader: %v", err)
	}
}

// A payment that the bank wants confirmed is given up, or confirmed on its page; the
// outbox knows either way.
func TestAPaymentThatWaitsForTheBank(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	defer closed(t, s)
	if _, err := s.Withdraw(t.Context(), account); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("nothing waits: %v", err)
	}
	added, err := s.AddCard(t.Context(), account, typing(t, "4000 0027 6000 3184"))
	if err != nil || added.Method == nil {
		t.Fatal(added, err)
	}
	pay := func() billing.Outcome {
		o := oneMore(t, s, account)
		o.Payment = added.Method.ID
		outcome, err := s.Confirm(t.Context(), o, 10*time.Second)
		if err != nil || outcome.State != billing.ChangeRequiresAction || outcome.ProofPage == "" {
			t.Fatalf("outcome %+v, %v", outcome, err)
		}
		return outcome
	}
	pay()
	if outcome, err := s.Withdraw(t.Context(), account); err != nil || outcome.State != billing.ChangeRejected {
		t.Errorf("given up: %+v, %v", outcome, err)
	}
	if pending, err := s.Pending(t.Context(), account); err != nil || pending != nil {
		t.Errorf("pending %+v, %v", pending, err)
	}
	waits := pay()
	if err := s.ProveCharge(t.Context(), account, waits.ID, browsertest.Pressing(t.Context(), "Complete")); err != nil {
		t.Fatal(err)
	}
	settled, err := s.Settle(t.Context())
	if err != nil || len(settled) != 1 || settled[0].State != billing.ChangeApplied {
		t.Errorf("settled %+v, %v", settled, err)
	}
	if err := s.ProveCharge(t.Context(), account, waits.ID, func(string) error { t.Error("a page is shown"); return nil }); err != nil {
		t.Errorf("after the end: %v", err)
	}
}
