package identity_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"billfold/app/identity"
	"billfold/billing"
)

func TestIssuersThatAreNotTrusted(t *testing.T) {
	for name, change := range map[string]func(s *stub) (issuer string){
		"an http issuer": func(*stub) string { return "http://issuer.example" },
		"none":           func(*stub) string { return "" },
		"an http authorization endpoint": func(s *stub) string {
			s.discovery["authorization_endpoint"] = "http://issuer.example/authorize"
			return stubIssuer
		},
		"an http token endpoint": func(s *stub) string {
			s.discovery["token_endpoint"] = "http://issuer.example/token"
			return stubIssuer
		},
		"http keys": func(s *stub) string {
			s.discovery["jwks_uri"] = "http://issuer.example/keys"
			return stubIssuer
		},
		"no token endpoint": func(s *stub) string {
			delete(s.discovery, "token_endpoint")
			return stubIssuer
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStub(t)
			_, err := identity.Discover(t.Context(), s.transport(), ways(change(s)))
			if billing.CodeOf(err) != billing.SignInUnavailable {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestIssuersThatAreNone(t *testing.T) {
	for name, route := range map[string]http.HandlerFunc{
		"somebody else":  says(http.StatusOK, map[string]string{"issuer": "https://other.example"}),
		"not there":      says(http.StatusNotFound, "no"),
		"no JSON":        func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) },
		"far too much":   says(http.StatusOK, map[string]string{"issuer": stubIssuer, "more": strings.Repeat("x", 2<<20)}),
		"another host":   redirects("https://other.example/.well-known/openid-configuration"),
		"another port":   redirects("https://issuer.example:8443/.well-known/openid-configuration"),
		"another scheme": redirects("http://issuer.example/.well-known/openid-configuration"),
		"itself forever": redirects(stubIssuer + "/.well-known/openid-configuration"),
	} {
		t.Run(name, func(t *testing.T) {
			s := newStub(t)
			s.routes["/.well-known/openid-configuration"] = route
			_, err := identity.Discover(t.Context(), s.transport(), ways(stubIssuer))
			if billing.CodeOf(err) != billing.IssuerUnreachable {
				t.Errorf("%v", err)
			}
			if strings.Contains(err.Error(), "nothing is there") {
				t.Errorf("another host was asked: %v", err)
			}
			if len(err.Error()) > 1000 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
		})
	}
}

func redirects(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

func TestIssuerMovedWithinItsHost(t *testing.T) {
	s := newStub(t)
	s.routes["/moved"] = s.routes["/.well-known/openid-configuration"]
	s.routes["/.well-known/openid-configuration"] = redirects("/moved")
	if _, err := identity.Discover(t.Context(), s.transport(), ways(stubIssuer)); err != nil {
		t.Error(err)
	}
}

// The limit is of what is read, also over a network.
func TestAnswerWithoutAnEnd(t *testing.T) {
	var sent atomic.Int64
	endless := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for r.Context().Err() == nil {
			n, err := w.Write(make([]byte, 1<<16))
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	}))
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	_, err := identity.Discover(t.Context(), transport, ways(endless.URL))
	if billing.CodeOf(err) != billing.IssuerUnreachable || !strings.Contains(err.Error(), "too large") {
		t.Error(err)
	}
	endless.Close()
	if sent.Load() > 32<<20 { // what the sockets hold is beyond what is read
		t.Errorf("%d bytes were taken", sent.Load())
	}
}

func TestIssuerUnreachable(t *testing.T) {
	var listen net.ListenConfig
	listener, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = identity.Discover(t.Context(), &http.Transport{}, ways(address))
	if billing.CodeOf(err) != billing.IssuerUnreachable {
		t.Error(err)
	}
}

// An issuer that is silent is waited for, but not for ever; whoever gives up
// before gets their own error back.
func TestSilentIssuer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStub(t)
		s.routes["/.well-known/openid-configuration"] = nil
		_, err := identity.Discover(t.Context(), s.transport(), ways(stubIssuer))
		if billing.CodeOf(err) != billing.IssuerUnreachable {
			t.Errorf("silent: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			synctest.Wait()
			cancel()
		}()
		_, err = identity.Discover(ctx, s.transport(), ways(stubIssuer))
		if !errors.Is(err, context.Canceled) || billing.CodeOf(err) != "" {
			t.Errorf("given up: %v", err)
		}
	})
}
