package billing

import "testing"

func TestAddressesAreComparedInLowerCase(t *testing.T) {
	for address, want := range map[string]string{
		"Bo@X.example":     "bo@x.example",
		"ÄB@x.example":     "äb@x.example",
		"\u212a@x.example": "\u212a@x.example", // the Kelvin sign
		"\u0130@x.example": "\u0130@x.example", // a dotted capital I
	} {
		if got := FoldEmail(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// Who would leave is found among those who decide, whichever case either is kept in.
func TestTheLastDeciderIsKnownInWhicheverCase(t *testing.T) {
	c := Crew{Role: RoleOwner, Deciders: []Person{{Email: "ÄB@x.example"}}}
	_, _, err := c.Deactivate([]Member{{ID: "m", Email: "äb@x.example", Role: RoleOwner, Status: MemberActive}})
	if CodeOf(err) != LastDecider {
		t.Errorf("got %v", err)
	}
}
