package session_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"billfold/app/identity"
	"billfold/app/keychain"
	"billfold/app/session"
	"billfold/billing"
)

// owner is somebody whom no other test signs in: they are signed out everywhere.
const owner = "owner@contoso.example"

// entry is where the keychain has a person's secret.
func entry(t *testing.T, s *session.Session, kind keychain.Kind) keychain.Key {
	t.Helper()
	person, ok := s.Person()
	if !ok {
		t.Fatal("nobody is signed in")
	}
	return keychain.Key{Kind: kind, Server: demo, PersonID: person.ID}
}

// kept is a secret in the desk's keychain.
func (d *desk) kept(t *testing.T, at keychain.Key) string {
	t.Helper()
	secret, err := d.keychain.Get(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// gone fails where the desk's keychain still has a secret.
func (d *desk) gone(t *testing.T, at keychain.Key) {
	t.Helper()
	if _, err := d.keychain.Get(t.Context(), at); billing.CodeOf(err) != billing.KeychainNotFound {
		t.Errorf("%s is kept: %v", at.Kind, err)
	}
}

// asks makes one request as who is signed in.
func asks(ctx context.Context, s *session.Session) error {
	_, _, err := s.Devices(ctx)
	return err
}

// atIssuer is whether a refresh token is still good.
func atIssuer(t *testing.T, token string) error {
	t.Helper()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	c, err := identity.Discover(t.Context(), transport, identity.Ways{Issuer: demo + "/issuer", ClientID: "billfold"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Refresh(t.Context(), billing.NewSecret(token))
	return err
}

// A desktop and terminals of one person exchange the one refresh token that they
// share, each time that they ask for anything: to two uses of one the issuer would
// end the sign-in. Whoever reads it is overtaken by the others, if that is possible.
func TestRefreshRace(t *testing.T) {
	d := newDesk(t)
	var stop func()
	d.server, stop = startDemo(t.TempDir()) // an issuer lets nobody ask it too often
	defer stop()
	s, _ := d.signedIn(t, reader)
	at := entry(t, s, keychain.RefreshToken)
	at.Server = d.server
	closed(t, s)
	first := d.kept(t, at)
	d.late = time.Hour
	d.keychain.read = func() {
		for range 2000 {
			runtime.Gosched()
		}
	}
	var together sync.WaitGroup
	for range 4 {
		program := d.mustOpen(t, d.server)
		defer closed(t, program)
		together.Go(func() {
			for range 8 {
				if err := asks(t.Context(), program); err != nil {
					t.Error(err)
				}
			}
		})
	}
	together.Wait()
	last := d.kept(t, at)
	if last == first {
		t.Fatal("nothing was refreshed")
	}
	again := d.mustOpen(t, d.server)
	defer closed(t, again)
	if err := asks(t.Context(), again); err != nil {
		t.Errorf("with the token that is kept: %v", err)
	}
}

// A refresh token that comes back after it was exchanged was stolen by one of two.
func TestRefreshTokenIsUsedAgain(t *testing.T) {
	d := newDesk(t)
	before, account := d.signedIn(t, reader)
	closed(t, before)
	d.late = time.Hour
	s := d.mustOpen(t, demo)
	defer closed(t, s)
	at := entry(t, s, keychain.RefreshToken)
	old := d.kept(t, at)
	for range 2 {
		if err := asks(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	current := d.kept(t, at)
	if err := d.keychain.Set(t.Context(), at, old); err != nil {
		t.Fatal(err)
	}
	if err := asks(t.Context(), s); billing.CodeOf(err) != billing.Unauthenticated {
		t.Errorf("an old token: %v", err)
	}
	d.gone(t, at)
	if err := atIssuer(t, current); billing.CodeOf(err) != billing.Unauthenticated {
		t.Errorf("the sign-in goes on for whoever has the newer token: %v", err)
	}
	if err := asks(t.Context(), s); billing.CodeOf(err) != billing.KeychainNotFound {
		t.Errorf("from then on: %v", err)
	}
	if _, err := s.Facts(t.Context(), account); err != nil {
		t.Errorf("what is saved can be read all the same: %v", err)
	}
	if _, err := s.SignIn(t.Context(), reader); err != nil {
		t.Fatal(err)
	}
	if err := asks(t.Context(), s); err != nil {
		t.Errorf("signed in again: %v", err)
	}
}

// Somebody signs in anew while another program of theirs finds out that the last
// sign-in has ended: they wait for each other, and what is forgotten is the old
// token, not the new one.
func TestSignInDuringARefresh(t *testing.T) {
	d := newDesk(t)
	desktop, _ := d.signedIn(t, reader)
	defer closed(t, desktop)
	terminal := d.mustOpen(t, demo)
	defer closed(t, terminal)
	at := entry(t, desktop, keychain.RefreshToken)
	ended := d.kept(t, at)
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	issuer, err := identity.Discover(t.Context(), transport, identity.Ways{Issuer: demo + "/issuer", ClientID: "billfold"})
	if err != nil {
		t.Fatal(err)
	}
	if err := issuer.Revoke(t.Context(), billing.NewSecret(ended)); err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	entered := make(chan error, 1)
	d.keychain.read = func() {
		once.Do(func() {
			go func() {
				_, err := desktop.SignIn(t.Context(), reader)
				entered <- err
			}()
		})
	}
	if err := asks(t.Context(), terminal); billing.CodeOf(err) != billing.Unauthenticated {
		t.Errorf("the old token: %v", err)
	}
	if err := <-entered; err != nil {
		t.Fatal(err)
	}
	if d.kept(t, at) == ended {
		t.Error("the old token is kept")
	}
	for name, program := range map[string]*session.Session{"desktop": desktop, "terminal": terminal} {
		if err := asks(t.Context(), program); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSignOutRevokes(t *testing.T) {
	d := newDesk(t)
	s, _ := d.signedIn(t, reader)
	defer closed(t, s)
	at := entry(t, s, keychain.RefreshToken)
	token := d.kept(t, at)
	if err := s.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.gone(t, at)
	if err := atIssuer(t, token); billing.CodeOf(err) != billing.Unauthenticated {
		t.Errorf("the token is still good: %v", err)
	}
}

// Where the issuer cannot be told, here everything is forgotten all the same.
func TestSignOutOffline(t *testing.T) {
	d := newDesk(t)
	s, _ := d.signedIn(t, reader)
	closed(t, s)
	offline := d.mustOpen(t, nowhere)
	defer closed(t, offline)
	at := entry(t, offline, keychain.RefreshToken)
	if err := offline.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.gone(t, at)
	left, err := os.ReadDir(filepath.Join(d.home, "cache"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSignOutEverywhere(t *testing.T) {
	here, there := newDesk(t), newDesk(t)
	s, _ := here.signedIn(t, owner)
	defer closed(t, s)
	other, _ := there.signedIn(t, owner)
	defer closed(t, other)
	at := entry(t, s, keychain.RefreshToken)
	token := there.kept(t, at)
	if err := s.SignOutEverywhere(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Person(); ok {
		t.Error("here somebody is still signed in")
	}
	here.gone(t, at)
	// The access token is refused, and then the refresh token.
	if err := asks(t.Context(), other); billing.CodeOf(err) != billing.Unauthenticated {
		t.Errorf("elsewhere: %v", err)
	}
	there.gone(t, at)
	if err := atIssuer(t, token); billing.CodeOf(err) != billing.Unauthenticated {
		t.Errorf("the token is still good: %v", err)
	}
}

func TestSignOutEverywhereOffline(t *testing.T) {
	d := newDesk(t)
	s, _ := d.signedIn(t, reader)
	closed(t, s)
	offline := d.mustOpen(t, nowhere)
	defer closed(t, offline)
	if err := offline.SignOutEverywhere(t.Context()); err == nil {
		t.Error("the others were not told")
	}
	if _, ok := offline.Person(); !ok {
		t.Error("nobody is signed in here any more")
	}
	if d.kept(t, entry(t, offline, keychain.RefreshToken)) == "" {
		t.Error("the token is forgotten")
	}
}
