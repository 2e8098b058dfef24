package billing

import "time"

// UsageCycle is the monthly cycle that allowances, plan credits and the rating
// of usage follow at an instant, counted from the billing cycle anchor whatever
// the interval (rule 7). Cycles also lie before the anchor, as a stub that was
// billed elsewhere does, but none begins before the period that the instant is in.
func UsageCycle(anchor time.Time, period Period, at time.Time) Period {
	n := (at.Year()-anchor.Year())*12 + int(at.Month()) - int(anchor.Month()) - 1
	cycle := PeriodAt(anchor, Monthly, n)
	for !at.Before(cycle.End) {
		n++
		cycle = PeriodAt(anchor, Monthly, n)
	}
	if cycle.Start.Before(period.Start) && !at.Before(period.Start) {
		cycle.Start = period.Start
	}
	return cycle
}
