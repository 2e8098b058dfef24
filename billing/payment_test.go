package billing

import (
	"testing"
	"time"

	"billfold/billing/money"
)

func TestDefaultPayment(t *testing.T) {
	usd := func(cents int64) money.Money { return money.FromMinor(cents, "USD") }
	card := func(id string, status MethodStatus) PaymentMethod {
		return PaymentMethod{ID: id, Status: status, ExpMonth: 12, ExpYear: 2026}
	}
	past := PaymentMethod{ID: "past", Status: MethodWorks, ExpMonth: 10, ExpYear: 2026}
	for name, c := range map[string]struct {
		methods []PaymentMethod
		balance int64
		kind    OrderKind
		due     int64
		want    string
	}{
		"the first card":                 {[]PaymentMethod{card("a", MethodWorks), card("b", MethodWorks)}, 9999, OrderChange, 100, "a"},
		"a declined card is tried again": {[]PaymentMethod{card("a", MethodDeclined), card("b", MethodWorks)}, 0, OrderChange, 100, "a"},
		"an expired card is not":         {[]PaymentMethod{card("a", MethodExpired), card("b", MethodWorks)}, 0, OrderChange, 100, "b"},
		"nor is one of a past month":     {[]PaymentMethod{past, card("b", MethodWorks)}, 0, OrderChange, 100, "b"},
		"which leaves the balance":       {[]PaymentMethod{past}, 100, OrderChange, 100, PayByBalance},
		"else the balance":               {[]PaymentMethod{card("a", MethodExpired)}, 100, OrderPack, 100, PayByBalance},
		"a balance that is too low":      {nil, 99, OrderChange, 100, ""},
		"a top-up fills the balance":     {nil, 9999, OrderTopUp, 100, ""},
		"nothing is due":                 {[]PaymentMethod{card("a", MethodWorks)}, 9999, OrderChange, 0, ""},
	} {
		a := &Account{Methods: c.methods, AccountBalance: usd(c.balance)}
		p := &Preview{Kind: c.kind, At: time.Date(2026, 11, 21, 10, 42, 7, 0, time.UTC), Totals: Totals{AmountDue: usd(c.due)}}
		if got := a.DefaultPayment(p); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestATopUpHasBounds(t *testing.T) {
	c := shop()
	for amount, want := range map[string]Code{
		"30.00": "", "29.99": InvalidRequest, "0.00": InvalidRequest, "-30.00": InvalidRequest,
		"10000000000000.00": "", "10000000000000.01": InvalidRequest,
	} {
		if got := CodeOf(c.CheckTopUp(usd(amount))); got != want {
			t.Errorf("%s: %q, want %q", amount, got, want)
		}
	}
	if got := CodeOf(c.CheckTopUp(money.New(dec("30"), "EUR"))); got != InvalidRequest {
		t.Errorf("another currency: %q", got)
	}
	c.Policy.TopUpMin = dec("30.001")
	if least := c.LeastTopUp(); CodeOf(c.CheckTopUp(least)) != "" || least.String() != "30.01" {
		t.Errorf("the least is %s, and refused", least)
	}
}
