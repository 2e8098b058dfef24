package issuer_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// limitedFor fails unless an answer is 429 and says to wait so many seconds.
func (a answer) limitedFor(t *testing.T, seconds string) {
	t.Helper()
	if a.status != http.StatusTooManyRequests || a.header.Get("Retry-After") != seconds {
		t.Errorf("%d, again in %q s, want 429 and %s\n%s", a.status, a.header.Get("Retry-After"), seconds, a.body)
	}
}

func TestRequestsOfAHostAreLimited(t *testing.T) {
	p := listen(t)
	query, _ := asking()
	form := url.Values{"client_id": {"billfold"}, "scope": {"openid"}}
	for n := range 100 {
		for target, a := range map[string]answer{
			"authorize": p.get(t, "/authorize?"+query.Encode()), "token": p.post(t, "/token", form),
			"device_authorization": p.post(t, "/device_authorization", form),
		} {
			if a.status == http.StatusTooManyRequests {
				t.Fatalf("%s %d: limited", target, n)
			}
		}
	}
	page := p.get(t, "/authorize?"+query.Encode())
	page.limitedFor(t, "1")
	if !strings.Contains(page.body, "Try again in a second.") {
		t.Errorf("page:\n%s", page.body)
	}
	for _, target := range []string{"/token", "/device_authorization"} {
		a := p.post(t, target, form)
		a.limitedFor(t, "1")
		if a.fault(t) != "slow_down" {
			t.Errorf("%s: %s", target, a.body)
		}
	}
	if a := p.get(t, "/jwks"); a.status != http.StatusOK {
		t.Errorf("keys: %d", a.status)
	}
	p.clock.pass(200 * time.Millisecond)
	if a := p.get(t, "/authorize?"+query.Encode()); a.status != http.StatusOK {
		t.Errorf("a moment later: %d", a.status)
	}
	p.get(t, "/authorize?"+query.Encode()).limitedFor(t, "1")
}

func TestGuessesAtCodesAreLimited(t *testing.T) {
	p := listen(t)
	w := p.wait(t)
	proof := p.get(t, "/device").form(t)
	chosen := p.enter(t, w.User).form(t)
	for range 9 {
		if a := p.enter(t, "BBBB-BBBB"); a.status != http.StatusBadRequest || !strings.Contains(a.body, "Compare it with the one that Billfold shows") {
			t.Fatalf("wrong code: %d\n%s", a.status, a.body)
		}
		p.clock.pass(20 * time.Second)
	}
	if a := p.enter(t, w.User); a.status != http.StatusOK {
		t.Fatalf("after nine: %d", a.status)
	}
	p.enter(t, "")
	proof.Set("user_code", w.User)
	for _, a := range []answer{p.get(t, "/device"), p.post(t, "/device", proof)} {
		a.limitedFor(t, "120")
		if !strings.Contains(a.body, "Try again in 2 minutes, at 12:05:00 UTC.") || strings.Contains(a.body, maya.Email) {
			t.Errorf("page:\n%s", a.body)
		}
	}
	p.clock.pass(2*time.Minute - time.Second)
	p.get(t, "/device").limitedFor(t, "1")
	chosen.Set("person", maya.ID)
	if a := p.post(t, "/device", chosen); a.status != http.StatusOK { // whose code was right before
		t.Errorf("picked: %d\n%s", a.status, a.body)
	}
	p.clock.pass(time.Second)
	next := p.wait(t)
	if a := p.enter(t, next.User); a.status != http.StatusOK {
		t.Errorf("five minutes later: %d", a.status)
	}
	for range 10 { // counted from the start again
		if a := p.enter(t, "BBBB-BBBB"); a.status != http.StatusBadRequest {
			t.Errorf("wrong code: %d", a.status)
		}
	}
	p.get(t, "/device").limitedFor(t, "300")
}

func TestRefusedGrantsAreLimited(t *testing.T) {
	p := listen(t)
	got := p.signIn(t, maya)
	for range 29 {
		refused(t, "guess", p.refresh(t, "bfr1.ses_x.1.AAAA"))
	}
	p.clock.pass(10 * time.Second)
	next := p.refresh(t, got.Refresh).tokens(t)
	refused(t, "guess", p.refresh(t, "bfr1.ses_x.1.AAAA"))
	a := p.refresh(t, next.Refresh)
	a.limitedFor(t, "50")
	if a.fault(t) != "slow_down" {
		t.Errorf("fault: %s", a.body)
	}
	p.clock.pass(50 * time.Second)
	p.refresh(t, next.Refresh).tokens(t)
}

func TestDevicesThatWaitAreBounded(t *testing.T) {
	p := listen(t)
	form := url.Values{"client_id": {"billfold"}, "scope": {"openid"}}
	p.clock.pass(time.Second)
	for range 1000 {
		p.clock.pass(500 * time.Millisecond) // as fast as a host may
		if a := p.post(t, "/device_authorization", form); a.status != http.StatusOK {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	a := p.post(t, "/device_authorization", form)
	if a.status != http.StatusServiceUnavailable || a.header.Get("Retry-After") != "101" || a.fault(t) != "temporarily_unavailable" {
		t.Errorf("%d in %s: %s", a.status, a.header.Get("Retry-After"), a.body)
	}
	p.clock.pass(101 * time.Second)
	p.wait(t)
}

func TestHostsAreBounded(t *testing.T) {
	p := listen(t)
	handler := p.Handler()
	ask := func(host string) int {
		request := httptest.NewRequest(http.MethodPost, p.URL()+"/token", nil)
		request.RemoteAddr = host + ":50000"
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		return recorder.Code
	}
	for n := range 1000 {
		ask(fmt.Sprintf("127.0.%d.%d", n/250, n%250))
	}
	for range 300 {
		if status := ask("127.1.0.1"); status == http.StatusTooManyRequests {
			t.Fatal("limited at once")
		}
	}
	for host, limited := range map[string]bool{"127.1.0.1": true, "127.1.0.2": true, "127.0.0.0": false} {
		if status := ask(host); (status == http.StatusTooManyRequests) != limited {
			t.Errorf("%s: %d, want limited %v", host, status, limited)
		}
	}
	p.clock.pass(time.Second) // those that have not asked since are forgotten
	if status := ask("127.1.0.3"); status == http.StatusTooManyRequests {
		t.Errorf("a second later: %d", status)
	}
}
