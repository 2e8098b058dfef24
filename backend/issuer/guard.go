package issuer

import (
	"errors"
	"mime"
	"net"
	"net/http"
	"net/url"

	"billfold/safeweb"
)

// maxForm bounds a form or a query, in bytes.
const maxForm = 16 << 10

// policy lets a page load its style sheet, and send its form to us and on to the
// program that asked: Chromium holds the redirect after a form to form-action too.
// The grammar of sources has no IPv6 address (CSP 3, 2.3.1), so that a program
// that listens at [::1] is for other browsers only.
const policy = "default-src 'none'; style-src 'self'; form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'"

// guard answers only who names this machine as the one to talk to (a name that
// somebody points at the loopback address does not), and keeps every answer from
// being stored, framed, or taken for something else.
func (i *Issuer) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", policy)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		name, port, err := net.SplitHostPort(r.Host)
		if err != nil || port != i.port() || !safeweb.Loopback(name) {
			http.Error(w, "This backend is not reached by that name.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// noBrowser refuses a page in a browser, whosever it is: none has a token that it
// could present here.
func (i *Issuer) noBrowser(r *http.Request) error {
	if len(r.Header.Values("Origin")) > 0 {
		return forbidden("This is for programs, not for pages in a browser.")
	}
	return nil
}

// ownForm refuses a form that another page has sent. Pages without a referrer send
// the origin "null" (Fetch, 3.2), as frames without an origin do: which of the two
// it is, the browser says.
func (i *Issuer) ownForm(r *http.Request) error {
	if r.Method != http.MethodPost {
		return nil
	}
	site := r.Header.Get("Sec-Fetch-Site")
	for _, origin := range r.Header.Values("Origin") {
		if origin != i.Base && (origin != "null" || site != "same-origin") {
			return forbidden("Another page has sent this. Start again from Billfold.")
		}
	}
	if site != "" && site != "same-origin" {
		return forbidden("Another page has sent this. Start again from Billfold.")
	}
	return nil
}

// readForm reads a form in which nothing is said twice.
func readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, &fault{
			status: http.StatusUnsupportedMediaType, code: "invalid_request",
			description: "The content type must be application/x-www-form-urlencoded.",
		}
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, &fault{
				status: http.StatusRequestEntityTooLarge, code: "invalid_request", description: "The form is too large.",
			}
		}
		return nil, invalidRequest("The form cannot be read.")
	}
	if len(twice(r.PostForm)) > 0 {
		return nil, invalidRequest("The form says something twice.")
	}
	return r.PostForm, nil
}

// readQuery reads the parameters of an address.
func readQuery(r *http.Request) (url.Values, error) {
	if len(r.URL.RawQuery) > maxForm {
		return nil, invalidRequest("The address is too long.")
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, invalidRequest("The address cannot be read.")
	}
	return query, nil
}

// twice are the parameters that are given more than once (RFC 6749, 3.1).
func twice(v url.Values) map[string]bool {
	all := map[string]bool{}
	for name, values := range v {
		if len(values) > 1 {
			all[name] = true
		}
	}
	return all
}
