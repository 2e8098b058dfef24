package billing

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Ends of monthly periods as Stripe documents them for anchors at a month's end
// (docs.stripe.com/billing/subscriptions/billing-cycle).
func TestPeriodEndsComeFromTheAnchor(t *testing.T) {
	tests := map[string][]string{
		"2023-01-31T00:00:00Z": {"2023-02-28T00:00:00Z", "2023-03-31T00:00:00Z", "2023-04-30T00:00:00Z"},
		"2024-01-31T10:00:00Z": {"2024-02-29T10:00:00Z", "2024-03-31T10:00:00Z", "2024-04-30T10:00:00Z"},
		"2023-09-02T00:00:00Z": {"2023-10-02T00:00:00Z", "2023-11-02T00:00:00Z"},
	}
	for anchor, ends := range tests {
		for n, end := range ends {
			if got := PeriodAt(at(anchor), Monthly, n).End; !got.Equal(at(end)) {
				t.Errorf("anchor %s, period %d: got %s, want %s", anchor, n, got, end)
			}
		}
	}
	if got := PeriodAt(at("2024-02-29T00:00:00Z"), Yearly, 0).End; !got.Equal(at("2025-02-28T00:00:00Z")) {
		t.Errorf("leap year: got %s", got)
	}
}

func TestEveryInstantHasOnePeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		anchor := time.Unix(rapid.Int64Range(1e9, 2e9).Draw(t, "anchor"), 0).UTC()
		interval := rapid.SampledFrom([]Interval{Monthly, Yearly}).Draw(t, "interval")
		instant := anchor.Add(time.Duration(rapid.Int64Range(0, 20*366*86400).Draw(t, "after")) * time.Second)
		p := PeriodContaining(anchor, interval, instant)
		if instant.Before(p.Start) || !instant.Before(p.End) {
			t.Fatalf("%s is not in %+v", instant, p)
		}
		n := (p.Start.Year()-anchor.Year())*12 + int(p.Start.Month()-anchor.Month())
		if got := PeriodAt(anchor, interval, n/interval.Months()); got != p {
			t.Fatalf("%+v is not of the anchor's series, %+v is", p, got)
		}
	})
}

// Berlin's clocks go forward on 31 March 2024: the day has 23 hours and counts
// as one.
func TestDaysAreCalendarDaysInTheAccountsZone(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	policy := Policy{Proration: ProrateDays, DayCount: EndExclusive}
	march := Period{Start: at("2024-02-29T23:00:00Z"), End: at("2024-03-31T22:00:00Z")} // local midnights
	if s := policy.ShareLeft(march, at("2024-03-30T22:59:59Z"), zone); s.Left != 2 || s.Of != 31 {
		t.Errorf("got %d of %d", s.Left, s.Of)
	}
	if s := policy.ShareLeft(march, at("2024-03-30T23:00:00Z"), zone); s.Left != 1 {
		t.Errorf("the last day: got %d", s.Left)
	}
	policy.DayCount = ChangeDayUsed
	if s := policy.ShareLeft(march, at("2024-03-30T23:00:00Z"), zone); s.Left != 0 {
		t.Errorf("change day used: got %d", s.Left)
	}
}

func TestShareStaysWithinThePeriod(t *testing.T) {
	p := Period{Start: at("2024-01-01T00:00:00Z"), End: at("2024-02-01T00:00:00Z")}
	policy := DefaultPolicy()
	if s := policy.ShareLeft(p, p.End.Add(time.Hour), time.UTC); s.Left != 0 {
		t.Errorf("after the end: %d left", s.Left)
	}
	if s := policy.ShareLeft(p, p.Start.Add(-time.Hour), time.UTC); s.Left != s.Of {
		t.Errorf("before the start: %d of %d left", s.Left, s.Of)
	}
}

// Time zones and daylight saving never lose or gain a day: what is left shrinks by
// one at each midnight of the account and at no other instant, from all of the
// period's days; where the day of the change belongs to the old terms, it is one
// less throughout.
func TestEachDayCountsOnce(t *testing.T) {
	zones := []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		anchor := time.Unix(rapid.Int64Range(14e8, 20e8).Draw(t, "anchor"), 0).UTC()
		period := PeriodAt(anchor, Monthly, rapid.IntRange(0, 30).Draw(t, "period"))
		policy, used := Policy{Proration: ProrateDays, DayCount: EndExclusive}, Policy{Proration: ProrateDays, DayCount: ChangeDayUsed}
		start := policy.ShareLeft(period, period.Start, zone)
		if start.Left != start.Of {
			t.Fatalf("%d of %d are left at the start", start.Left, start.Of)
		}
		left, day := start.Left, period.Start.In(zone).Day()
		for at := period.Start; at.Before(period.End); at = at.Add(15 * time.Minute) {
			if today := at.In(zone).Day(); today != day {
				left, day = left-1, today
			}
			if s := policy.ShareLeft(period, at, zone); s.Left != left || s.Of != start.Of {
				t.Fatalf("%s: %d of %d are left, want %d of %d", at.In(zone), s.Left, s.Of, left, start.Of)
			}
			if s := used.ShareLeft(period, at, zone); s.Left != max(0, left-1) {
				t.Fatalf("%s: %d are left after the day of the change, %d with it", at.In(zone), s.Left, left)
			}
		}
	})
}
