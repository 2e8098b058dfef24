package sandbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"

	"github.com/stretchr/testify/require"
)

func TestEveryAnswerIsGuarded(t *testing.T) {
	s := newSite(t)
	page := s.begin("k").URL
	_, err := s.gateway.Charge(t.Context(), charge("c", sandbox.CardRequiresAction))
	require.NoError(t, err)
	proof, err := s.gateway.ProofURL(t.Context(), "c")
	require.NoError(t, err)
	const back = " http://127.0.0.1:*" // where the payer is sent
	for _, in := range []struct {
		name     string
		answered answer
		target   string // of its form, other than itself
	}{
		{"form", s.get(page), back},
		{"refused", s.post(page, action("save")), back},
		{"nothing", s.get(s.server.URL + "/gateway/x"), ""},
		{"style", s.get(s.server.URL + "/gateway/style.css"), ""},
		{"ended", s.post(page, action("cancel")), back},
		{"end", s.get(page), ""},
		{"proof", s.get(proof), ""},
		{"proved", s.post(proof, action("complete")), ""},
	} {
		name, h := in.name, in.answered.Header
		require.Equal(t, "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"+in.target+
			"; frame-ancestors 'none'; base-uri 'none'", h.Get("Content-Security-Policy"), name)
		require.Equal(t, "no-referrer", h.Get("Referrer-Policy"), name)
		require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"), name)
		require.Equal(t, "no-store", h.Get("Cache-Control"), name)
	}
	begun, err := s.gateway.BeginSetup(t.Context(), gateway.SetupRequest{Key: "six", Account: "acc", ReturnURL: "http://[::1]:9/"})
	require.NoError(t, err)
	require.Contains(t, s.get(begun.URL).Header.Get("Content-Security-Policy"), "form-action 'self' http:;")
}

func TestFormsOfOthersAreRefused(t *testing.T) {
	s := newSite(t)
	page := s.begin("k").URL
	const absent = "absent"
	for name, in := range map[string]struct {
		origin, site string
		good         bool
	}{
		"ours":                      {s.server.URL, "same-origin", true},
		"ours without a referrer":   {"null", "same-origin", true},
		"ours, no origin":           {absent, "same-origin", true},
		"ours of an older browser":  {s.server.URL, absent, true},
		"no word":                   {absent, absent, false},
		"nobody's":                  {"null", absent, false},
		"another site's":            {"null", "cross-site", false},
		"another port's":            {"http://127.0.0.1:1", "same-site", false},
		"another port's, older":     {"http://127.0.0.1:1", absent, false},
		"a liar's":                  {"https://evil.test", "same-origin", false},
		"another scheme's":          {strings.Replace(s.server.URL, "http:", "https:", 1), absent, false},
		"the address bar's":         {absent, "none", false},
		"another name's for us":     {strings.Replace(s.server.URL, "127.0.0.1", "localhost", 1), absent, false},
		"our origin, sent by other": {s.server.URL, "cross-site", false},
	} {
		r := postOf(t, page, filled(map[string]string{"number": "1"}))
		for header, value := range map[string]string{"Origin": in.origin, "Sec-Fetch-Site": in.site} {
			r.Header.Set(header, value)
			if value == absent {
				r.Header.Del(header)
			}
		}
		want := http.StatusForbidden
		if in.good {
			want = http.StatusUnprocessableEntity
		}
		require.Equal(t, want, s.send(r).StatusCode, name)
	}
}

func TestHostsOfOthersAreRefused(t *testing.T) {
	s := newSite(t)
	page := s.begin("k").URL
	own, err := url.Parse(s.server.URL)
	require.NoError(t, err)
	const public = "https://pay.example"
	for _, in := range []struct {
		base, host string
		good       bool
	}{
		{s.server.URL, own.Host, true},
		{s.server.URL, "localhost:" + own.Port(), true},
		{s.server.URL, "[::1]:" + own.Port(), true},
		{s.server.URL, "127.0.0.1:1", false},
		{s.server.URL, "127.0.0.1", false},
		{s.server.URL, "evil.test:" + own.Port(), false},
		{s.server.URL, "evil.test", false},
		{public, "pay.example", true},
		{public, "evil.test", false},
		{public, own.Host, false},
		{"", own.Host, false},
	} {
		s.gateway.SetBase(in.base)
		r, err := http.NewRequest(http.MethodGet, page, nil)
		require.NoError(t, err)
		r.Host = in.host
		want := http.StatusMisdirectedRequest
		if in.good {
			want = http.StatusOK
		}
		require.Equal(t, want, s.send(r).StatusCode, "%v", in)
	}
}

func TestFormsThatCannotBeRead(t *testing.T) {
	s := newSite(t)
	page := s.begin("k").URL
	large := filled(map[string]string{"line1": strings.Repeat("x", 16<<10)})
	require.Equal(t, http.StatusRequestEntityTooLarge, s.post(page, large).StatusCode)
	require.Equal(t, http.StatusBadRequest, s.post(page, url.Values{}).StatusCode)
	r := postOf(t, page, nil)
	r.URL.RawQuery = "action=cancel"
	require.Equal(t, http.StatusBadRequest, s.send(r).StatusCode, "only what the form itself says counts")
	r, err := http.NewRequest(http.MethodPost, page, strings.NewReader("action=%zz"))
	require.NoError(t, err)
	r.Header = postOf(t, page, nil).Header
	require.Equal(t, http.StatusBadRequest, s.send(r).StatusCode)
	require.Equal(t, gateway.SetupOpen, s.setup("k").Status)
}
