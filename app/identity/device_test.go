package identity_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"billfold/app/browsertest"
	"billfold/app/identity"
	"billfold/billing"
)

// decide types a code on the page of a device and presses a button on the next.
func decide(t *testing.T, code identity.Code, reads string) error {
	page, err := browsertest.Open(t.Context(), code.Page)
	if err != nil {
		return err
	}
	if page, err = page.Submit(t.Context(), url.Values{"user_code": {code.User}}); err != nil {
		return err
	}
	page, err = page.Press(t.Context(), reads)
	return errors.Join(err, page.Well())
}

func TestSignInByCode(t *testing.T) {
	var shown identity.Code
	got, err := atDemo(t).SignInByCode(t.Context(), func(c identity.Code) error {
		shown = c
		return decide(t, c, admin)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(shown.User) != len("BCDF-GHJK") || shown.Page != demo+"/issuer/device" || shown.PageFull != shown.Page+"?user_code="+shown.User {
		t.Errorf("shown %+v", shown)
	}
	if lasts := time.Until(shown.Expires); lasts < 9*time.Minute || lasts > 10*time.Minute {
		t.Errorf("the code lasts %s", lasts)
	}
	if status := whose(t, got); status != http.StatusOK || got.Refresh.IsEmpty() {
		t.Errorf("the backend answers %d to the token", status)
	}
}

func TestCodeIsDenied(t *testing.T) {
	_, err := atDemo(t).SignInByCode(t.Context(), func(c identity.Code) error { return decide(t, c, "Deny") })
	if billing.CodeOf(err) != billing.SignInDenied {
		t.Error(err)
	}
}

func TestCodeCannotBeShown(t *testing.T) {
	broken := errors.New("standard error is closed")
	_, err := atDemo(t).SignInByCode(t.Context(), func(identity.Code) error { return broken })
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}

// given is an answer of a device's endpoint with some of it changed.
func given(changes map[string]any) http.HandlerFunc {
	all := map[string]any{
		"device_code": "device", "user_code": "BCDF-GHJK", "verification_uri": stubIssuer + "/page", "expires_in": 60, "interval": 5,
	}
	for name, value := range changes {
		all[name] = value
	}
	return says(http.StatusOK, all)
}

// inTurn answers with one route after the other, and then with the last.
func inTurn(routes ...http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		route := routes[0]
		if len(routes) > 1 {
			routes = routes[1:]
		}
		route(w, r)
	}
}

func shows(identity.Code) error { return nil }

// An issuer says how often it wants to be asked, and may want it less often.
func TestWaitsBetweenQuestions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStub(t)
		s.routes["/device"] = given(map[string]any{"interval": 2})
		s.routes["/token"] = inTurn(refuses("authorization_pending"), refuses("slow_down"), refuses("authorization_pending"),
			says(http.StatusOK, tokens("")))
		began := time.Now()
		got, err := s.discover(t).SignInByCode(t.Context(), shows)
		if err != nil || got.Access.Reveal() != "access" {
			t.Fatal(err)
		}
		for n, want := range []time.Duration{2, 4, 11, 18} {
			q := s.forms("/token")[n]
			if at := q.at.Sub(began); at != want*time.Second || q.form.Get("device_code") != "device" {
				t.Errorf("asked after %s, want %d s", at, want)
			}
		}
	})
}

// No interval of an issuer's brings the program down, or has it ask all the time.
func TestIntervalsThatAreNone(t *testing.T) {
	for interval, want := range map[int64]time.Duration{0: 5 * time.Second, -1: 5 * time.Second, -1 << 62: 5 * time.Second, 1 << 62: time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			s := newStub(t)
			s.routes["/device"] = given(map[string]any{"interval": interval})
			s.routes["/token"] = says(http.StatusOK, tokens(""))
			began := time.Now()
			_, err := s.discover(t).SignInByCode(t.Context(), shows)
			if waited := time.Since(began); waited != want || err != nil && billing.CodeOf(err) != billing.SignInTimedOut {
				t.Errorf("an interval of %d is %s, want %s: %v", interval, waited, want, err)
			}
		})
	}
}

func TestEndsOfACode(t *testing.T) {
	for name, c := range map[string]struct {
		device, token http.HandlerFunc
		want          billing.Code
	}{
		"expires":          {given(nil), refuses("authorization_pending"), billing.SignInTimedOut},
		"the issuer says":  {given(nil), refuses("expired_token"), billing.SignInTimedOut},
		"denied":           {given(nil), refuses("access_denied"), billing.SignInDenied},
		"forgotten":        {given(nil), refuses("invalid_grant"), billing.SignInFailed},
		"silent":           {given(map[string]any{"expires_in": 600}), nil, billing.IssuerUnreachable},
		"silent, expires":  {given(map[string]any{"expires_in": 10}), nil, billing.SignInTimedOut},
		"silent at once":   {nil, nil, billing.IssuerUnreachable},
		"refused at once":  {refuses("invalid_scope"), nil, billing.SignInFailed},
		"no device code":   {given(map[string]any{"device_code": ""}), says(http.StatusOK, tokens("")), billing.IssuerUnreachable},
		"no user code":     {given(map[string]any{"user_code": ""}), says(http.StatusOK, tokens("")), billing.IssuerUnreachable},
		"an untrusty page": {given(map[string]any{"verification_uri": "http://other.example/"}), says(http.StatusOK, tokens("")), billing.IssuerUnreachable},
		"never ends":       {given(map[string]any{"expires_in": 0}), refuses("authorization_pending"), billing.SignInTimedOut},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStub(t)
				s.routes["/device"], s.routes["/token"] = c.device, c.token
				began := time.Now()
				_, err := s.discover(t).SignInByCode(t.Context(), shows)
				if billing.CodeOf(err) != c.want || time.Since(began) > time.Hour {
					t.Errorf("after %s: %v, want %s", time.Since(began), err, c.want)
				}
			})
		})
	}
}

func TestIssuerWithoutCodes(t *testing.T) {
	for _, endpoint := range []string{"", "http://issuer.example/device"} {
		s := newStub(t)
		s.discovery["device_authorization_endpoint"] = endpoint
		if _, err := s.discover(t).SignInByCode(t.Context(), shows); billing.CodeOf(err) != billing.SignInUnavailable {
			t.Errorf("%q: %v", endpoint, err)
		}
	}
}

// Whoever gives up waits for nothing any more, whatever the issuer is being asked.
func TestCodeIsGivenUp(t *testing.T) {
	for name, c := range map[string]struct{ device, token http.HandlerFunc }{
		"before there is one": {nil, nil},
		"between questions":   {given(nil), refuses("authorization_pending")},
		"during a question":   {given(nil), nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStub(t)
				s.routes["/device"], s.routes["/token"] = c.device, c.token
				client := s.discover(t)
				ctx, cancel := context.WithTimeout(t.Context(), 7*time.Second)
				defer cancel()
				began := time.Now()
				_, err := client.SignInByCode(ctx, shows)
				if !errors.Is(err, context.DeadlineExceeded) || billing.CodeOf(err) != "" || time.Since(began) != 7*time.Second {
					t.Errorf("after %s: %v", time.Since(began), err)
				}
			})
		})
	}
}
