package nav

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
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

func TestOrderArgReadsBack(t *testing.T) {
	usd := func(s string) money.Money {
		m, err := money.Parse(s, "USD")
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	plan := "business"
	cases := map[string]billing.Order{
		"plan=business":                          billing.ChangeOf(billing.Patch{Plan: &plan}),
		"order=buy&pack=ai_1000&quantity=2":      {Kind: billing.OrderPack, Addon: "ai_1000", Quantity: 2},
		"amount=50.00&currency=USD&order=top_up": {Kind: billing.OrderTopUp, Amount: usd("50.00")},
		"order=pay":                              {Kind: billing.OrderPayment},
		"order=resume":                           {Kind: billing.OrderResume},
		"order=auto_reload":                      {Kind: billing.OrderAutoReload},
		"below=500&cap=60.00&currency=USD&order=auto_reload&pack=ai_1000": {
			Kind:   billing.OrderAutoReload,
			Reload: &billing.AutoReload{Addon: "ai_1000", Below: decimal.NewFromInt(500), MonthlyCap: usd("60.00")},
		},
	}
	for want, order := range cases {
		if got := OrderArg(order); got != want {
			t.Errorf("arg %q, want %q", got, want)
		}
		back, err := ParseOrderArg(want)
		if err != nil {
			t.Errorf("%q: %v", want, err)
		}
		if got := OrderArg(back); got != want {
			t.Errorf("%q read back as %q", want, got)
		}
	}
}

func TestParseOrderArgRefuses(t *testing.T) {
	for _, arg := range []string{
		"order=steal", "order=buy&pack=ai_1000", "order=top_up&amount=much&currency=USD", "order=top_up&amount=5",
		"order=auto_reload&pack=x&below=few&cap=1.00&currency=USD", "order=auto_reload&pack=x&below=5", "colour=red", "%zz",
		"order=pay&quantity=2", "order=resume&seats=5", "order=buy&pack=ai_1000&quantity=2&colour=red",
	} {
		if o, err := ParseOrderArg(arg); err == nil {
			t.Errorf("%q was read as %+v", arg, o)
		}
	}
}
