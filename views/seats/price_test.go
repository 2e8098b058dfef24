package seats

import (
	"testing"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/words"
)

// A plan that costs something before its seats do costs that as well.
func TestABiggerPlansPriceIsAllOfIt(t *testing.T) {
	plan := billing.Plan{Name: "Flat", Prices: []billing.Price{{Interval: billing.Monthly, Base: decimal.NewFromInt(49), PerSeat: decimal.NewFromInt(12)}}}
	if got := planWay(sample.Facts(), &plan, words.Printer{}).how; got != "$49.00 and $12.00 a seat a month" {
		t.Errorf("says %q", got)
	}
}
