package billing

import (
	"testing"
)

// reduced is a subscription that is billed with a discount.
func reduced(f Facts, d Discount) Facts {
	f.Subscription.Discount = &d
	f.Subscription.Bill(f.InFull(), true)
	return f
}

// Rule 8, by hand. A percentage is a factor of each line. An amount is divided
// over plan, seats, add-ons and volumes by largest remainder: of 10.00, seats of
// 60.00 carry 8.571… and storage of 10.00 carries 1.428….
func TestDiscountsOfAWholePeriod(t *testing.T) {
	terms := teamOf(5)
	terms.Addons = map[string]int{"storage_100": 1}
	tests := map[string]struct {
		discount Discount
		want     []wantLine
		next     string
	}{
		"a percentage": {
			Discount{Percent: dec("20")},
			[]wantLine{{"seats", "48.00", "(5*12.00)*(1-0.2)"}, {"addon:storage_100", "8.00", "(1*10.00)*(1-0.2)"}},
			"56.00",
		},
		"a third": {
			Discount{Percent: dec("33.33")},
			[]wantLine{{"seats", "40.00", "(5*12.00)*(1-0.3333)"}, {"addon:storage_100", "6.67", "(1*10.00)*(1-0.3333)"}},
			"46.67",
		},
		"everything": {
			Discount{Percent: dec("100")},
			[]wantLine{{"seats", "0.00", "(5*12.00)*(1-1)"}, {"addon:storage_100", "0.00", "(1*10.00)*(1-1)"}},
			"0.00",
		},
		"an amount": {
			Discount{Amount: dec("10")},
			[]wantLine{{"seats", "51.43", "5*12.00-8.57"}, {"addon:storage_100", "8.57", "1*10.00-1.43"}},
			"60.00",
		},
		"more than it costs": {
			Discount{Amount: dec("500")},
			[]wantLine{{"seats", "0.00", "5*12.00-60.00"}, {"addon:storage_100", "0.00", "1*10.00-10.00"}},
			"0.00",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := reduced(paying(shop(), terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z"), tt.discount)
			checkLines(t, f.InFull(), tt.want...)
			if n := f.Next(); n.Total.String() != tt.next {
				t.Errorf("next invoice %s, want %s", n.Total, tt.next)
			}
		})
	}
}

// What was billed with a discount is given back with it, also when none holds any
// more; what is charged then has none.
func TestADiscountIsBakedInOnce(t *testing.T) {
	until := at("2024-01-10T00:00:00Z")
	f := reduced(paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z"), Discount{Percent: dec("20"), Until: &until})
	p := previewOf(t, f, Patch{Plan: ptr("business")}, "2024-01-16T12:00:00Z")
	checkLines(t, p.Lines,
		wantLine{"seats", "-24.00", "-(5*12.00)*(1-0.2)*1339200/2678400"},
		wantLine{"seats", "45.00", "(5*18.00)*1339200/2678400"},
	)
	if !p.Discount.IsZero() || p.Next.Total.String() != "90.00" {
		t.Errorf("discount %s, next %s", p.Discount, p.Next.Total)
	}

	p = previewOf(t, f, Patch{Plan: ptr("business")}, "2024-01-09T00:00:00Z")
	// 23 of 31 days: -48×23/31 = -35.612…, 72×23/31 = 53.419…; off it are 13.35 of 66.77.
	checkLines(t, p.Lines,
		wantLine{"seats", "-35.61", "-(5*12.00)*(1-0.2)*1987200/2678400"},
		wantLine{"seats", "53.42", "(5*18.00)*(1-0.2)*1987200/2678400"},
	)
	if p.Discount.String() != "13.35" {
		t.Errorf("discount %s", p.Discount)
	}
}

// Of an amount off, what stays as it was billed keeps its part, and what changes
// has the rest.
func TestAnAmountOffStaysWithWhatStays(t *testing.T) {
	terms := teamOf(5)
	terms.Addons = map[string]int{"storage_100": 1}
	f := reduced(paying(shop(), terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z"), Discount{Amount: dec("10")})
	p := previewOf(t, f, Patch{Seats: ptr(7)}, "2024-01-16T12:00:00Z")
	checkLines(t, p.Lines,
		wantLine{"seats", "-25.72", "-(5*12.00-8.57)*1339200/2678400"}, // 51.43/2 = 25.715
		wantLine{"seats", "37.72", "(7*12.00-8.57)*1339200/2678400"},   // 75.43/2 = 37.715
	)
}

func TestDiscountsThatAreNone(t *testing.T) {
	for name, d := range map[string]Discount{
		"nothing off":      {},
		"both":             {Percent: dec("10"), Amount: dec("1")},
		"above everything": {Percent: dec("100.01")},
		"below nothing":    {Percent: dec("-1")},
		"negative amount":  {Amount: dec("-1")},
		"half a cent":      {Amount: dec("0.005")},
	} {
		if err := CheckDiscount(&d, "USD"); CodeOf(err) != InvalidRequest {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := CheckDiscount(nil, "USD"); err != nil {
		t.Errorf("none: %v", err)
	}
	if err := CheckDiscount(&Discount{Amount: dec("1.005")}, "KWD"); err != nil {
		t.Errorf("dinars have three decimals: %v", err)
	}
}
