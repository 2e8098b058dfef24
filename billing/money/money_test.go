package money

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestRoundsHalfOnceByRule(t *testing.T) {
	tests := []struct {
		num, den int64
		currency Currency
		up, even string
	}{
		{1, 8, "USD", "0.13", "0.12"},
		{-1, 8, "USD", "-0.13", "-0.12"},
		{3, 8, "USD", "0.38", "0.38"},
		{1, 3, "USD", "0.33", "0.33"},
		{-2, 3, "USD", "-0.67", "-0.67"},
		{5, 2, "JPY", "3", "2"},
		{1, 2000, "KWD", "0.001", "0.000"},
		{-1, 1000, "USD", "0.00", "0.00"},
	}
	for _, tt := range tests {
		exact := big.NewRat(tt.num, tt.den)
		if got := Round(exact, tt.currency, HalfUp).String(); got != tt.up {
			t.Errorf("%s %s half up: got %s, want %s", exact, tt.currency, got, tt.up)
		}
		if got := Round(exact, tt.currency, HalfEven).String(); got != tt.even {
			t.Errorf("%s %s half even: got %s, want %s", exact, tt.currency, got, tt.even)
		}
	}
}

func TestRoundingErrsByHalfAUnitAtMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		exact := big.NewRat(rapid.Int64Range(-1e12, 1e12).Draw(t, "num"), rapid.Int64Range(1, 1e7).Draw(t, "den"))
		c := rapid.SampledFrom([]Currency{"USD", "JPY", "KWD"}).Draw(t, "currency")
		m := Round(exact, c, rapid.SampledFrom([]Rounding{HalfUp, HalfEven}).Draw(t, "rule"))
		off := new(big.Rat).Sub(m.Rat(), exact)
		off.Abs(off)
		half := decimal.New(5, -c.Exponent()-1).Rat()
		if off.Cmp(half) > 0 {
			t.Fatalf("%s became %s", exact, m)
		}
		if again := FromMinor(m.Minor(), c); !again.Equal(m) {
			t.Fatalf("%s is %s from minor units", m, again)
		}
	})
}

func TestParse(t *testing.T) {
	for _, good := range []struct {
		in, out string
		c       Currency
	}{{"12.5", "12.50", "USD"}, {"-0", "0.00", "USD"}, {"-0.00", "0.00", "USD"}, {"1200", "1200", "JPY"}, {"0.001", "0.001", "KWD"}} {
		m, err := Parse(good.in, good.c)
		if err != nil || m.String() != good.out {
			t.Errorf("%q: got %s, %v", good.in, m, err)
		}
	}
	for _, bad := range []string{"", "1,000", "1e3", "+1", " 1", "1.", ".5", "NaN", "1.005", "12345678901234567890"} {
		if m, err := Parse(bad, "USD"); err == nil {
			t.Errorf("%q was read as %s", bad, m)
		}
	}
	if _, err := Parse("1.5", "JPY"); err == nil {
		t.Error("yen have no decimals")
	}
}

func TestCurrenciesNeverMix(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("dollars and yen were added")
		}
	}()
	FromMinor(1, "USD").Add(FromMinor(1, "JPY"))
}

func TestUnsettledAmountsAreNotStored(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("half a cent was stored")
		}
	}()
	New(decimal.RequireFromString("0.005"), "USD").Minor()
}

func TestAmountsTooLargeToStorePanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an amount was cut off")
		}
	}()
	New(decimal.RequireFromString("123456789012345678901"), "USD").Minor()
}

func TestParseCurrency(t *testing.T) {
	if c, err := ParseCurrency("KWD"); err != nil || c.Exponent() != 3 {
		t.Errorf("got %s %v", c, err)
	}
	for _, bad := range []string{"", "usd", "XXX", "DOLLAR"} {
		if _, err := ParseCurrency(bad); err == nil {
			t.Errorf("%q is no currency", bad)
		}
	}
}

func TestUnitPricesKeepTheirPrecision(t *testing.T) {
	for _, tt := range []struct {
		in, out string
		c       Currency
	}{{"12", "12.00", "USD"}, {"12.000", "12.00", "USD"}, {"0.0010", "0.001", "USD"}, {"0.00085", "0.00085", "USD"}, {"1200.00", "1200", "JPY"}, {"1.5", "1.500", "KWD"}} {
		if got := FormatUnit(decimal.RequireFromString(tt.in), tt.c); got != tt.out {
			t.Errorf("%s %s: got %s, want %s", tt.in, tt.c, got, tt.out)
		}
	}
}
