package billing_test

import (
	"testing"
	"time"

	"billfold/billing"
)

func TestSpansFollowTheAccountsCalendar(t *testing.T) {
	zone := func(name string) *time.Location {
		t.Helper()
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return zone
	}
	berlin, tokyo := zone("Europe/Berlin"), zone("Asia/Tokyo")
	at := func(text string) time.Time {
		t.Helper()
		when, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	tests := []struct {
		name       string
		span       billing.Span
		now        string
		zone       *time.Location
		start, end string
	}{
		{"this year", billing.SpanThisYear, "2026-11-21T10:00:00Z", time.UTC, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"},
		{"last year", billing.SpanLastYear, "2026-11-21T10:00:00Z", time.UTC, "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"},
		{"this quarter", billing.SpanThisQuarter, "2026-11-21T10:00:00Z", time.UTC, "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z"},
		{"last quarter", billing.SpanLastQuarter, "2026-11-21T10:00:00Z", time.UTC, "2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z"},
		{"last quarter, of the year before", billing.SpanLastQuarter, "2026-02-03T10:00:00Z", time.UTC, "2025-10-01T00:00:00Z", "2026-01-01T00:00:00Z"},
		{"this month", billing.SpanThisMonth, "2024-02-29T23:00:00Z", time.UTC, "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"},
		{"last month, of January", billing.SpanLastMonth, "2026-01-31T10:00:00Z", time.UTC, "2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z"},
		{"this quarter on its first day", billing.SpanThisQuarter, "2026-10-01T00:00:00Z", time.UTC, "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z"},
		{"twelve months", billing.SpanTwelve, "2026-11-21T10:00:00Z", time.UTC, "2025-12-01T00:00:00Z", "2026-12-01T00:00:00Z"},
		{"twelve months, of December", billing.SpanTwelve, "2026-12-31T10:00:00Z", time.UTC, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"},
		// In Berlin it is the new year already.
		{"abroad", billing.SpanThisYear, "2026-12-31T23:30:00Z", berlin, "2026-12-31T23:00:00Z", "2027-12-31T23:00:00Z"},
		// In Tokyo it is November already.
		{"the month has begun there", billing.SpanLastMonth, "2026-10-31T15:00:00Z", tokyo, "2026-09-30T15:00:00Z", "2026-10-31T15:00:00Z"},
		// The quarter begins in summer time and ends in winter time.
		{"over the change of clocks", billing.SpanThisQuarter, "2026-11-21T10:00:00Z", berlin, "2026-09-30T22:00:00Z", "2026-12-31T23:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			now := at(tt.now)
			want := billing.Period{Start: at(tt.start), End: at(tt.end)}
			got := tt.span.Period(now, tt.zone)
			if got != want {
				t.Errorf("is %v, want %v", got, want)
			}
			for when, in := range map[time.Time]bool{
				want.Start: true, want.Start.Add(-time.Nanosecond): false, want.End: false, want.End.Add(-time.Nanosecond): true,
			} {
				if got.Has(when) != in {
					t.Errorf("%v is in it: %v, want %v", when, !in, in)
				}
			}
		})
	}
	all := billing.SpanAll.Period(at("2026-11-21T10:00:00Z"), time.UTC)
	if !all.Has(time.Time{}) || !all.Has(at("2126-11-21T10:00:00Z")) {
		t.Error("not everything is in all time")
	}
}
