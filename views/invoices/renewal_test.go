package invoices

import (
	"testing"

	"billfold/billing"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// A plan with a price of its own includes seats, which no line counts.
func TestARenewalDoesNotTakeTheSeatsBilledForAllSeats(t *testing.T) {
	line := func(item billing.Item, n int64) billing.Line {
		return billing.Line{Kind: billing.Recurring, Item: item, Quantity: decimal.NewFromInt(n), Params: map[string]string{"name": "Growth"}}
	}
	for want, lines := range map[string][]billing.Line{
		"Growth renewal, 3 seats beyond those included": {line(billing.ItemPlan, 1), line(billing.ItemSeats, 3)},
		"Growth renewal, 3 seats":                       {line(billing.ItemSeats, 3)},
		"Growth renewal":                                {line(billing.ItemPlan, 1)},
	} {
		if got := renewal(&billing.Invoice{Lines: lines}, words.Printer{}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
