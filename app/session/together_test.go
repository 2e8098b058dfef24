package session_test

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"testing"
	"time"

	"billfold/app/session"
	"billfold/billing"
)

// Two desktops and a terminal that shares a home with one of them add seats to one
// account at once: every confirm is of the newest terms or is refused with the
// preview to read instead, nothing is lost, and each is charged for once.
func TestTwoDesktopsAndATerminalAtOnce(t *testing.T) {
	const each = 4
	here, there := newDesk(t), newDesk(t)
	desktop, account := here.signedIn(t, admin)
	defer closed(t, desktop)
	terminal := here.mustOpen(t, demo)
	defer closed(t, terminal)
	other, _ := there.signedIn(t, admin)
	defer closed(t, other)

	before, err := desktop.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	charged := taken(t, account)
	var together sync.WaitGroup
	var mu sync.Mutex
	refused := map[billing.Code]int{}
	for _, s := range []*session.Session{desktop, terminal, other} {
		together.Go(func() {
			for range each {
				for !addSeat(t, s, account, func(code billing.Code) {
					mu.Lock()
					defer mu.Unlock()
					refused[code]++
				}) {
				}
			}
		})
	}
	together.Wait()
	t.Logf("refused: %v", refused)
	for code := range refused {
		if code != billing.PriceChanged && code != billing.ChangeInFlight && code != billing.CurrentTerms {
			t.Errorf("%d refused for %s", refused[code], code)
		}
	}
	for _, s := range []*session.Session{desktop, terminal, other} {
		if _, err := s.Refresh(t.Context(), account); err != nil {
			t.Fatal(err)
		}
		after, err := s.Facts(t.Context(), account)
		if err != nil || after.Subscription.Terms.Seats != before.Subscription.Terms.Seats+3*each {
			t.Errorf("%d seats, %v; %d before", after.Subscription.Terms.Seats, err, before.Subscription.Terms.Seats)
		}
		if pending, err := s.Pending(t.Context(), account); err != nil || pending != nil {
			t.Errorf("pending %+v, %v", pending, err)
		}
	}
	if now := taken(t, account); now != charged+3*each {
		t.Errorf("charged %d times for %d changes", now-charged, 3*each)
	}
}

// addSeat previews one seat more than there are and confirms it, and tells whether
// that was made.
func addSeat(t *testing.T, s *session.Session, account string, refused func(billing.Code)) bool {
	if _, err := s.Refresh(t.Context(), account); err != nil {
		t.Error(err)
		return true
	}
	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Error(err)
		return true
	}
	p, err := s.Preview(t.Context(), account, billing.ChangeOf(seats(facts.Subscription.Terms.Seats+1)))
	if err != nil {
		t.Error(err)
		return true
	}
	if len(p.Blockers) > 0 {
		refused(p.Blockers[0].Code)
		return false
	}
	outcome, err := s.Confirm(t.Context(), session.Order{Account: account, Preview: p}, 10*time.Second)
	switch {
	case err != nil:
		refused(billing.CodeOf(err))
		return false
	case outcome.State == billing.ChangeApplied:
		return true
	case outcome.Problem == nil || outcome.Problem.Code == billing.PriceChanged && outcome.Problem.Fresh == nil:
		t.Errorf("refused without the preview to read instead: %+v", outcome)
	}
	refused(outcome.Problem.Code)
	return false
}

// taken is how often the gateway took money from an account.
func taken(t *testing.T, account string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, demo+"/demo/charges", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var all struct {
		Charges []struct{ Account, Result string }
	}
	if err := json.NewDecoder(answer.Body).Decode(&all); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range all.Charges {
		if c.Account == account && c.Result == "succeeded" {
			n++
		}
	}
	return n
}
