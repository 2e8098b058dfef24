package issuer_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var endpoints = map[string]string{
	"/.well-known/openid-configuration": http.MethodGet, "/jwks": http.MethodGet, "/style.css": http.MethodGet,
	"/authorize": http.MethodGet, "/device": http.MethodGet, "/token": http.MethodPost, "/revoke": http.MethodPost,
	"/device_authorization": http.MethodPost, "/nothing": http.MethodGet,
}

func TestHostIsThisMachine(t *testing.T) {
	p := listen(t)
	port := p.base[strings.LastIndex(p.base, ":"):]
	for target, method := range endpoints {
		for _, host := range []string{
			"evil.example", "evil.example" + port, "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example" + port,
			"192.168.1.2" + port, "0.0.0.0" + port, "localhost.evil.example" + port, "localhost" + port + "0",
		} {
			if a := p.do(t, method, target, "", func(r *http.Request) { r.Host = host }); a.status != http.StatusMisdirectedRequest {
				t.Errorf("%s at %s: %d", target, host, a.status)
			}
		}
	}
	for _, host := range []string{"127.0.0.1" + port, "localhost" + port, "[::1]" + port} {
		if a := p.get(t, "/jwks", func(r *http.Request) { r.Host = host }); a.status != http.StatusOK {
			t.Errorf("keys at %s: %d", host, a.status)
		}
	}
}

func TestPagesHaveOneAddress(t *testing.T) {
	p := listen(t)
	port := p.base[strings.LastIndex(p.base, ":"):]
	a := p.get(t, "/device?user_code=BCDF-GHJK", func(r *http.Request) { r.Host = "localhost" + port })
	if want := p.URL() + "/device?user_code=BCDF-GHJK"; a.status != http.StatusTemporaryRedirect || a.header.Get("Location") != want {
		t.Errorf("%d to %q, want %q", a.status, a.header.Get("Location"), want)
	}
}

func TestHeaders(t *testing.T) {
	p := listen(t)
	for target, method := range endpoints {
		a := p.do(t, method, target, "")
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
			"Access-Control-Allow-Origin": "",
			"Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self' http://127.0.0.1:*; " +
				"frame-ancestors 'none'; base-uri 'none'",
		} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", target, name, got, want)
			}
		}
	}
}

func TestProgramsEndpointsAreNotForBrowsers(t *testing.T) {
	p := listen(t)
	form := p.pick(t, maya)
	for _, target := range []string{"/token", "/revoke", "/device_authorization"} {
		for _, origin := range []string{"http://evil.example", "null", p.base} {
			a := p.post(t, target, form, with("Origin", origin))
			if a.status != http.StatusForbidden || a.fault(t) != "invalid_request" {
				t.Errorf("%s from %s: %d", target, origin, a.status)
			}
		}
		if a := p.get(t, target); a.status != http.StatusMethodNotAllowed {
			t.Errorf("GET %s: %d", target, a.status)
		}
	}
	p.post(t, "/token", form).tokens(t)
}

func TestFormsAreSentByOurPages(t *testing.T) {
	p := listen(t)
	query, _ := asking()
	form := p.get(t, "/authorize?"+query.Encode()).form(t)
	form.Set("person", maya.ID)
	for _, c := range []struct {
		origin, site string
		good         bool
	}{
		{"", "", true},
		{p.base, "", true},
		{p.base, "same-origin", true},
		{"null", "same-origin", true},
		{"null", "", false},
		{"null", "cross-site", false},
		{"", "cross-site", false},
		{"", "same-site", false},
		{"", "none", false},
		{p.base, "cross-site", false},
		{"http://evil.example", "", false},
		{"http://evil.example", "same-origin", false},
		{strings.Replace(p.base, "127.0.0.1", "localhost", 1), "", false},
		{strings.Replace(p.base, "http:", "https:", 1), "", false},
		{"http://127.0.0.1:1", "", false},
	} {
		alter := func(r *http.Request) {
			for name, value := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site} {
				if value != "" {
					r.Header.Set(name, value)
				}
			}
		}
		if a := p.post(t, "/authorize", form, alter); (a.status == http.StatusSeeOther) != c.good {
			t.Errorf("picked from %q, %q: %d, want good %v", c.origin, c.site, a.status, c.good)
		}
		if a := p.post(t, "/device", form, alter); !c.good && (a.status != http.StatusForbidden || !strings.Contains(a.body, "Another page")) {
			t.Errorf("device from %q, %q: %d", c.origin, c.site, a.status)
		}
	}
}

