package access_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"billfold/backend/access/accesstest"
	"billfold/billing"
)

// FuzzToken presents anything as an access token: what the issuer did not sign is
// nobody's.
func FuzzToken(f *testing.F) {
	p := newPlace(f)
	p.Issuer.Keys = p.keys()
	good := p.access(nil)
	head, rest, _ := strings.Cut(good, ".")
	payload, signature, _ := strings.Cut(rest, ".")
	for _, seed := range []string{
		good, good + ".", good + "=", good[1:], strings.ToUpper(good), head + "." + payload + ".", head + ".." + signature, "..", "",
		"eyJhbGciOiJub25lIn0." + payload + ".", "eyJhbGciOiJIUzI1NiJ9." + payload + "." + signature,
		p.issuer.ID("maya", verified(maya)), p.access(accesstest.Claims{"exp": 0}), p.access(accesstest.Claims{"aud": []string{}}),
		`{"payload":"` + payload + `","protected":"` + head + `","signature":"` + signature + `"}`, strings.Repeat("a.", 9000),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		got, err := p.Authenticate(t.Context(), token)
		if token == good && (err != nil || got.PersonID != maya.ID) {
			t.Fatalf("the good one: %+v, %v", got, err)
		}
		if slices.Equal(content(token), content(good)) {
			return // however it is spelt
		}
		if billing.CodeOf(err) != billing.Unauthenticated || got.PersonID != "" {
			t.Fatalf("%q: %+v, %v", token, got, err)
		}
	})
}

// content is what a token says, of which base64 has several spellings.
func content(token string) []string {
	parts := strings.Split(strings.Join(strings.Fields(token), ""), ".")
	for n, part := range parts {
		if decoded, err := base64.RawURLEncoding.DecodeString(part); err == nil {
			parts[n] = string(decoded)
		}
	}
	return parts
}
