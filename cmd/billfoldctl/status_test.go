package main

import (
	"testing"

	"billfold/billing"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

func TestWhatIsMeteredInTheStatus(t *testing.T) {
	j := &job{printer: words.Printer{}}
	for _, tt := range []struct{ used, included, want string }{
		{"6240", "10000", "6,240 of 10,000 included, 3,760 left"},
		{"11240", "10000", "11,240 of 10,000 included, 1,240 beyond, billed"},
		{"40", "0", "40, billed by use"},
	} {
		m := billing.Metered{Meter: billing.CallMinutes, Used: decimal.RequireFromString(tt.used), Included: decimal.RequireFromString(tt.included)}
		if got := j.metered(m); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
