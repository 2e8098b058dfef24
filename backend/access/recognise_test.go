package access_test

import (
	"context"
	"sync"
	"testing"

	"billfold/backend/access/accesstest"
	"billfold/backend/store"
)

// Somebody is recognised by their address once; from then on it is the subject
// that tells, whatever the address has become.
func TestRecognisedOnceByAddress(t *testing.T) {
	p := newPlace(t)
	p.is(maya, p.access(nil))
	p.is(maya, p.access(verified(jonas)))
	p.is(maya, p.access(accesstest.Claims{"email": nil, "email_verified": nil}))
	p.is(maya, p.access(accesstest.Claims{"email_verified": false}))
	p.is(jonas, p.issuer.Access("jonas", verified(jonas)))
	p.is(maya, p.access(verified(jonas)))
}

// An address may become another person's: they are not taken for whom it was.
func TestAnAddressThatWasGivenToSomebodyElse(t *testing.T) {
	p := newPlace(t)
	p.is(maya, p.access(nil))
	p.refuses("the next who has the address", p.issuer.Access("successor", verified(maya)))
	p.is(maya, p.access(nil))
}

func TestAddressesAreAskedFor(t *testing.T) {
	p := newPlace(t)
	bare := p.issuer.Access("maya", nil)
	for name, info := range map[string]accesstest.Claims{
		"another subject": {"sub": "jonas", "email": maya.Email, "email_verified": true},
		"no subject":      {"email": maya.Email, "email_verified": true},
		"not verified":    {"sub": "maya", "email": maya.Email},
		"no address":      {"sub": "maya", "email_verified": true},
		"nobody known":    {"sub": "maya", "email": "eve@evil.example", "email_verified": true},
		"no answer":       nil,
	} {
		p.issuer.Info(info)
		p.refuses(name, bare)
	}
	p.issuer.Info(accesstest.Claims{"sub": "maya", "email": maya.Email, "email_verified": true})
	p.is(maya, bare)
	asked := p.issuer.Asked("/userinfo")
	p.is(maya, bare)
	if again := p.issuer.Asked("/userinfo"); again != asked {
		t.Errorf("asked %d times for who is known", again-asked)
	}
}

// A program that signs in asks for many things at once.
func TestTheFirstRequestsOfSomebodyAtOnce(t *testing.T) {
	p := newPlace(t)
	token := p.access(nil)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() { p.is(maya, token) })
	}
	all.Wait()
	if asked := p.issuer.Asked("/.well-known/openid-configuration"); asked != 1 {
		t.Errorf("discovered %d times", asked)
	}
}

// What another issuer calls somebody says nothing here.
func TestIdentitiesAreOfOneIssuer(t *testing.T) {
	p := newPlace(t)
	p.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.Identify(ctx, "https://other.example", "eve", maya.ID)
	})
	p.refuses("known to another issuer", p.issuer.Access("eve", accesstest.Claims{"email": "eve@evil.example", "email_verified": true}))
	p.is(maya, p.access(nil))
	if err := p.books.Read(t.Context(), func(r *store.Reader) error {
		person, err := r.Identified(t.Context(), p.issuer.URL, "maya")
		if person.ID != maya.ID {
			t.Errorf("%+v", person)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}
