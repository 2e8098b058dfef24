package sandbox

import (
	"net"
	"net/http"
	"net/url"

	"billfold/safeweb"
)

// maxBody is far more than the form holds.
const maxBody = 16 << 10

// guard keeps others out of the pages: a Host that is not ours (a name that
// somebody points at this machine), a form that a page of another origin sends,
// a frame around us, a script.
func (g *Gateway) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		base, err := url.Parse(g.current().base)
		switch {
		case err != nil || !ownHost(base, r.Host):
			g.refuse(w, r, http.StatusMisdirectedRequest, "This address is not ours", "Open the page from Billfold again.")
		case r.Method == http.MethodPost && !ownForm(base, r):
			g.refuse(w, r, http.StatusForbidden, "This was not sent from our page", "Nothing was done. Open the page from Billfold again.")
		default:
			r.Body = http.MaxBytesReader(w, r.Body, maxBody)
			next.ServeHTTP(w, r)
		}
	})
}

func secure(h http.Header) {
	setPolicy(h, "")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cache-Control", "no-store")
}

// setPolicy says what a page may load and where its form may lead.
func setPolicy(h http.Header, returnURL string) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action "+formTargets(returnURL)+
		"; frame-ancestors 'none'; base-uri 'none'")
}

// ownHost tells whether a Host is where we are served. On this machine any of
// its own names will do.
func ownHost(base *url.URL, host string) bool {
	if !safeweb.Loopback(base.Hostname()) {
		return base.Host != "" && host == base.Host
	}
	name, port, err := net.SplitHostPort(host)
	return err == nil && port == base.Port() && safeweb.Loopback(name)
}

// ownForm tells whether the browser says that a form came from a page of ours.
// Pages without a referrer have their forms sent with the origin "null", so that
// it is the newer header that counts where there is one.
func ownForm(base *url.URL, r *http.Request) bool {
	origins := r.Header.Values("Origin")
	site := r.Header.Get("Sec-Fetch-Site")
	switch {
	case len(origins) > 1:
		return false
	case len(origins) == 1 && origins[0] != "null" && origins[0] != base.Scheme+"://"+r.Host:
		return false
	case site != "":
		return site == "same-origin"
	}
	return len(origins) == 1 && origins[0] != "null"
}
