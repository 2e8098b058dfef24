package session_test

import (
	"os"
	"path/filepath"
	"testing"

	"billfold/app/browsertest"
	"billfold/app/keychain"
	"billfold/billing"

	"github.com/google/go-cmp/cmp"
)

// Several people share a desktop: each has a copy and secrets of their own, and
// comes back without the network.
func TestSeveralPeople(t *testing.T) {
	d := newDesk(t)
	s, hers := d.signedIn(t, manager)
	first, _ := s.Person()
	at := []keychain.Key{entry(t, s, keychain.RefreshToken)}
	if others := s.SignedIn(); len(others) != 0 {
		t.Errorf("others: %v", others)
	}
	if _, err := s.SignIn(t.Context(), reader); err != nil {
		t.Fatal(err)
	}
	second, _ := s.Person()
	at = append(at, entry(t, s, keychain.RefreshToken))
	if diff := cmp.Diff([]billing.Person{first}, s.SignedIn()); diff != "" || second.Email != reader {
		t.Errorf("%v signed in, and (-want +got):\n%s", second, diff)
	}
	if d.kept(t, at[0]) == d.kept(t, at[1]) {
		t.Error("they share a token")
	}
	if _, err := s.Facts(t.Context(), hers); err == nil {
		t.Error("one reads the copy of the other")
	}
	closed(t, s)
	if copies, err := os.ReadDir(filepath.Join(d.home, "cache")); err != nil || len(copies) != 2 {
		t.Errorf("%d copies, %v", len(copies), err)
	}

	offline := d.mustOpen(t, nowhere)
	if person, _ := offline.Person(); person != second {
		t.Errorf("after a start: %v", person)
	}
	if err := offline.Switch(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	if person, _ := offline.Person(); person != first {
		t.Errorf("after switching: %v", person)
	}
	if _, err := offline.Facts(t.Context(), hers); err != nil {
		t.Errorf("her copy: %v", err)
	}
	if diff := cmp.Diff([]billing.Person{second}, offline.SignedIn()); diff != "" {
		t.Errorf("others (-want +got):\n%s", diff)
	}
	if err := offline.Switch(t.Context(), "per_stranger"); billing.CodeOf(err) != billing.SignedOut {
		t.Errorf("a stranger: %v", err)
	}
	if person, _ := offline.Person(); person != first {
		t.Errorf("after a stranger: %v", person)
	}
	closed(t, offline)
}

// Whoever is switched to asks as themselves, and signing out ends nobody else's
// sign-in.
func TestSwitchAndSignOut(t *testing.T) {
	d := newDesk(t)
	s, hers := d.signedIn(t, manager)
	defer closed(t, s)
	first, _ := s.Person()
	if _, err := s.SignIn(t.Context(), reader); err != nil {
		t.Fatal(err)
	}
	second := entry(t, s, keychain.RefreshToken)
	if _, err := s.Refresh(t.Context(), hers); err == nil {
		t.Error("one asks for the account of the other")
	}
	if err := s.Switch(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Refresh(t.Context(), hers); err != nil {
		t.Errorf("with her own token: %v", err)
	}
	at := entry(t, s, keychain.RefreshToken)
	if err := s.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.gone(t, at)
	others := s.SignedIn()
	if len(others) != 1 || others[0].Email != reader {
		t.Fatalf("left are %v", others)
	}
	if err := s.Switch(t.Context(), others[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := asks(t.Context(), s); err != nil {
		t.Errorf("with the token %s: %v", second.PersonID, err)
	}
	if err := s.Switch(t.Context(), first.ID); billing.CodeOf(err) != billing.SignedOut {
		t.Errorf("to whoever signed out: %v", err)
	}
}

func TestSignInWithBrowser(t *testing.T) {
	d := newDesk(t)
	s := d.mustOpen(t, demo)
	person, err := s.SignInWithBrowser(t.Context(), browsertest.Pressing(t.Context(), manager))
	if err != nil || person.Email != manager {
		t.Fatal(person, err)
	}
	at := entry(t, s, keychain.RefreshToken)
	closed(t, s)
	again := d.mustOpen(t, demo)
	defer closed(t, again)
	if restored, _ := again.Person(); restored != person {
		t.Errorf("after a start: %v", restored)
	}
	if err := asks(t.Context(), again); err != nil {
		t.Error(err)
	}
	neverOnDisk(t, d.home, d.kept(t, at))
}

// A sign-in that is cancelled leaves whoever was signed in where they were.
func TestSignInIsCancelled(t *testing.T) {
	d := newDesk(t)
	s, _ := d.signedIn(t, reader)
	defer closed(t, s)
	if _, err := s.SignInWithBrowser(t.Context(), browsertest.Pressing(t.Context(), "Cancel")); billing.CodeOf(err) != billing.SignInDenied {
		t.Errorf("cancelled: %v", err)
	}
	if person, _ := s.Person(); person.Email != reader {
		t.Errorf("signed in is %v", person)
	}
	if err := asks(t.Context(), s); err != nil {
		t.Error(err)
	}
}

// What a locked keychain did not take is kept once it is unlocked.
func TestSecretsAreKeptOnceTheKeychainTakesThem(t *testing.T) {
	d := newDesk(t)
	d.keychain.err = billing.NewProblem(billing.KeychainLocked)
	s, account := d.signedIn(t, admin)
	confirmed(t, s, oneMore(t, s, account))
	if _, here := devices(t, s); here == "" {
		t.Error("the key that is in memory is no device of this computer's")
	}
	if err := s.KeepSecrets(t.Context()); err != nil || s.KeychainNote() == nil {
		t.Errorf("still locked: %v, note %v", err, s.KeychainNote())
	}
	d.keychain.err = nil
	if err := s.KeepSecrets(t.Context()); err != nil || s.KeychainNote() != nil {
		t.Errorf("unlocked: %v, note %v", err, s.KeychainNote())
	}
	refresh, device := entry(t, s, keychain.RefreshToken), entry(t, s, keychain.DeviceKey)
	closed(t, s)
	if d.kept(t, refresh) == "" || d.kept(t, device) == "" {
		t.Error("something is not kept")
	}
	again := d.mustOpen(t, demo)
	defer closed(t, again)
	if err := asks(t.Context(), again); err != nil {
		t.Error(err)
	}
}
