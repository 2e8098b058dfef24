package checkout

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/words"
)

// Only what is due for less time is due for that; a dearer seat is not.
func TestWhyAPriceChangedIsTrue(t *testing.T) {
	at := func(late time.Duration, price string) *billing.Preview {
		facts := sample.Facts()
		catalog := *facts.Catalog
		catalog.Plans = append([]billing.Plan(nil), catalog.Plans...)
		for i := range catalog.Plans {
			if catalog.Plans[i].ID == "team" {
				catalog.Plans[i].Prices = []billing.Price{{Interval: billing.Monthly, PerSeat: decimal.RequireFromString(price)}}
			}
		}
		facts.Catalog = &catalog
		preview, err := billing.NewPreview(facts, billing.Patch{Seats: new(60)}, sample.Now().Add(late))
		if err != nil {
			t.Fatal(err)
		}
		return &preview
	}
	for want, fresh := range map[string]*billing.Preview{
		"Less of the period is left": at(24*time.Hour, "12"), "Other lines or prices": at(time.Minute, "13"),
	} {
		before := at(0, "12")
		if difference := fresh.Total.Sub(before.Total); difference.IsZero() {
			t.Fatalf("%s: nothing changed", want)
		}
		if got := restOf(before, fresh, fresh.Total.Sub(before.Total), words.Printer{}).title; got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
}
