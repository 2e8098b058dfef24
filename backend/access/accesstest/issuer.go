// Package accesstest is an OpenID Connect issuer of which a test decides what it
// signs and what it answers. Only tests import it; programs do not link it.
package accesstest

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Whom the issuer's tokens are for.
const (
	Audience = "https://api.billfold.example"
	ClientID = "billfold-desktop"
)

// Claims are those of a token.
type Claims map[string]any

// Issuer answers over HTTP. Its methods may be called from any goroutine.
type Issuer struct {
	URL string
	t   testing.TB
	now func() time.Time

	mu        sync.Mutex
	published []jose.JSONWebKey
	key       jose.SigningKey
	info      Claims
	asked     map[string]int
	between   func(w http.ResponseWriter, r *http.Request) bool
}

// New starts an issuer with one key. It ends with the test.
func New(t testing.TB, now func() time.Time) *Issuer {
	t.Helper()
	i := &Issuer{t: t, now: now, asked: map[string]int{}}
	i.Rotate(i.NewKey("first"))
	server := httptest.NewServer(http.HandlerFunc(i.serve))
	i.URL = server.URL
	t.Cleanup(server.Close)
	return i
}

// Rotate publishes a key beside the others, and signs with it from now on.
func (i *Issuer) Rotate(key jose.SigningKey) {
	private, _ := key.Key.(jose.JSONWebKey) // as NewKey and NewRSAKey make them
	i.Publish(private.Public())
	i.mu.Lock()
	defer i.mu.Unlock()
	i.key = key
}

// Publish publishes a key as it is, private or shared, beside the others.
func (i *Issuer) Publish(key jose.JSONWebKey) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.published = append(i.published, key)
}

// NewKey makes an Ed25519 key that is not published.
func (i *Issuer) NewKey(id string) jose.SigningKey {
	i.t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		i.t.Fatal(err)
	}
	return signing(jose.EdDSA, private, id)
}

// NewRSAKey makes an RSA key that is not published.
func (i *Issuer) NewRSAKey(id string) jose.SigningKey {
	i.t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		i.t.Fatal(err)
	}
	return signing(jose.RS256, private, id)
}

func signing(a jose.SignatureAlgorithm, private any, id string) jose.SigningKey {
	return jose.SigningKey{Algorithm: a, Key: jose.JSONWebKey{Key: private, KeyID: id, Algorithm: string(a), Use: "sig"}}
}

// Key is the key that signs, private half and all.
func (i *Issuer) Key() jose.SigningKey {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.key
}

// Withdraw publishes no key but the one that signs.
func (i *Issuer) Withdraw() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.published = i.published[len(i.published)-1:]
}

// Info is what the issuer says of whoever asks with a token.
func (i *Issuer) Info(c Claims) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.info = c
}

// Between stands between the network and the issuer, which answers where it says
// false; nil stands no more.
func (i *Issuer) Between(f func(w http.ResponseWriter, r *http.Request) bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.between = f
}

// Asked is how often an address of the issuer's was asked.
func (i *Issuer) Asked(path string) int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.asked[path]
}

// AccessClaims are those of a sound access token of a subject, changed by others;
// nil leaves a claim out.
func (i *Issuer) AccessClaims(subject string, other Claims) Claims {
	now := i.now()
	return changed(Claims{
		"iss": i.URL, "sub": subject, "aud": Audience, "client_id": ClientID,
		"iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "jti": rand.Text(),
	}, other)
}

// IDClaims are those of a sound ID token of a subject, changed by others.
func (i *Issuer) IDClaims(subject string, other Claims) Claims {
	now := i.now()
	return changed(Claims{
		"iss": i.URL, "sub": subject, "aud": ClientID, "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		"auth_time": now.Unix(), "at_hash": "77QmUPtjPfzWtF2AnpK9RQ",
	}, other)
}

func changed(c, other Claims) Claims {
	maps.Copy(c, other)
	maps.DeleteFunc(c, func(_ string, value any) bool { return value == nil })
	return c
}

// Access is a signed access token as of RFC 9068.
func (i *Issuer) Access(subject string, other Claims) string {
	i.t.Helper()
	return i.Sign(i.Key(), "at+jwt", i.AccessClaims(subject, other))
}

// ID is a signed ID token.
func (i *Issuer) ID(subject string, other Claims) string {
	i.t.Helper()
	return i.Sign(i.Key(), "JWT", i.IDClaims(subject, other))
}

// Sign makes a token of a type; an empty one leaves it out.
func (i *Issuer) Sign(key jose.SigningKey, kind string, c Claims) string {
	i.t.Helper()
	options := &jose.SignerOptions{}
	if kind != "" {
		options = options.WithType(jose.ContentType(kind))
	}
	signer, err := jose.NewSigner(key, options)
	if err != nil {
		i.t.Fatal(err)
	}
	payload, err := json.Marshal(c)
	if err != nil {
		i.t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		i.t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		i.t.Fatal(err)
	}
	return token
}

func (i *Issuer) serve(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	i.asked[r.URL.Path]++
	between, info, keys := i.between, i.info, jose.JSONWebKeySet{Keys: i.published}
	i.mu.Unlock()
	if between != nil && between(w, r) {
		return
	}
	var answer any
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		answer = Claims{
			"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize", "token_endpoint": i.URL + "/token",
			"jwks_uri": i.URL + "/keys", "userinfo_endpoint": i.URL + "/userinfo",
		}
	case "/keys":
		answer = keys
	case "/userinfo":
		if info == nil || !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		answer = info
	default:
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer) // whoever asked may be gone
}
