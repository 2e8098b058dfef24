package invoices

import (
	"time"

	"billfold/views/words"
)

// period is which days' documents are listed, counted in the account's calendar.
type period int

const (
	thisYear period = iota
	lastYear
	thisQuarter
	lastQuarter
	last12Months
	thisMonth
	lastMonth
	allTime
)

// periodLabels are the periods as they are chosen.
func periodLabels() []string {
	return []string{
		thisYear: words.T("This year"), lastYear: words.T("Last year"), thisQuarter: words.T("This quarter"),
		lastQuarter: words.T("Last quarter"), last12Months: words.T("Last 12 months"), thisMonth: words.T("This month"),
		lastMonth: words.T("Last month"), allTime: words.T("All time"),
	}
}

// span is the days from one until another, which is not among them. The zero span has
// no bounds.
type span struct{ from, to time.Time }

// span is the period's, as seen at an instant, in a calendar. The last 12 months are
// the running one and the eleven before it.
func (p period) span(now time.Time, calendar *time.Location) span {
	now = now.In(calendar)
	year, month := now.Year(), now.Month()
	quarter := month - (month-1)%3
	months := func(first time.Month, n int) span {
		begin := func(m time.Month) time.Time { return time.Date(year, m, 1, 0, 0, 0, 0, calendar) }
		return span{begin(first), begin(first + time.Month(n))}
	}
	switch p {
	case thisYear:
		return months(time.January, 12)
	case lastYear:
		return months(time.January-12, 12)
	case thisQuarter:
		return months(quarter, 3)
	case lastQuarter:
		return months(quarter-3, 3)
	case last12Months:
		return months(month-11, 12)
	case thisMonth:
		return months(month, 1)
	case lastMonth:
		return months(month-1, 1)
	default:
		return span{}
	}
}

func (s span) bounded() bool { return !s.from.IsZero() }

func (s span) has(at time.Time) bool {
	return !s.bounded() || !at.Before(s.from) && at.Before(s.to)
}

// through is the last day of the span that has come: its own last one, or today.
func (s span) through(now time.Time) time.Time {
	last := s.to.AddDate(0, 0, -1)
	if today := now.In(s.to.Location()); today.Before(last) {
		return today
	}
	return last
}

// days writes the span's, as the calendar has them whatever zone times are written in.
func (s span) days(now time.Time, w words.Printer) string {
	day := func(t time.Time) time.Time {
		zone := w.Zone
		if zone == nil {
			zone = time.UTC
		}
		return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, zone)
	}
	return w.Between(day(s.from), day(s.through(now)))
}
