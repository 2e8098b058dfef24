package access_test

import (
	"context"
	"crypto"
	"errors"
	"net/http"
	"testing"

	"billfold/backend/access/accesstest"
	"billfold/billing"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

// keys are those that the issuer signs with now.
func (p *place) keys() oidc.KeySet {
	private, _ := p.issuer.Key().Key.(jose.JSONWebKey)
	return &oidc.StaticKeySet{PublicKeys: []crypto.PublicKey{private.Public().Key}}
}

// newDemo is a place whose issuer is a demo's own, and is never asked; the session
// "ended" has, and "lost" cannot be read.
func newDemo(t testing.TB) *place {
	p := newPlace(t)
	p.Issuer.Own, p.Issuer.Keys = true, p.keys()
	p.Issuer.Alive = func(_ context.Context, session string) error {
		switch session {
		case "ended":
			return billing.NewProblem(billing.Unauthenticated)
		case "lost":
			return errors.New("the disk is gone")
		}
		return nil
	}
	p.issuer.Between(func(w http.ResponseWriter, r *http.Request) bool {
		t.Errorf("asked for %s", r.URL.Path)
		return false
	})
	return p
}

func TestTokensOfADemo(t *testing.T) {
	p := newDemo(t)
	token := func(c accesstest.Claims) string { return p.issuer.Access(maya.ID, c) }
	p.is(maya, token(accesstest.Claims{"sid": "running"}))
	p.is(maya, token(accesstest.Claims{"iss": "http://127.0.0.1:1/issuer"})) // of another start
	p.refuses("an ended session's", token(accesstest.Claims{"sid": "ended"}))
	p.refuses("of nobody", p.issuer.Access("per_nobody", nil))
	p.refuses("an ID token", p.issuer.ID(maya.ID, nil))
	p.refuses("an ID token for us", p.issuer.Sign(p.issuer.Key(), "JWT", p.issuer.AccessClaims(maya.ID, nil)))
	p.refuses("without a type", p.issuer.Sign(p.issuer.Key(), "", p.issuer.AccessClaims(maya.ID, nil)))
	p.refuses("another demo's", p.issuer.Sign(p.issuer.NewKey("first"), "at+jwt", p.issuer.AccessClaims(maya.ID, nil)))
	if _, err := p.Authenticate(t.Context(), token(accesstest.Claims{"sid": "lost"})); err == nil || billing.CodeOf(err) != "" {
		t.Errorf("a session that cannot be read: %v", err)
	}
}

// Only a demo's own token can count as a sign-in of this minute.
func TestWhoIsFresh(t *testing.T) {
	claims := accesstest.Claims{"demo": true}
	p := newDemo(t)
	if got, err := p.Authenticate(t.Context(), p.issuer.Access(maya.ID, claims)); err != nil || got != fresh {
		t.Errorf("%+v, %v", got, err)
	}
	other := newPlace(t)
	other.is(maya, other.access(claims))
}
