package main_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// Whatever stands where billing was, what is saved is still shown, and said to be
// that.
func TestCopyAnswersWhereBillingDoesNot(t *testing.T) {
	address, _ := serve(t)
	real, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	through := httputil.NewSingleHostReverseProxy(real)
	var strange atomic.Pointer[http.HandlerFunc]
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer := strange.Load(); answer != nil {
			(*answer)(w, r)
			return
		}
		through.ServeHTTP(w, r)
	}))
	defer front.Close()
	body := func(code int, media, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			w.WriteHeader(code)
			_, _ = w.Write([]byte(text))
		}
	}
	s := newUser(t, address, admin)
	s.address = front.URL
	var last status
	s.want(0, &last, "status")
	for says, answer := range map[string]http.HandlerFunc{
		"not Billfold's billing": body(200, "text/html", "<html>Welcome to the hotel"),
		"is not Billfold":        body(200, "application/json", "{}"),
		"(status 500)":           body(500, "application/problem+json", "{}"),
		"slow down":              body(429, "text/plain", "later"),
		"no longer valid":        body(401, "application/problem+json", `{"code":"unauthenticated"}`),
	} {
		strange.Store(&answer)
		for _, command := range [][]string{{"status"}, {"preview", "--seats", seats(last.Seats.Paid + 1)}, {"accounts"}, {"invoices"}, {"plans"}} {
			r := s.run(command...)
			if r.code != 0 || !strings.Contains(r.err, says) || strings.Count(r.err, "This is the saved copy.") != 1 || r.out == "" {
				t.Errorf("%s, %v: %+v", says, command, r)
			}
		}
		var now status
		s.want(0, &now, "status")
		if now.Fresh.State != "offline" || now.Seats != last.Seats {
			t.Errorf("%s: %+v", says, now)
		}
		if r := s.run("change", "--seats", seats(last.Seats.Paid+1), "--expect", "1.00"); r.code == 0 || r.out != "" {
			t.Errorf("%s, change: %+v", says, r)
		}
	}
}

func TestDamagedCopyIsToldAndReadAnew(t *testing.T) {
	address, _ := serve(t)
	s := newUser(t, address, admin)
	var home string
	for _, variable := range s.env {
		if value, ok := strings.CutPrefix(variable, "BILLFOLD_HOME="); ok {
			home = value
		}
	}
	s.want(0, nil, "status")
	for file, says := range map[string]string{"cache.db": "saved copy was damaged", "outbox.db": "may have been paid"} {
		paths, err := filepath.Glob(filepath.Join(home, "cache", "*", file))
		if err != nil || len(paths) != 1 {
			t.Fatal(paths, err)
		}
		if err := os.WriteFile(paths[0], []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
			t.Fatal(err)
		}
		if r := s.want(0, nil, "status"); !strings.Contains(r.err, says) || !strings.Contains(r.err, paths[0]+".corrupt-") {
			t.Errorf("%s: %q", file, r.err)
		}
		if r := s.want(0, nil, "status"); r.err != "" {
			t.Errorf("%s, once more: %q", file, r.err)
		}
	}
}
