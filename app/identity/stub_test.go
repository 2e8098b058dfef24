package identity_test

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"billfold/app/identity"

	"github.com/go-jose/go-jose/v4"
)

// stubIssuer is where a stub is; it is in no network.
const stubIssuer = "https://issuer.example"

// stub is an issuer that answers as a test has it. A route that is nil never
// answers.
type stub struct {
	key       ed25519.PrivateKey
	discovery map[string]any
	routes    map[string]http.HandlerFunc

	mu    sync.Mutex
	asked []asked
}

// asked is a form that came in.
type asked struct {
	path string
	form url.Values
	at   time.Time
}

func newStub(t *testing.T) *stub {
	t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &stub{key: key, discovery: map[string]any{
		"issuer": stubIssuer, "authorization_endpoint": stubIssuer + "/authorize", "token_endpoint": stubIssuer + "/token",
		"device_authorization_endpoint": stubIssuer + "/device", "jwks_uri": stubIssuer + "/keys", "revocation_endpoint": stubIssuer + "/revoke",
		"id_token_signing_alg_values_supported": []string{"EdDSA"},
	}}
	s.routes = map[string]http.HandlerFunc{
		"/.well-known/openid-configuration": func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, s.discovery) },
		"/keys": func(w http.ResponseWriter, _ *http.Request) {
			answer(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: s.key.Public(), KeyID: "k", Algorithm: "EdDSA", Use: "sig"}}})
		},
	}
	return s
}

// RoundTrip is http.RoundTripper's, in place of a network.
func (s *stub) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := context.Cause(r.Context()); err != nil {
		return nil, err
	}
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.asked = append(s.asked, asked{r.URL.Path, r.PostForm, time.Now()})
	s.mu.Unlock()
	route, ok := s.routes[r.URL.Path]
	switch {
	case r.URL.Host != "issuer.example", !ok:
		return nil, errors.New("nothing is there")
	case route == nil:
		<-r.Context().Done()
		return nil, context.Cause(r.Context())
	}
	w := httptest.NewRecorder()
	route(w, r)
	return w.Result(), nil
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // into memory
}

// says is a route that always answers the same.
func says(status int, body any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { answer(w, status, body) }
}

// refuses is a route that answers with an error of OAuth's.
func refuses(code string) http.HandlerFunc {
	return says(http.StatusBadRequest, map[string]string{"error": code})
}

// transport reaches the stub.
func (s *stub) transport() *http.Transport {
	t := &http.Transport{Protocols: new(http.Protocols)}
	t.Protocols.SetHTTP1(true) // the next protocol would take https for itself
	t.RegisterProtocol("https", s)
	return t
}

func (s *stub) discover(t *testing.T) *identity.Client {
	t.Helper()
	c, err := identity.Discover(t.Context(), s.transport(), ways(stubIssuer))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// forms are what a path was asked.
func (s *stub) forms(path string) []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	var forms []asked
	for _, a := range s.asked {
		if a.path == path {
			forms = append(forms, a)
		}
	}
	return forms
}

// idToken signs an ID token that was right an hour ago; claims are changed in it.
func (s *stub) idToken(t *testing.T, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: s.key}, (&jose.SignerOptions{}).WithHeader("kid", "k"))
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now().Add(-time.Hour)
	all := map[string]any{"iss": stubIssuer, "sub": "1", "aud": "billfold", "iat": began.Unix(), "exp": began.Add(5 * time.Minute).Unix(), "nonce": "nonce"}
	maps.Copy(all, claims)
	raw, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(raw)
	if err != nil {
		t.Fatal(err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// tokens is what a token endpoint answers.
func tokens(idToken string) map[string]any {
	return map[string]any{"access_token": "access", "token_type": "Bearer", "expires_in": 600, "refresh_token": "refresh", "id_token": idToken}
}

// claimsOf are a JWT's claims, unverified.
func claimsOf(t *testing.T, token string) map[string]any {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatal("no JWT")
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(raw, &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}
