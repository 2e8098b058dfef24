// Package safeweb is how our programs talk to others: which addresses may be sent
// secrets, what an address is called where something is signed for it, where a
// redirect may lead, and how much of an answer is read. See README.md.
package safeweb

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// Origin is how a confirm names the address of a backend, whoever writes it: in
// lower case, and without the port that its scheme implies (RFC 6454, 4).
func Origin(u *url.URL) string {
	scheme, host, port := strings.ToLower(u.Scheme), strings.ToLower(u.Hostname()), u.Port()
	implied := map[string]string{"http": "80", "https": "443"}[scheme]
	if port != "" && port != implied {
		return scheme + "://" + net.JoinHostPort(host, port)
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return scheme + "://" + host
}

// Trustworthy tells whether an address may be sent secrets: over TLS, or within
// this machine.
func Trustworthy(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && Loopback(u.Hostname())
}

// Loopback tells whether a host, without its port, is this machine itself.
func Loopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

// SameHost is an http.Client's CheckRedirect: it follows a redirect within a host,
// and never to another.
func SameHost(to *http.Request, via []*http.Request) error {
	if len(via) > 3 || to.URL.Host != via[0].URL.Host || to.URL.Scheme != via[0].URL.Scheme {
		return http.ErrUseLastResponse
	}
	return nil
}