func TestFormsAreSmallAndPlain(t *testing.T) {
	p := listen(t)
	sound := p.pick(t, maya)
	query, _ := asking()
	page := p.get(t, "/authorize?"+query.Encode()).form(t)
	page.Set("person", maya.ID)
	for target, form := range map[string]url.Values{
		"/token": sound, "/revoke": {"client_id": {"billfold"}, "token": {"x"}}, "/authorize": page, "/device": page,
		"/device_authorization": {"client_id": {"billfold"}, "scope": {"openid"}},
	} {
		for kind, want := range map[string]int{
			"": http.StatusUnsupportedMediaType, "application/json": http.StatusUnsupportedMediaType,
			"text/plain": http.StatusUnsupportedMediaType, "multipart/form-data; boundary=x": http.StatusUnsupportedMediaType,
		} {
			if a := p.post(t, target, form, with("Content-Type", kind)); a.status != want {
				t.Errorf("%s as %q: %d, want %d", target, kind, a.status, want)
			}
		}
		large := altered(form, "more", strings.Repeat("x", 16<<10))
		if a := p.post(t, target, large); a.status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s of 16 KiB and more: %d", target, a.status)
		}
		if a := p.post(t, target, altered(form, "more", "a", "b")); a.status != http.StatusBadRequest || !strings.Contains(a.body, "twice") {
			t.Errorf("%s with something twice: %d", target, a.status)
		}
		if a := p.do(t, http.MethodPost, target, "%zz"); a.status != http.StatusBadRequest {
			t.Errorf("%s unreadable: %d", target, a.status)
		}
	}
	if a := p.get(t, "/authorize?"+altered(query, "more", strings.Repeat("x", 16<<10)).Encode()); a.status != http.StatusBadRequest {
		t.Errorf("long address: %d", a.status)
	}
	// What an address says is no part of a form.
	if a := p.do(t, http.MethodPost, "/token?"+sound.Encode(), "x=y"); a.fault(t) != "invalid_client" {
		t.Errorf("by address: %s", a.body)
	}
	p.do(t, http.MethodPost, "/token", sound.Encode(), with("Content-Type", formType+"; charset=UTF-8")).tokens(t)
}

func TestConfiguration(t *testing.T) {
	p := listen(t)
	var got map[string]any
	if err := json.Unmarshal([]byte(p.get(t, "/.well-known/openid-configuration").body), &got); err != nil {
		t.Fatal(err)
	}
	delete(got, "claims_supported") // only informs
	want := map[string]any{
		"issuer": p.URL(), "authorization_endpoint": p.URL() + "/authorize", "token_endpoint": p.URL() + "/token",
		"jwks_uri": p.URL() + "/jwks", "revocation_endpoint": p.URL() + "/revoke",
		"device_authorization_endpoint": p.URL() + "/device_authorization",
		"response_types_supported":      []any{"code"}, "response_modes_supported": []any{"query"},
		"grant_types_supported":                          []any{"authorization_code", "refresh_token", deviceGrant},
		"subject_types_supported":                        []any{"public"},
		"id_token_signing_alg_values_supported":          []any{"EdDSA"},
		"token_endpoint_auth_methods_supported":          []any{"none"},
		"revocation_endpoint_auth_methods_supported":     []any{"none"},
		"code_challenge_methods_supported":               []any{"S256"},
		"scopes_supported":                               []any{"openid", "email", "profile", "offline_access"},
		"prompt_values_supported":                        []any{"none", "login", "select_account"},
		"request_uri_parameter_supported":                false,
		"authorization_response_iss_parameter_supported": true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("configuration (-want +got):\n%s", diff)
	}
}

func TestPublishedKeyIsPublic(t *testing.T) {
	p := listen(t)
	var got struct {
		Keys []map[string]string `json:"keys"`
	}
	if err := json.Unmarshal([]byte(p.get(t, "/jwks").body), &got); err != nil || len(got.Keys) != 1 {
		t.Fatalf("%d keys: %v", len(got.Keys), err)
	}
	key := got.Keys[0]
	header, _ := decoded(t, p.signIn(t, maya).Access)
	want := map[string]string{"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "x": key["x"], "kid": header["kid"].(string)}
	if diff := cmp.Diff(want, key); diff != "" {
		t.Errorf("key (-want +got):\n%s", diff)
	}
}
