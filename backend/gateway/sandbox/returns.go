package sandbox

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
)

var errReturnURL = errors.New("return address is not one of this machine: http://127.0.0.1:PORT/path")

// checkReturn keeps the pages from sending anybody elsewhere: the one who waits
// for a payer listens on this machine, at an address that leaves no doubt.
func checkReturn(raw string) error {
	if raw == "" {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" || u.String() != raw || strings.ContainsAny(raw, "?#@") {
		return errReturnURL
	}
	at, err := netip.ParseAddrPort(u.Host)
	if err != nil || at.String() != u.Host || at.Port() == 0 {
		return errReturnURL
	}
	if host := u.Hostname(); host != "127.0.0.1" && host != "::1" {
		return errReturnURL
	}
	return nil
}

// withResult is a return address with what became of a setup.
func withResult(returnURL, key, status string) string {
	return returnURL + "?" + url.Values{"setup": {key}, "status": {status}}.Encode()
}

// formTargets are where a form on a page may lead: here, and by the redirect that
// answers it to whoever waits on this machine. A policy cannot name the second
// loopback address, so a page that returns there names the scheme alone.
func formTargets(returnURL string) string {
	switch {
	case returnURL == "":
		return "'self'"
	case strings.HasPrefix(returnURL, "http://["):
		return "'self' http:"
	default:
		return "'self' http://127.0.0.1:*"
	}
}
