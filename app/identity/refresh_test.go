package identity_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"billfold/app/browsertest"
	"billfold/app/identity"
	"billfold/billing"
)

func signedIn(t *testing.T) (*identity.Client, identity.Tokens) {
	t.Helper()
	c := atDemo(t)
	got, err := c.SignIn(t.Context(), identity.Browser{Open: browsertest.Pressing(t.Context(), reader)})
	if err != nil {
		t.Fatal(err)
	}
	return c, got
}

func TestRefreshAndRevoke(t *testing.T) {
	c, first := signedIn(t)
	next, err := c.Refresh(t.Context(), first.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	if next.Refresh.IsEmpty() || next.Refresh.Reveal() == first.Refresh.Reveal() || !next.ID.IsEmpty() {
		t.Error("a refresh gives the next refresh token and no ID token")
	}
	if status := whose(t, next); status != http.StatusOK {
		t.Errorf("the backend answers %d to the token", status)
	}
	if err := c.Revoke(t.Context(), next.Refresh); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Refresh(t.Context(), next.Refresh); billing.CodeOf(err) != billing.Unauthenticated {
		t.Errorf("after revoking: %v", err)
	}
	if status := whose(t, next); status != http.StatusUnauthorized {
		t.Errorf("the backend answers %d to the token of a revoked sign-in", status)
	}
}

func TestRefreshTokensThatAreNone(t *testing.T) {
	c := atDemo(t)
	const secret = "bfr1.ses_nobody.1.seal"
	for _, token := range []string{"", secret} {
		_, err := c.Refresh(t.Context(), billing.NewSecret(token))
		if billing.CodeOf(err) != billing.Unauthenticated || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: %v", token, err)
		}
	}
}

// Only that the token is good no more signs anybody out.
func TestRefreshThatFails(t *testing.T) {
	for name, c := range map[string]struct {
		token http.HandlerFunc
		want  billing.Code
	}{
		"broken":   {says(http.StatusInternalServerError, "no"), billing.IssuerUnreachable},
		"busy":     {says(http.StatusTooManyRequests, map[string]string{"error": "slow_down"}), billing.IssuerUnreachable},
		"no JSON":  {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }, billing.IssuerUnreachable},
		"good not": {refuses("invalid_grant"), billing.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStub(t)
			s.routes["/token"] = c.token
			if _, err := s.discover(t).Refresh(t.Context(), billing.NewSecret("refresh")); billing.CodeOf(err) != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// An issuer that does not rotate refresh tokens has the one go on.
func TestRefreshTokenThatStays(t *testing.T) {
	s := newStub(t)
	s.routes["/token"] = says(http.StatusOK, map[string]any{"access_token": "access", "token_type": "Bearer"})
	got, err := s.discover(t).Refresh(t.Context(), billing.NewSecret("refresh"))
	if err != nil || got.Refresh.Reveal() != "refresh" {
		t.Error(err)
	}
}

func TestRevoke(t *testing.T) {
	s := newStub(t)
	s.routes["/revoke"] = says(http.StatusOK, nil)
	if err := s.discover(t).Revoke(t.Context(), billing.NewSecret("refresh")); err != nil {
		t.Error(err)
	}
	if form := s.forms("/revoke")[0].form; form.Get("token") != "refresh" || form.Get("token_type_hint") != "refresh_token" || form.Get("client_id") != "billfold" {
		t.Error("the revocation is not of the token")
	}
	s.routes["/revoke"] = says(http.StatusServiceUnavailable, nil)
	if err := s.discover(t).Revoke(t.Context(), billing.NewSecret("refresh")); billing.CodeOf(err) != billing.IssuerUnreachable {
		t.Error(err)
	}
	s.routes["/revoke"] = nil
	ctx, cancel := context.WithCancel(t.Context())
	client := s.discover(t)
	cancel()
	if err := client.Revoke(ctx, billing.NewSecret("refresh")); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	for _, endpoint := range []string{"", "http://issuer.example/revoke"} {
		s := newStub(t)
		s.discovery["revocation_endpoint"] = endpoint
		if err := s.discover(t).Revoke(t.Context(), billing.NewSecret("refresh")); err != nil {
			t.Errorf("nothing can be revoked at %q: %v", endpoint, err)
		}
	}
}
