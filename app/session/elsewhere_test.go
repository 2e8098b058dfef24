package session_test

import (
	"context"
	"net/http/httptrace"
	"testing"
	"time"

	"billfold/app/keychain"
	"billfold/billing"
)

// Whoever stops waiting in the middle of an exchange leaves nothing behind that
// would count as stolen: the new token is kept all the same.
func TestAnExchangeOutlastsWhoeverAskedForIt(t *testing.T) {
	d := newDesk(t)
	s, _ := d.signedIn(t, reader)
	at := entry(t, s, keychain.RefreshToken)
	closed(t, s)
	d.late = time.Hour // every access token has ended
	s = d.mustOpen(t, demo)
	defer closed(t, s)
	if err := asks(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	before := d.kept(t, at)
	waiting, leave := context.WithCancel(t.Context())
	defer leave()
	// The first request is the exchange: the issuer is known by now.
	exchanging := httptrace.WithClientTrace(waiting, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { leave() }})
	if err := asks(exchanging, s); err == nil {
		t.Error("nobody left")
	}
	if d.kept(t, at) == before {
		t.Error("the spent token is kept")
	}
	if err := asks(t.Context(), s); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// contract is somebody whom no other test needs to be signed in.
const contract = "sales@litware.example"

// What one program signs out of is no other person's sign-in.
func TestSigningOutLeavesOthersSignedIn(t *testing.T) {
	d := newDesk(t)
	desktop, _ := d.signedIn(t, manager)
	closed(t, desktop)
	d.token = billing.NewSecret(demoToken(t, contract))
	terminal := d.mustOpen(t, demo)
	if err := terminal.SignOutEverywhere(t.Context()); err != nil {
		t.Fatal(err)
	}
	closed(t, terminal)
	d.token = billing.Secret{}
	again := d.mustOpen(t, demo)
	defer closed(t, again)
	if person, ok := again.Person(); !ok || person.Email != manager {
		t.Errorf("the desktop's person is %+v, %v", person, ok)
	}
}

func TestSigningOutBehindSomebodyElse(t *testing.T) {
	d := newDesk(t)
	desktop, _ := d.signedIn(t, manager)
	terminal := d.mustOpen(t, demo)
	if _, err := terminal.SignIn(t.Context(), admin); err != nil {
		t.Fatal(err)
	}
	closed(t, terminal)
	if err := desktop.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	closed(t, desktop)
	again := d.mustOpen(t, demo)
	defer closed(t, again)
	if person, ok := again.Person(); !ok || person.Email != admin {
		t.Errorf("whoever signed in last is %+v, %v", person, ok)
	}
	if others := again.SignedIn(); len(others) != 0 {
		t.Errorf("signed in still: %+v", others)
	}
}

// A sign-in of the same person in another program ends this one's access token, not
// what they are doing with it.
func TestPayingAfterASignInElsewhere(t *testing.T) {
	d := newDesk(t)
	desktop, account := d.signedIn(t, admin)
	defer closed(t, desktop)
	order := oneMore(t, desktop, account)
	terminal := d.mustOpen(t, demo)
	if _, err := terminal.SignIn(t.Context(), admin); err != nil {
		t.Fatal(err)
	}
	closed(t, terminal)
	confirmed(t, desktop, order)
	if drafts, err := desktop.Drafts(t.Context(), account); err != nil || len(drafts) != 0 {
		t.Errorf("drafts %+v, %v", drafts, err)
	}
}
