package palette

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"billfold/billing"
)

// A plan that costs something before its seats do costs that as well.
func TestAPlansPriceIsAllOfIt(t *testing.T) {
	x := indexOf(everywhere, func(f *billing.Facts) {
		catalog := *f.Catalog
		catalog.Plans = append([]billing.Plan(nil), catalog.Plans...)
		for i := range catalog.Plans {
			if catalog.Plans[i].ID == "team" {
				catalog.Plans[i].Prices = []billing.Price{{Interval: billing.Monthly, Base: decimal.NewFromInt(49), PerSeat: decimal.NewFromInt(12)}}
			}
		}
		f.Catalog = &catalog
	})
	if got := strings.Join(lines(x.search(t.Context(), "team")), "\n"); !strings.Contains(got, "$49.00 and $12.00 a seat a month") {
		t.Errorf("found\n%s", got)
	}
}

// Where fewer seats take effect at once, nothing waits for a renewal.
func TestSeatsAreRemovedWhenTheVendorRemovesThem(t *testing.T) {
	for policy, want := range map[billing.Downgrade]string{
		billing.DowngradePeriodEnd: "Actions | Remove seats at renewal |", billing.DowngradeImmediateCredit: "Actions | Remove seats |",
	} {
		x := indexOf(everywhere, func(f *billing.Facts) {
			catalog := *f.Catalog
			catalog.Policy.Downgrade = policy
			f.Catalog = &catalog
		})
		if got := strings.Join(lines(x.search(t.Context(), "remove")), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s: found\n%s", policy, got)
		}
	}
}
