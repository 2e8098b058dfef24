package app

import (
	"net/url"
	"testing"
)

// Mail programs read what was written, whatever signs are in it.
func TestAMailIsAddressedAsProgramsReadIt(t *testing.T) {
	const subject, body = "Offer: R&D + “Sales”", "Seats: 50\nStart = now? 100%"
	address := mailto("", subject, body)
	const want = "mailto:?subject=Offer%3A%20R%26D%20%2B%20%E2%80%9CSales%E2%80%9D&body=Seats%3A%2050%0D%0AStart%20%3D%20now%3F%20100%25"
	if address != want {
		t.Errorf("got %s", address)
	}
	page, err := url.Parse(address) // as it is before it is opened
	if err != nil || page.String() != address || page.Query().Get("subject") != subject {
		t.Errorf("opened as %s, %v", page, err)
	}
}

// A vendor's address leads to it and says nothing else to the mail program.
func TestAMailGoesToWhomItIsFor(t *testing.T) {
	for to, want := range map[string]string{
		"support@halden.example":        "mailto:support@halden.example?subject=S&body=B",
		"a b@halden.example?bcc=x@evil": "mailto:a%20b@halden.example%3Fbcc%3Dx@evil?subject=S&body=B",
	} {
		if got := mailto(to, "S", "B"); got != want {
			t.Errorf("%s is addressed as %s", to, got)
		}
	}
}
