package identity_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"billfold/app/identity"
	"billfold/billing"

	"golang.org/x/oauth2"
)

const code = "the-code-of-the-answer"

// signIn signs in at a stub with a browser that comes straight back.
func (s *stub) signIn(t *testing.T, back url.Values) (identity.Tokens, url.Values, error) {
	t.Helper()
	var request url.Values
	c := s.discover(t)
	got, err := c.SignIn(t.Context(), identity.Browser{Nonce: "nonce", Open: func(address string) error {
		callback, state := landing(t, address)
		at, err := url.Parse(address)
		if err != nil {
			return err
		}
		request = at.Query()
		back.Set("state", state)
		visit(t, callback, back)
		return nil
	}})
	return got, request, err
}

func TestExchangeProvesWhoAsked(t *testing.T) {
	s := newStub(t)
	s.routes["/token"] = says(http.StatusOK, tokens(s.idToken(t, nil)))
	got, request, err := s.signIn(t, url.Values{"code": {code}})
	if err != nil || got.Access.Reveal() != "access" || got.Refresh.Reveal() != "refresh" {
		t.Fatal(err)
	}
	sent := s.forms("/token")[0].form
	if sent.Get("code") != code || sent.Get("redirect_uri") != request.Get("redirect_uri") || sent.Get("client_id") != "billfold" || sent.Has("client_secret") {
		t.Error("the exchange is not of what was asked for")
	}
	challenge := request.Get("code_challenge")
	if request.Get("code_challenge_method") != "S256" || challenge == "" || oauth2.S256ChallengeFromVerifier(sent.Get("code_verifier")) != challenge {
		t.Errorf("the verifier does not answer the challenge %q", challenge)
	}
}

// An ID token that is not the issuer's answer to this sign-in signs nobody in.
func TestForeignIDTokens(t *testing.T) {
	other := newStub(t)
	for name, id := range map[string]func(s *stub) string{
		"another nonce":    func(s *stub) string { return s.idToken(t, map[string]any{"nonce": "other"}) },
		"no nonce":         func(s *stub) string { return s.idToken(t, map[string]any{"nonce": ""}) },
		"another audience": func(s *stub) string { return s.idToken(t, map[string]any{"aud": "other"}) },
		"another issuer":   func(s *stub) string { return s.idToken(t, map[string]any{"iss": "https://other.example"}) },
		"another key":      func(*stub) string { return other.idToken(t, nil) },
		"none":             func(*stub) string { return "" },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStub(t)
			s.routes["/token"] = says(http.StatusOK, tokens(id(s)))
			got, _, err := s.signIn(t, url.Values{"code": {code}})
			if billing.CodeOf(err) != billing.SignInFailed || got != (identity.Tokens{}) {
				t.Errorf("tokens of a foreign answer, or %v", err)
			}
		})
	}
}

// What an issuer does wrong says what it is, and never what was sent to it.
func TestRefusalsOfAnExchange(t *testing.T) {
	repeats := func(status int, body func(form url.Values) any) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { answer(w, status, body(r.PostForm)) }
	}
	said := func(form url.Values) string { return form.Get("code") + " " + form.Get("code_verifier") }
	for name, c := range map[string]struct {
		token http.HandlerFunc
		want  billing.Code
	}{
		"refused":  {refuses("invalid_grant"), billing.SignInFailed},
		"denied":   {refuses("access_denied"), billing.SignInDenied},
		"unknown":  {refuses("invalid_client"), billing.SignInFailed},
		"broken":   {says(http.StatusBadGateway, "no"), billing.IssuerUnreachable},
		"no token": {says(http.StatusOK, map[string]any{}), billing.IssuerUnreachable},
		"description": {repeats(400, func(f url.Values) any {
			return map[string]string{"error": "invalid_grant", "error_description": said(f)}
		}), billing.SignInFailed},
		"body": {repeats(500, func(f url.Values) any { return said(f) }), billing.IssuerUnreachable},
		"code": {repeats(400, func(f url.Values) any { return map[string]string{"error": said(f)} }), billing.SignInFailed},
		"redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://other.example/?"+r.PostForm.Encode(), http.StatusTemporaryRedirect)
		}, billing.IssuerUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStub(t)
			s.routes["/token"] = c.token
			_, _, err := s.signIn(t, url.Values{"code": {code}})
			if billing.CodeOf(err) != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
			for _, secret := range []string{code, s.forms("/token")[0].form.Get("code_verifier")} {
				if secret == "" || err != nil && strings.Contains(err.Error(), secret) {
					t.Errorf("tells a secret: %v", err)
				}
			}
		})
	}
}

// What a browser brings back decides, and only in so many words.
func TestAnswersWithoutACode(t *testing.T) {
	for name, c := range map[string]struct {
		back   url.Values
		want   billing.Code
		reason string
	}{
		"denied":       {url.Values{"error": {"access_denied"}}, billing.SignInDenied, ""},
		"refused":      {url.Values{"error": {"login_required"}}, billing.SignInFailed, "login_required"},
		"both":         {url.Values{"error": {"login_required"}, "code": {code}}, billing.SignInFailed, "login_required"},
		"nothing":      {url.Values{}, billing.SignInFailed, "no answer"},
		"words of its": {url.Values{"error": {"Call 555 at once\n"}}, billing.SignInFailed, "an error without a name"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStub(t)
			_, _, err := s.signIn(t, c.back)
			problem, _ := errors.AsType[*billing.Problem](err)
			if problem == nil || problem.Code != c.want || problem.Params["reason"] != c.reason {
				t.Errorf("%v", err)
			}
			if asked := s.forms("/token"); len(asked) != 0 {
				t.Errorf("the issuer was asked for tokens: %v", asked)
			}
		})
	}
}

// Whoever gives up while the issuer is asked gets their own error back.
func TestGivenUpDuringTheExchange(t *testing.T) {
	for _, silent := range []string{"/token", "/keys"} {
		t.Run(silent, func(t *testing.T) {
			s := newStub(t)
			ctx, cancel := context.WithCancel(t.Context())
			s.routes["/token"] = says(http.StatusOK, tokens(s.idToken(t, nil)))
			s.routes[silent] = func(http.ResponseWriter, *http.Request) { cancel() }
			_, err := s.discover(t).SignIn(ctx, identity.Browser{Nonce: "nonce", Open: func(address string) error {
				callback, state := landing(t, address)
				visit(t, callback, url.Values{"state": {state}, "code": {code}})
				return nil
			}})
			if !errors.Is(err, context.Canceled) || billing.CodeOf(err) != "" {
				t.Errorf("%v", err)
			}
		})
	}
}
