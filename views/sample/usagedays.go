package sample

import (
	"github.com/shopspring/decimal"

	"billfold/billing"
)

// UsageDays are what was used on each day of the running usage cycle; they come to
// what Facts say was used.
func UsageDays() []billing.UsageDay {
	var days []billing.UsageDay
	add := func(meter string, used ...int64) {
		for i, quantity := range used {
			if quantity > 0 {
				days = append(days, billing.UsageDay{Meter: meter, Day: day(2026, 11, 1+i), Quantity: decimal.NewFromInt(quantity)})
			}
		}
	}
	add(billing.AICredits, 0, 146, 327, 235, 240, 406, 0, 0, 151, 44, 288, 175, 96, 0, 0, 342, 56, 130, 302, 82, 160)
	add(billing.EmailCredits, 820, 2140, 1790, 1630, 1910, 1480, 310, 240, 1720, 1980, 1550, 1660, 1430, 190, 220, 1880, 1510, 1640, 1390, 1040, 820)
	add(billing.MessageCredits, 60, 210, 240, 190, 260, 180, 40, 30, 250, 270, 230, 220, 240, 50, 40, 310, 290, 280, 262, 200, 60)
	return days
}
