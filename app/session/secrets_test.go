package session_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/app/keychain"
	"billfold/app/session"
	"billfold/billing"
)

// What is confirmed is what was shown: any other figure has no signature of ours.
func TestConfirmOfAnotherFigureIsRefused(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	defer closed(t, s)
	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Preview(t.Context(), account, billing.ChangeOf(seats(facts.Subscription.Terms.Seats+9)))
	if err != nil {
		t.Fatal(err)
	}
	p.AmountDue = p.AmountDue.Add(p.AmountDue)
	_, err = s.Confirm(t.Context(), session.Order{Account: account, Preview: p}, time.Second)
	if billing.CodeOf(err) != billing.SignatureInvalid {
		t.Fatalf("another figure: %v", err)
	}
	pending, err := s.Pending(t.Context(), account)
	if err != nil || pending != nil {
		t.Errorf("pending %+v, %v", pending, err)
	}
}

func TestTokenOfTheEnvironment(t *testing.T) {
	signIn := newDesk(t)
	s, account := signIn.signedIn(t, manager)
	person, _ := s.Person()
	kept := keychain.Key{Kind: keychain.RefreshToken, Server: demo, PersonID: person.ID}
	refresh, err := signIn.keychain.Get(t.Context(), kept)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	token := demoToken(t, manager)

	d := newDesk(t)
	d.token = billing.NewSecret(token)
	if _, err := d.open(t, nowhere); billing.CodeOf(err) != billing.Offline {
		t.Errorf("whose it is cannot be known offline: %v", err)
	}
	online := d.mustOpen(t, demo)
	if _, err := online.Refresh(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	closed(t, online)
	offline := d.mustOpen(t, nowhere)
	defer closed(t, offline)
	if who, ok := offline.Person(); !ok || who != person {
		t.Errorf("offline %+v, %v", who, ok)
	}
	if _, err := offline.Facts(t.Context(), account); err != nil {
		t.Error(err)
	}
	neverOnDisk(t, d.home, token)
	neverOnDisk(t, signIn.home, refresh)

	d.token = billing.NewSecret("not a token")
	if _, err := d.open(t, demo); billing.CodeOf(err) != billing.Unauthenticated {
		t.Errorf("a wrong one: %v", err)
	}
}

func neverOnDisk(t *testing.T, home, secret string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		raw, err := os.ReadFile(path)
		if strings.Contains(string(raw), secret) {
			t.Errorf("%s holds the token", path)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Fatal(files, err)
	}
}
