package access_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"billfold/backend/access/accesstest"

	"github.com/go-jose/go-jose/v4"
)

func TestSoundAccessTokens(t *testing.T) {
	p := newPlace(t)
	claims := func(other accesstest.Claims) accesstest.Claims {
		return p.issuer.AccessClaims("maya", with(verified(maya), other))
	}
	for name, token := range map[string]string{
		"as of RFC 9068":           p.access(nil),
		"the type's long form":     p.issuer.Sign(p.issuer.Key(), "Application/AT+JWT", claims(nil)),
		"without a type":           p.issuer.Sign(p.issuer.Key(), "", claims(nil)),
		"of type JWT":              p.issuer.Sign(p.issuer.Key(), "JWT", claims(nil)),
		"for several audiences":    p.access(accesstest.Claims{"aud": []string{"https://other.example", accesstest.Audience}}),
		"in its last second":       p.access(accesstest.Claims{"exp": noon.Unix()}),
		"of a clock a bit ahead":   p.access(accesstest.Claims{"nbf": noon.Add(time.Minute).Unix()}),
		"typed, and with a nonce":  p.access(accesstest.Claims{"nonce": "n"}),
		"with claims nobody knows": p.access(accesstest.Claims{"scope": "openid", "groups": []string{"a"}}),
	} {
		t.Run(name, func(t *testing.T) { p.is(maya, token) })
	}
}

func TestTokensThatAreRefused(t *testing.T) {
	p := newPlace(t)
	good := p.access(nil)
	head, rest, _ := strings.Cut(good, ".")
	payload, signature, _ := strings.Cut(rest, ".")
	claims := func(other accesstest.Claims) accesstest.Claims {
		return p.issuer.AccessClaims("maya", with(verified(maya), other))
	}
	encode := base64.RawURLEncoding.EncodeToString
	foreign := p.issuer.NewKey("first")
	other := accesstest.New(t, p.clock.now)
	for name, token := range map[string]string{
		"nothing":                       "",
		"garbage":                       "garbage",
		"dots":                          "..",
		"a signature cut off":           head + "." + payload + ".",
		"another signature":             head + "." + payload + "." + encode(make([]byte, 64)),
		"claims that were changed":      head + "." + encode([]byte(`{"sub":"jonas"}`)) + "." + signature,
		"too large":                     p.access(accesstest.Claims{"padding": strings.Repeat("x", 16<<10)}),
		"no algorithm":                  encode([]byte(`{"alg":"none","typ":"at+jwt"}`)) + "." + payload + ".",
		"no algorithm, signed":          encode([]byte(`{"alg":"none","typ":"at+jwt","kid":"first"}`)) + "." + payload + "." + signature,
		"another's key":                 p.issuer.Sign(foreign, "at+jwt", claims(nil)),
		"a key nobody knows":            p.issuer.Sign(p.issuer.NewKey("second"), "at+jwt", claims(nil)),
		"another issuer":                other.Access("maya", verified(maya)),
		"another issuer's name":         p.access(accesstest.Claims{"iss": "https://id.example"}),
		"no issuer":                     p.access(accesstest.Claims{"iss": nil}),
		"another audience":              p.access(accesstest.Claims{"aud": "https://other.example"}),
		"no audience":                   p.access(accesstest.Claims{"aud": nil}),
		"an ID token":                   p.issuer.ID("maya", verified(maya)),
		"an ID token, typed":            p.access(accesstest.Claims{"aud": accesstest.ClientID}),
		"an ID token for us, nonce":     p.issuer.Sign(p.issuer.Key(), "JWT", claims(accesstest.Claims{"nonce": "n"})),
		"an ID token for us, no nonce":  p.issuer.Sign(p.issuer.Key(), "JWT", claims(accesstest.Claims{"nonce": ""})),
		"an ID token for us, at_hash":   p.issuer.Sign(p.issuer.Key(), "", claims(accesstest.Claims{"at_hash": "h"})),
		"an ID token for us, c_hash":    p.issuer.Sign(p.issuer.Key(), "", claims(accesstest.Claims{"c_hash": "h"})),
		"expired":                       p.access(accesstest.Claims{"exp": noon.Add(-time.Second).Unix()}),
		"without an end":                p.access(accesstest.Claims{"exp": nil}),
		"not good yet":                  p.access(accesstest.Claims{"nbf": noon.Add(time.Hour).Unix()}),
		"of nobody known":               p.issuer.Access("eve", accesstest.Claims{"email": "eve@evil.example", "email_verified": true}),
		"an address nobody verified":    p.access(accesstest.Claims{"email_verified": false}),
		"an address, and not a word":    p.access(accesstest.Claims{"email_verified": nil}),
		"no address, and no userinfo":   p.access(accesstest.Claims{"email": nil}),
		"claims of other kinds":         p.access(accesstest.Claims{"email": 7}),
		"the JSON of a signature":       `{"payload":"` + payload + `","protected":"` + head + `","signature":"` + signature + `"}`,
		"the person's id for a subject": p.issuer.Access(maya.ID, nil),
	} {
		p.refuses(name, token)
	}
	p.is(maya, good)
}

