package invoices

import (
	"testing"
	"time"

	"billfold/views/words"
)

func TestPeriodsAreOfTheAccountsCalendar(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	const layout = "2006-01-02T15:04"
	tests := []struct {
		name     string
		period   period
		now      string // in UTC
		calendar *time.Location
		from, to string // in the calendar
	}{
		{"this year", thisYear, "2026-11-21T10:42", time.UTC, "2026-01-01T00:00", "2027-01-01T00:00"},
		{"last year", lastYear, "2026-11-21T10:42", time.UTC, "2025-01-01T00:00", "2026-01-01T00:00"},
		{"this quarter", thisQuarter, "2026-11-21T10:42", time.UTC, "2026-10-01T00:00", "2027-01-01T00:00"},
		{"this quarter on its first day", thisQuarter, "2026-10-01T00:00", time.UTC, "2026-10-01T00:00", "2027-01-01T00:00"},
		{"last quarter", lastQuarter, "2026-11-21T10:42", time.UTC, "2026-07-01T00:00", "2026-10-01T00:00"},
		{"last quarter in the first one", lastQuarter, "2026-02-03T00:00", time.UTC, "2025-10-01T00:00", "2026-01-01T00:00"},
		{"last 12 months", last12Months, "2026-11-21T10:42", time.UTC, "2025-12-01T00:00", "2026-12-01T00:00"},
		{"last 12 months at a year's end", last12Months, "2026-12-31T23:59", time.UTC, "2026-01-01T00:00", "2027-01-01T00:00"},
		{"this month", thisMonth, "2026-02-28T10:00", time.UTC, "2026-02-01T00:00", "2026-03-01T00:00"},
		{"last month in January", lastMonth, "2026-01-31T10:00", time.UTC, "2025-12-01T00:00", "2026-01-01T00:00"},
		{"the year has begun there", thisYear, "2026-12-31T16:00", tokyo, "2027-01-01T00:00", "2028-01-01T00:00"},
		{"the month has begun there", lastMonth, "2026-10-31T15:00", tokyo, "2026-10-01T00:00", "2026-11-01T00:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			now, err := time.Parse(layout, tt.now)
			if err != nil {
				t.Fatal(err)
			}
			got := tt.period.span(now, tt.calendar)
			if from, to := got.from.In(tt.calendar).Format(layout), got.to.In(tt.calendar).Format(layout); from != tt.from || to != tt.to {
				t.Errorf("from %s to %s, want %s to %s", from, to, tt.from, tt.to)
			}
			if !got.has(got.from) || got.has(got.to) || got.has(got.from.Add(-time.Nanosecond)) {
				t.Error("its first instant is in it, the one before it and its end are not")
			}
		})
	}
	at := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	if s := allTime.span(at, time.UTC); s.bounded() || !s.has(time.Time{}) || !s.has(at.AddDate(100, 0, 0)) {
		t.Error("all time has a bound")
	}
}

func TestASpanIsToldThroughTheLastDayThatHasCome(t *testing.T) {
	tokyo, west := time.FixedZone("JST", 9*60*60), time.FixedZone("west", -11*60*60)
	now := time.Date(2026, 11, 21, 16, 0, 0, 0, time.UTC) // the 22nd in Tokyo
	for of, want := range map[period]string{
		thisYear: "1 Jan – 22 Nov 2026", lastMonth: "1 Oct – 31 Oct 2026", lastYear: "1 Jan – 31 Dec 2025",
	} {
		if got := of.span(now, tokyo).days(now, words.Printer{Zone: west}); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
