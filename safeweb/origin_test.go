package safeweb

import (
	"net/url"
	"testing"
)

func TestOriginIsTheSameHoweverItIsWritten(t *testing.T) {
	for address, want := range map[string]string{
		"https://billing.example.com":             "https://billing.example.com",
		"https://Billing.Example.com:443":         "https://billing.example.com",
		"HTTPS://billing.example.com/base/?x#y":   "https://billing.example.com",
		"https://billing.example.com:8443":        "https://billing.example.com:8443",
		"http://127.0.0.1:80":                     "http://127.0.0.1",
		"http://127.0.0.1:8080":                   "http://127.0.0.1:8080",
		"http://[::1]:8080":                       "http://[::1]:8080",
		"https://[2001:DB8::1]:443":               "https://[2001:db8::1]",
		"https://me:secret@billing.example.com":   "https://billing.example.com",
		"https://billing.example.com:80":          "https://billing.example.com:80",
		"http://billing.example.com:443/over?443": "http://billing.example.com:443",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := Origin(u); got != want {
			t.Errorf("%s is %s, want %s", address, got, want)
		}
	}
}

func TestTrustworthy(t *testing.T) {
	for address, want := range map[string]bool{
		"https://issuer.example":          true,
		"https://issuer.example/realm":    true,
		"http://127.0.0.1:8080":           true,
		"http://127.9.9.9:8080":           true,
		"http://[::1]:8080/issuer":        true,
		"http://localhost:8080":           true,
		"http://issuer.example":           false,
		"http://localhost.example":        false,
		"http://127.0.0.1.example":        false,
		"http://127.0.0.1@issuer.example": false,
		"https://somebody@issuer.example": false,
		"ftp://127.0.0.1":                 false,
		"javascript:alert(1)":             false,
		"file:///etc/passwd":              false,
		"https://":                        false,
		"127.0.0.1:8080":                  false,
		"":                                false,
		"https://issuer.example:port":     false,
	} {
		if Trustworthy(address) != want {
			t.Errorf("%q is trusted: %v", address, !want)
		}
	}
}
