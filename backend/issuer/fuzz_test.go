package issuer_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/backend/issuer"
)

// FuzzRefreshToken presents anything as a refresh token: what was not issued is
// refused, and ends nothing.
func FuzzRefreshToken(f *testing.F) {
	p := newPlace()
	var err error
	if p.Issuer, err = issuer.Open(p.deps(filepath.Join(f.TempDir(), "issuer.key"))); err != nil {
		f.Fatal(err)
	}
	given, err := p.DemoSession(f.Context(), maya.ID)
	if err != nil {
		f.Fatal(err)
	}
	handler := p.Handler()
	parts := strings.Split(given.Refresh, ".")
	for _, seed := range []string{
		given.Refresh, given.Refresh + "=", given.Refresh + ".", strings.ToUpper(given.Refresh), given.Refresh[1:], "", "....", "bfr1.....",
		"bfr1." + parts[1] + ".2." + parts[3],
		"bfr1." + parts[1] + ".+1." + parts[3],
		"bfr1." + parts[1] + ".01." + parts[3],
		"bfr1." + parts[1] + ".-1." + parts[3],
		"bfr1." + parts[1] + ".9223372036854775808." + parts[3],
		"bfr2." + parts[1] + ".1." + parts[3],
		"bfr1." + parts[1] + ".1.",
		strings.Repeat(".", 10000),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		if token == given.Refresh {
			return
		}
		p.clock.pass(time.Hour) // for the limits
		for target, form := range map[string]url.Values{
			"/token":  {"grant_type": {"refresh_token"}, "client_id": {"billfold"}, "refresh_token": {token}},
			"/revoke": {"client_id": {"billfold"}, "token": {token}},
		} {
			request := httptest.NewRequest(http.MethodPost, p.URL()+target, strings.NewReader(form.Encode()))
			request.Header.Set("Content-Type", formType)
			recorder := httptest.NewRecorder()
			handler.ServeHTTP(recorder, request)
			if strings.Contains(recorder.Body.String(), "access_token") || recorder.Code >= http.StatusInternalServerError {
				t.Fatalf("%s %q: %d %s", target, token, recorder.Code, recorder.Body)
			}
		}
		if s := p.sessions.only(t); s.Ended || s.Generation != 1 {
			t.Fatalf("%q changed the session: %+v", token, s)
		}
	})
}
