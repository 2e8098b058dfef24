package access_test

import (
	"context"
	"errors"
	"net/http"
	"runtime"
	"testing"
	"time"

	"billfold/backend/access/accesstest"
	"billfold/billing"
)

func broken(status int) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(status)
		return true
	}
}

func hangUp(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }

// An issuer that does not answer says nothing of a token: whoever has one is told
// that it cannot be told now, and not to sign in again.
func TestAnIssuerThatDoesNotAnswer(t *testing.T) {
	for name, fault := range map[string]func(http.ResponseWriter, *http.Request) bool{
		"broken": broken(http.StatusInternalServerError), "away": broken(http.StatusServiceUnavailable),
		"busy": broken(http.StatusTooManyRequests), "hangs up": hangUp,
	} {
		for _, path := range []string{"/.well-known/openid-configuration", "/keys", "/userinfo"} {
			t.Run(name+" at "+path, func(t *testing.T) {
				p := newPlace(t)
				token := p.issuer.Access("maya", nil)
				p.issuer.Info(accesstest.Claims{"sub": "maya", "email": maya.Email, "email_verified": true})
				p.issuer.Between(func(w http.ResponseWriter, r *http.Request) bool { return r.URL.Path == path && fault(w, r) })
				for range 2 {
					if _, err := p.Authenticate(t.Context(), token); billing.CodeOf(err) != billing.IssuerUnreachable {
						t.Errorf("%v", err)
					}
				}
				p.issuer.Between(nil)
				p.soon(token)
				p.is(maya, token)
			})
		}
	}
}

// soon waits until the issuer's answer counts: for an instant go-oidc hands the
// failure of before to whoever asks next.
func (p *place) soon(token string) {
	p.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); runtime.Gosched() {
		if _, err := p.Authenticate(p.t.Context(), token); billing.CodeOf(err) != billing.IssuerUnreachable {
			return
		}
	}
	p.t.Error("the issuer stays unreachable")
}

// Keys that are known verify whether or not the issuer answers.
func TestKnownKeysNeedNoIssuer(t *testing.T) {
	p := newPlace(t)
	p.is(maya, p.access(nil))
	p.issuer.Between(hangUp)
	p.is(maya, p.access(nil))
	if _, err := p.Authenticate(t.Context(), p.issuer.Sign(p.issuer.NewKey("new"), "at+jwt", p.issuer.AccessClaims("maya", nil))); billing.CodeOf(err) != billing.IssuerUnreachable {
		t.Errorf("a key that may be new: %v", err)
	}
}

// Whoever has gone away waits for no issuer, and keeps nobody from asking it.
func TestNobodyWaitsForAnIssuerForEver(t *testing.T) {
	for _, path := range []string{"/.well-known/openid-configuration", "/keys"} {
		p := newPlace(t)
		token := p.access(nil)
		reached, answer := make(chan struct{}), make(chan struct{})
		p.issuer.Between(func(_ http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == path {
				reached <- struct{}{}
				<-answer
			}
			return false
		})
		ctx, leave := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			_, err := p.Authenticate(ctx, token)
			done <- err
		}()
		<-reached
		leave()
		if err := <-done; billing.CodeOf(err) != billing.IssuerUnreachable || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", path, err)
		}
		p.issuer.Between(nil)
		close(answer)
		p.is(maya, token)
	}
}
