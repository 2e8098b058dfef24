package issuer_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"billfold/backend/issuer"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/oauth2"
)

// discovered is how a client sees the issuer that reads what that says of itself.
func discovered(t *testing.T, client *http.Client, at string) (context.Context, *oidc.Provider, oauth2.Config) {
	t.Helper()
	ctx := context.WithValue(t.Context(), oauth2.HTTPClient, client)
	provider, err := oidc.NewProvider(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	endpoint := provider.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInParams // or else the library tries every way to send a secret
	return ctx, provider, oauth2.Config{
		ClientID: issuer.ClientID, Endpoint: endpoint, RedirectURL: back,
		Scopes: []string{oidc.ScopeOpenID, "email", "profile", oidc.ScopeOfflineAccess},
	}
}

func TestCodeFlow(t *testing.T) {
	p := listen(t)
	ctx, provider, config := discovered(t, p.client, p.URL())
	verifier := oauth2.GenerateVerifier()
	address := config.AuthCodeURL(state, oidc.Nonce("of-this-one"), oauth2.S256ChallengeOption(verifier))
	form := p.get(t, address[len(p.URL()):]).form(t)
	form.Set("person", jonas.ID)
	p.clock.pass(time.Minute)
	to, answered := p.post(t, "/authorize", form, with("Origin", p.base)).redirect(t)
	if to != back || answered.Get("state") != state || answered.Get("iss") != p.URL() {
		t.Fatalf("answered %s %v", to, answered)
	}
	p.clock.pass(59 * time.Second)
	token, err := config.Exchange(ctx, answered.Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatal(err)
	}
	if in := token.ExpiresIn; in != 600 {
		t.Errorf("expires in %d s, want 600", in)
	}
	id, _ := token.Extra("id_token").(string)
	verified, err := provider.Verifier(&oidc.Config{ClientID: issuer.ClientID, Now: p.clock.now}).Verify(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if verified.Nonce != "of-this-one" || verified.Subject != jonas.ID {
		t.Errorf("ID token of %q with nonce %q", verified.Subject, verified.Nonce)
	}
	session := p.sessions.only(t)
	want := issuer.Session{
		ID: session.ID, PersonID: jonas.ID, AuthTime: noon.Add(time.Minute), Generation: 1,
		Began: p.clock.now(), RotatedAt: p.clock.now(), LastUsed: p.clock.now(),
	}
	if diff := cmp.Diff(want, session); diff != "" {
		t.Errorf("session (-want +got):\n%s", diff)
	}
	header, claims := decoded(t, id)
	common := map[string]any{
		"iss": p.URL(), "sub": jonas.ID, "iat": float64(p.clock.now().Unix()), "auth_time": float64(noon.Add(time.Minute).Unix()),
		"sid": session.ID, "email": jonas.Email, "email_verified": true,
	}
	if diff := cmp.Diff(join(common, map[string]any{
		"aud": "billfold", "nonce": "of-this-one", "name": jonas.Name, "exp": float64(p.clock.now().Add(5 * time.Minute).Unix()),
	}), claims); diff != "" || header["typ"] != "JWT" {
		t.Errorf("ID token %v (-want +got):\n%s", header, diff)
	}
	header, claims = decoded(t, token.AccessToken)
	if diff := cmp.Diff(join(common, map[string]any{
		"aud": "billfold-api", "client_id": "billfold", "jti": claims["jti"], "exp": float64(p.clock.now().Add(10 * time.Minute).Unix()),
	}), claims); diff != "" || header["typ"] != "at+jwt" || header["alg"] != "EdDSA" || header["kid"] == "" {
		t.Errorf("access token %v (-want +got):\n%s", header, diff)
	}
	if err := p.Alive(ctx, session.ID); err != nil {
		t.Errorf("alive: %v", err)
	}
}

func join(all ...map[string]any) map[string]any {
	joined := map[string]any{}
	for _, one := range all {
		for name, value := range one {
			joined[name] = value
		}
	}
	return joined
}

func TestNeitherTokenIsTheOther(t *testing.T) {
	p := listen(t)
	got := p.signIn(t, maya)
	for _, c := range []struct {
		name, token, audience string
		good                  bool
	}{
		{"access token as itself", got.Access, issuer.Audience, true},
		{"ID token as itself", got.ID, issuer.ClientID, true},
		{"ID token as access token", got.ID, issuer.Audience, false},
		{"access token as ID token", got.Access, issuer.ClientID, false},
	} {
		_, err := oidc.NewVerifier(p.URL(), p.KeySet(), &oidc.Config{
			ClientID: c.audience, Now: p.clock.now, SupportedSigningAlgs: []string{oidc.EdDSA},
		}).Verify(t.Context(), c.token)
		if good := err == nil; good != c.good {
			t.Errorf("%s: %v, want good %v", c.name, err, c.good)
		}
	}
	access, _ := decoded(t, got.Access)
	if id, _ := decoded(t, got.ID); access["typ"] == id["typ"] {
		t.Errorf("both are of type %v", id["typ"])
	}
}

// inProcess hands requests to a handler, so that nothing waits for a network and
// time in a bubble passes.
type inProcess struct{ handler http.Handler }

func (t inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	served := r.Clone(r.Context())
	served.Host, served.RemoteAddr = r.URL.Host, "127.0.0.1:50000"
	if served.Body == nil {
		served.Body = io.NopCloser(http.NoBody)
	}
	recorder := httptest.NewRecorder()
	t.handler.ServeHTTP(recorder, served)
	return recorder.Result(), nil
}

func TestDeviceFlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlace()
		d := p.deps(filepath.Join(t.TempDir(), "issuer.key"))
		d.Now = time.Now
		var err error
		if p.Issuer, err = issuer.Open(d); err != nil {
			t.Fatal(err)
		}
		p.client = &http.Client{Transport: inProcess{p.Handler()}}
		ctx, provider, config := discovered(t, p.client, p.URL())
		given, err := config.DeviceAuth(ctx)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if given.VerificationURI != p.URL()+"/device" || given.Interval != 2 || !given.Expiry.Equal(began.Add(10*time.Minute)) {
			t.Errorf("given %+v", given)
		}
		picked := make(chan struct{})
		go func() { // somebody who takes a minute, which the test's own clock passes at once
			defer close(picked)
			time.Sleep(time.Minute)
			full, err := url.Parse(given.VerificationURIComplete)
			if err != nil {
				t.Error(err)
				return
			}
			form := p.get(t, "/device?"+full.RawQuery).form(t)
			form.Set("user_code", full.Query().Get("user_code"))
			form = p.post(t, "/device", form).form(t)
			form.Set("person", maya.ID)
			if a := p.post(t, "/device", form); a.status != http.StatusOK {
				t.Errorf("picked: %d\n%s", a.status, a.body)
			}
		}()
		token, err := config.DeviceAccessToken(ctx, given)
		if err != nil {
			t.Fatal(err)
		}
		<-picked
		if took := time.Since(began); took < time.Minute || took > time.Minute+4*time.Second {
			t.Errorf("took %v", took)
		}
		id, _ := token.Extra("id_token").(string)
		verified, err := provider.Verifier(&oidc.Config{ClientID: issuer.ClientID}).Verify(ctx, id)
		if err != nil || verified.Subject != maya.ID {
			t.Errorf("ID token %+v: %v", verified, err)
		}
		refreshed, err := config.TokenSource(ctx, &oauth2.Token{RefreshToken: token.RefreshToken}).Token()
		if err != nil || refreshed.RefreshToken == token.RefreshToken {
			t.Errorf("refreshed: %v", err)
		}
	})
}
