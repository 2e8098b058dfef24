package words

import (
	"slices"
	"testing"

	"billfold/billing/money"
)

func TestAmountsAreReadAsTheyAreTyped(t *testing.T) {
	tests := []struct {
		locale   Locale
		text     string
		currency money.Currency
		want     string // empty is an error
	}{
		{"en", "50", "USD", "50.00"},
		{"en", " $1,234.5 ", "USD", "1234.50"},
		{"en", "1,234", "USD", "1234.00"},
		{"en", "50,00", "USD", "50.00"},
		{"en", "50 USD", "USD", "50.00"},
		{"en", "1.005", "USD", ""},
		{"en", "1,23,456", "USD", ""},
		{"en-IN", "1,23,456.50", "INR", "123456.50"},
		{"de", "1.234,50\u00a0€", "EUR", "1234.50"},
		{"de", "1.234", "EUR", "1234.00"},
		{"de", "50.00", "EUR", "50.00"},
		{"de_CH", "1'234.50", "CHF", "1234.50"},
		{"fr", "1 234,50", "EUR", "1234.50"},
		{"ja", "¥5,000", "JPY", "5000"},
		{"ja", "5000.5", "JPY", ""},
		{"en", "fifty", "USD", ""},
		{"en", "", "USD", ""},
		{"en", "1e3", "USD", ""},
		{"en", "-50", "USD", "-50.00"},
	}
	for _, tt := range tests {
		got, err := Printer{Locale: tt.locale}.ParseAmount(tt.text, tt.currency)
		if tt.want == "" && err == nil || tt.want != "" && (err != nil || got.String() != tt.want) {
			t.Errorf("%s %q: %s, %v; want %q", tt.locale, tt.text, got, err, tt.want)
		}
	}
}

func TestCountriesByName(t *testing.T) {
	all := Countries()
	if len(all) < 200 || !slices.Contains(all, "GB") || all[0] != "AF" {
		t.Errorf("%d countries, from %q: %v", len(all), all[0], all)
	}
	if got := Country("GB"); got != "United Kingdom" {
		t.Errorf("GB is %q", got)
	}
	Speak(German)
	t.Cleanup(func() { Speak(English) })
	if got := Country("AT"); got != "Österreich" {
		t.Errorf("AT is %q", got)
	}
	german := Countries()
	if at, po := slices.Index(german, "AT"), slices.Index(german, "PL"); at > po {
		t.Error("Österreich stands behind Polen")
	}
	for _, odd := range []string{"", "Atlantis"} {
		if got := Country(odd); got != odd {
			t.Errorf("%q is called %q", odd, got)
		}
	}
}
