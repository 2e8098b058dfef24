package demo

import (
	"mime"
	"net"
	"net/http"
	"net/url"

	"billfold/billing"
	"billfold/safeweb"
)

// guard keeps web pages that are open on the same machine from using the demo
// routes: the Host must be this backend's own (a name that somebody points at
// the loopback address is not), an Origin must be the same, and a body must be
// JSON, which a plain form cannot send.
func (d Deps) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !d.own(r.Host), foreign(r):
			d.Refuse(w, http.StatusForbidden, billing.NewProblem(billing.Forbidden))
		case r.Method == http.MethodPost && !isJSON(r):
			d.Refuse(w, http.StatusUnsupportedMediaType, billing.NewProblem(billing.InvalidRequest,
				"field", "Content-Type", "value", r.Header.Get("Content-Type")))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// own tells whether a Host names the loopback address at the backend's port.
func (d Deps) own(host string) bool {
	name, port, err := net.SplitHostPort(host)
	return err == nil && port == d.Port && safeweb.Loopback(name)
}

// foreign tells whether a page of another origin sent the request.
func foreign(r *http.Request) bool {
	for _, origin := range r.Header.Values("Origin") {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "http" || u.Host != r.Host {
			return true
		}
	}
	return false
}

func isJSON(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "application/json"
}
