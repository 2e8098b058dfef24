package words

import (
	"testing"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

func TestRate(t *testing.T) {
	for _, c := range []struct {
		locale   Locale
		price    string
		currency string
		want     string
	}{
		{"en", "0.02", "USD", "$0.0200"},
		{"en", "0.018", "USD", "$0.0180"},
		{"en", "0.33333333", "USD", "$0.3333"},
		{"en", "2", "JPY", "¥2.0000"},
		{"en", "0.016", "CHF", "CHF\u00a00.0160"},
		{"de", "0.016", "EUR", "0,0160\u00a0€"},
		{"de", "0.016", "CHF", "0,0160\u00a0CHF"},
	} {
		got := Printer{Locale: c.locale}.Rate(decimal.RequireFromString(c.price), money.Currency(c.currency))
		if got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.locale, c.price, c.currency, got, c.want)
		}
	}
}

func TestReserved(t *testing.T) {
	account := &billing.Account{Role: billing.RoleMember}
	only := "Only owners, workspace admins and billing admins can change the plan; your role is Member. "
	for want, deciders := range map[string][]billing.Person{
		only + "Ask one of them.": nil,
		only + "Ask Ann.":         {{Name: "Ann"}},
		only + "Ask Ann, Bo.":     {{Name: "Ann"}, {Name: "Bo"}, {Name: "Cy"}},
	} {
		account.Deciders = deciders
		if got := (Printer{}).Reserved(account, billing.ChangeBilling); got != want {
			t.Errorf("%d: %q, want %q", len(deciders), got, want)
		}
	}
}
