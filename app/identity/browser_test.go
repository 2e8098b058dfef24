package identity_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"billfold/app/browsertest"
	"billfold/app/identity"
	"billfold/billing"
)

// landing is where an authorization request has its answer go, and its state.
func landing(t *testing.T, address string) (callback *url.URL, state string) {
	t.Helper()
	request, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	if callback, err = url.Parse(request.Query().Get("redirect_uri")); err != nil {
		t.Fatal(err)
	}
	return callback, request.Query().Get("state")
}

func visit(t *testing.T, callback *url.URL, answer url.Values) browsertest.Page {
	t.Helper()
	at := *callback
	at.RawQuery = answer.Encode()
	page, err := browsertest.Open(t.Context(), at.String())
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// shut fails where a port is still open.
func shut(t *testing.T, callback *url.URL) {
	t.Helper()
	var dialer net.Dialer
	connection, err := dialer.DialContext(t.Context(), "tcp", callback.Host)
	if err == nil {
		_ = connection.Close()
		t.Errorf("%s is still open", callback.Host)
	}
}

// The issuer's clock is five minutes ahead here: when a token ends is counted by
// the clock that will be looked at.
func TestSignIn(t *testing.T) {
	c := atDemo(t)
	var callback *url.URL
	before := time.Now()
	tokens, err := c.SignIn(t.Context(), identity.Browser{Open: func(address string) error {
		callback, _ = landing(t, address)
		return browsertest.Pressing(t.Context(), admin)(address)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if tokens.Access.IsEmpty() || tokens.Refresh.IsEmpty() || tokens.ID.IsEmpty() {
		t.Error("a token is missing")
	}
	if lasts := tokens.Expires.Sub(before); lasts < 9*time.Minute || lasts > 11*time.Minute {
		t.Errorf("lasts %s by this machine's clock, want ten minutes", lasts)
	}
	if status := whose(t, tokens); status != http.StatusOK {
		t.Errorf("the backend answers %d to the token", status)
	}
	shut(t, callback)
}

func TestSignInIsCancelledInTheBrowser(t *testing.T) {
	tokens, err := atDemo(t).SignIn(t.Context(), identity.Browser{Open: browsertest.Pressing(t.Context(), "Cancel")})
	if billing.CodeOf(err) != billing.SignInDenied || !tokens.Access.IsEmpty() {
		t.Errorf("cancelled: %v", err)
	}
}

func TestAnswersOfOthersChangeNothing(t *testing.T) {
	_, err := atDemo(t).SignIn(t.Context(), identity.Browser{Open: func(address string) error {
		callback, state := landing(t, address)
		for _, foreign := range []url.Values{
			{},
			{"code": {"stolen"}},
			{"code": {"stolen"}, "state": {"other"}},
			{"error": {"access_denied"}, "state": {state + "x"}},
			{"error": {"access_denied"}, "state": {""}},
		} {
			if page := visit(t, callback, foreign); page.Status != http.StatusBadRequest {
				t.Errorf("%v is answered %d: %s", foreign, page.Status, page.Text)
			}
		}
		return browsertest.Pressing(t.Context(), admin)(address)
	}})
	if err != nil {
		t.Errorf("the right answer comes after foreign ones: %v", err)
	}
}

func TestSecondAnswer(t *testing.T) {
	_, err := atDemo(t).SignIn(t.Context(), identity.Browser{Open: func(address string) error {
		callback, state := landing(t, address)
		if err := browsertest.Pressing(t.Context(), admin)(address); err != nil {
			return err
		}
		page := visit(t, callback, url.Values{"state": {state}, "error": {"access_denied"}})
		if page.Status != http.StatusConflict || !strings.Contains(page.Text, "Answered already") {
			t.Errorf("a second answer: %d %s", page.Status, page.Text)
		}
		return nil
	}})
	if err != nil {
		t.Errorf("the first answer counts: %v", err)
	}
}

func TestSignInIsGivenUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var callback *url.URL
	_, err := atDemo(t).SignIn(ctx, identity.Browser{Open: func(address string) error {
		callback, _ = landing(t, address)
		cancel()
		return nil
	}})
	if !errors.Is(err, context.Canceled) || billing.CodeOf(err) != "" {
		t.Errorf("given up: %v", err)
	}
	shut(t, callback)
}

func TestNobodyAnswers(t *testing.T) {
	c := atDemo(t)
	c.SetPatience(50 * time.Millisecond)
	var callback *url.URL
	_, err := c.SignIn(t.Context(), identity.Browser{Open: func(address string) error {
		callback, _ = landing(t, address)
		return nil
	}})
	if billing.CodeOf(err) != billing.SignInTimedOut {
		t.Errorf("nobody answers: %v", err)
	}
	shut(t, callback)
}

func TestNoBrowser(t *testing.T) {
	none := errors.New("none installed")
	_, err := atDemo(t).SignIn(t.Context(), identity.Browser{Open: func(string) error { return none }})
	if billing.CodeOf(err) != billing.SignInFailed || !errors.Is(err, none) {
		t.Errorf("no browser: %v", err)
	}
}

// Two people sign in at once, each in a window of their own; each program gets
// its own.
func TestTwoSignInsAtOnce(t *testing.T) {
	c := atDemo(t)
	var opened, done sync.WaitGroup
	opened.Add(2)
	got := make([]identity.Tokens, 2)
	for n, email := range []string{admin, reader} {
		done.Go(func() {
			var err error
			got[n], err = c.SignIn(t.Context(), identity.Browser{Nonce: email, Open: func(address string) error {
				opened.Done()
				opened.Wait()
				return browsertest.Pressing(t.Context(), email)(address)
			}})
			if err != nil {
				t.Errorf("%s: %v", email, err)
			}
		})
	}
	done.Wait()
	for n, email := range []string{admin, reader} {
		if claims := claimsOf(t, got[n].ID.Reveal()); claims["email"] != email || claims["nonce"] != email {
			t.Errorf("%s got the tokens of %v", email, claims)
		}
	}
}

// Whoever is to prove who they are is asked anew, and for this alone.
func TestSignInAgain(t *testing.T) {
	_, err := atDemo(t).SignIn(t.Context(), identity.Browser{Nonce: "for-this-alone", Open: func(address string) error {
		request, err := url.Parse(address)
		if err != nil {
			return err
		}
		q := request.Query()
		if q.Get("prompt") != "login" || q.Get("max_age") != "0" || q.Get("nonce") != "for-this-alone" || q.Get("audience") != "billfold-api" {
			t.Errorf("asked with %v", q)
		}
		return browsertest.Pressing(t.Context(), admin)(address)
	}})
	if err != nil {
		t.Error(err)
	}
}