// A public key is no secret: what was authenticated with it, in whichever of the
// ways it is written, is nothing.
func TestAPublicKeyIsNoSharedSecret(t *testing.T) {
	p := newPlace(t)
	p.issuer.Rotate(p.issuer.NewRSAKey("rsa"))
	p.is(maya, p.access(nil))
	private, _ := p.issuer.Key().Key.(jose.JSONWebKey)
	public, _ := private.Public().Key.(*rsa.PublicKey)
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	published, err := private.Public().MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	for name, secret := range map[string][]byte{
		"DER": der, "PEM": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), "JWK": published, "modulus": public.N.Bytes(),
	} {
		for _, algorithm := range []jose.SignatureAlgorithm{jose.HS256, jose.HS384, jose.HS512} {
			key := jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: secret, KeyID: "rsa"}}
			p.refuses(name, p.issuer.Sign(key, "at+jwt", p.issuer.AccessClaims("maya", verified(maya))))
		}
	}
}

// An issuer that publishes a shared secret has told everybody.
func TestASharedSecretThatIsPublished(t *testing.T) {
	p := newPlace(t)
	secret := jose.JSONWebKey{Key: []byte(strings.Repeat("s", 64)), KeyID: "shared"}
	p.issuer.Publish(secret)
	key := jose.SigningKey{Algorithm: jose.HS256, Key: secret}
	p.refuses("shared", p.issuer.Sign(key, "at+jwt", p.issuer.AccessClaims("maya", verified(maya))))
	p.is(maya, p.access(nil))
}

func TestKeysAreRotated(t *testing.T) {
	p := newPlace(t)
	before := p.access(nil)
	p.is(maya, before)
	p.issuer.Rotate(p.issuer.NewRSAKey("second"))
	p.is(maya, p.access(nil))
	p.is(maya, before)
	p.issuer.Withdraw()
	p.Access = p.open()
	p.refuses("a key that is no more", before)
	p.is(maya, p.access(nil))
}

func TestSignedOutEverywhere(t *testing.T) {
	p := newPlace(t)
	before := p.access(nil)
	p.is(maya, before)
	theirs := p.issuer.Access("jonas", verified(jonas))
	p.clock.pass(time.Minute)
	if err := p.SignOutEverywhere(t.Context(), maya.ID); err != nil {
		t.Fatal(err)
	}
	p.refuses("from before", before)
	p.refuses("of the same second", p.access(nil))
	p.refuses("of no instant", p.access(accesstest.Claims{"iat": nil}))
	p.is(jonas, theirs)
	signedIn := p.clock.now()
	p.clock.pass(time.Second)
	p.is(maya, p.access(nil))
	p.refuses("from before, still", before)
	p.refuses("refreshed since", p.access(accesstest.Claims{"auth_time": signedIn.Unix()}))
	p.is(maya, p.access(accesstest.Claims{"auth_time": p.clock.now().Unix()}))
}

// Where nobody can sign in, no token is of anybody.
func TestWithoutAnIssuer(t *testing.T) {
	p := newPlace(t)
	p.Issuer.URL = ""
	p.refuses("sound elsewhere", p.access(nil))
}
