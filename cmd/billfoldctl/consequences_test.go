package main

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
)

// What renewals are paid with afterwards is said wherever it is something else: an expired
// card that is left pays for nothing.
func TestWhatARemovalBringsWithIt(t *testing.T) {
	now := time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)
	good := billing.PaymentMethod{ID: "good", Brand: "Visa", Last4: "4242", ExpMonth: 12, ExpYear: 2030}
	other := billing.PaymentMethod{ID: "other", Brand: "Mastercard", Last4: "5100", ExpMonth: 12, ExpYear: 2030}
	expired := billing.PaymentMethod{ID: "expired", Brand: "Visa", Last4: "1111", ExpMonth: 1, ExpYear: 2026}
	const none = "No card is left then that can be charged: renewals are paid from the account balance, or stay open."
	for name, tt := range map[string]struct {
		methods []billing.PaymentMethod
		removed string
		want    []string
	}{
		"the last one":                      {[]billing.PaymentMethod{good}, "good", []string{none}},
		"the last that can be charged":      {[]billing.PaymentMethod{good, expired}, "good", []string{none}},
		"the one behind an expired default": {[]billing.PaymentMethod{expired, good, other}, "good", []string{"Renewals are then paid with Mastercard ending 5100."}},
		"the default":                       {[]billing.PaymentMethod{good, other}, "good", []string{"Renewals are then paid with Mastercard ending 5100."}},
		"another":                           {[]billing.PaymentMethod{good, other}, "other", nil},
		"an expired default":                {[]billing.PaymentMethod{expired, good}, "expired", nil},
	} {
		a := billing.Account{Methods: tt.methods}
		removal, err := a.Remove(tt.removed, "", "", now)
		if err != nil {
			t.Fatal(err)
		}
		if got := consequences(&a, removal, now); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
