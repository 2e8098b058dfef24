package nav

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"billfold/billing"
)

func TestTermsArgReadsBack(t *testing.T) {
	plan, interval, seats := "business", billing.Yearly, 50
	cases := map[string]billing.Patch{
		"":              {},
		"plan=business": {Plan: &plan},
		"addon.storage_100=2&interval=year&plan=business&seats=50&volume.email_credits=40000": {
			Plan: &plan, Interval: &interval, Seats: &seats,
			Addons: map[string]int{"storage_100": 2}, Volumes: map[string]int64{"email_credits": 40_000},
		},
	}
	for want, patch := range cases {
		if got := TermsArg(patch); got != want {
			t.Errorf("arg %q, want %q", got, want)
		}
		back, err := ParseTermsArg(want)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(patch, back); diff != "" {
			t.Errorf("%q read back: %s", want, diff)
		}
	}
}

func TestParseTermsArgRefuses(t *testing.T) {
	for _, arg := range []string{"seats=many", "addon.x=1.5", "volume.y=", "colour=red", "plan=%zz"} {
		if _, err := ParseTermsArg(arg); err == nil {
			t.Errorf("%q was read", arg)
		}
	}
}
