package billing_test

import (
	"testing"

	"billfold/billing"
)

func TestWhoOwesTheTax(t *testing.T) {
	seats, funds := billing.Line{Item: billing.ItemSeats}, billing.Line{Item: billing.ItemTopUp}
	sold := func(from, to, vatID string, lines ...billing.Line) billing.Invoice {
		return billing.Invoice{
			Lines: lines, Seller: billing.Seller{Country: from}, BilledTo: billing.BillingDetails{Country: to, VATID: vatID},
		}
	}
	taxed := sold("GB", "DE", "DE123456789", seats)
	taxed.Taxes = []billing.TaxLine{{Name: "VAT"}}
	for name, c := range map[string]struct {
		invoice billing.Invoice
		want    bool
	}{
		"from outside the union":  {sold("GB", "DE", "DE123456789", seats), true},
		"within the union":        {sold("DE", "GR", "EL123456789", seats), true},
		"with funds beside it":    {sold("DE", "FR", "FR12345678901", funds, seats), true},
		"in one country":          {sold("DE", "DE", "DE123456789", seats), false},
		"to somebody without one": {sold("GB", "DE", "", seats), false},
		"out of the union":        {sold("DE", "GB", "GB123456789", seats), false},
		"with tax on it":          {taxed, false},
		"of funds alone":          {sold("GB", "DE", "DE123456789", funds), false},
		"from before snapshots":   {sold("", "", "", seats), false},
		"from nobody knows whom":  {sold("", "DE", "DE123456789", seats), false},
	} {
		if got := c.invoice.ReverseCharged(); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
