package sample_test

import (
	"testing"

	"billfold/views/sample"

	"github.com/shopspring/decimal"
)

func TestDaysComeToWhatWasUsed(t *testing.T) {
	used := map[string]decimal.Decimal{}
	for _, day := range sample.UsageDays() {
		used[day.Meter] = used[day.Meter].Add(day.Quantity)
	}
	for meter, want := range sample.Facts().Usage.Meters {
		if !used[meter].Equal(want) {
			t.Errorf("%s: days come to %s, want %s", meter, used[meter], want)
		}
	}
}
