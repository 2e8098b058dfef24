package billing

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestMessages(t *testing.T) {
	tests := []struct {
		rate    string
		credits int64
		want    int64
	}{
		{"7.5", 8000, 1066}, // 8,000 ÷ 7.5 = 1,066.67
		{"7.5", 7, 0},
		{"7.5", 15, 2},
		{"0.3", 1, 3},
		{"1", 5000, 5000},
		{"0", 5000, 0},
		{"-1", 5000, 0},
		{"4", 0, 0},
		{"4", -4, 0},
	}
	for _, tt := range tests {
		if got := (MessageRate{Credits: dec(tt.rate)}).Messages(tt.credits); got != tt.want {
			t.Errorf("%d credits at %s: %d messages, want %d", tt.credits, tt.rate, got, tt.want)
		}
	}
}

func TestMessagesAreWholeAndAsManyAsGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := decimal.New(rapid.Int64Range(1, 1e7).Draw(t, "rate"), -rapid.Int32Range(0, 5).Draw(t, "decimals"))
		credits := rapid.Int64Range(0, 1e9).Draw(t, "credits")
		n := MessageRate{Credits: rate}.Messages(credits)
		cost := func(n int64) decimal.Decimal { return rate.Mul(decimal.NewFromInt(n)) }
		if all := decimal.NewFromInt(credits); cost(n).GreaterThan(all) || !cost(n+1).GreaterThan(all) {
			t.Fatalf("%d credits at %s: %d messages", credits, rate, n)
		}
	})
}

func TestMessageRates(t *testing.T) {
	c := &Catalog{Messages: []MessageRate{
		{"DE", "sms", dec("7.5")}, {"GB", "sms", dec("4")}, {"DE", "whatsapp", dec("11")},
	}}
	if got := c.MessageCountries(); !slices.Equal(got, []string{"DE", "GB"}) {
		t.Errorf("countries %v", got)
	}
	if got := c.MessageTypes("GB"); !slices.Equal(got, []string{"sms"}) {
		t.Errorf("types to GB %v", got)
	}
	if got := c.MessageTypes(""); !slices.Equal(got, []string{"sms", "whatsapp"}) {
		t.Errorf("types %v", got)
	}
	if r, ok := c.MessageRate("DE", "whatsapp"); !ok || !r.Credits.Equal(dec("11")) {
		t.Errorf("rate %v, %t", r, ok)
	}
	if _, ok := c.MessageRate("GB", "whatsapp"); ok {
		t.Error("a rate that nobody set")
	}
}
