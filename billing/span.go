package billing

import "time"

// Span is a stretch of an account's own calendar by which records are looked at.
type Span string

// The spans. Years and quarters are the calendar's, whole: what is to come of the
// current one is in it. The last twelve months are the current one and the eleven
// before it.
const (
	SpanAll         Span = "all"
	SpanThisYear    Span = "this_year"
	SpanLastYear    Span = "last_year"
	SpanThisQuarter Span = "this_quarter"
	SpanLastQuarter Span = "last_quarter"
	SpanTwelve      Span = "twelve_months"
	SpanThisMonth   Span = "this_month"
	SpanLastMonth   Span = "last_month"
)

// Spans are all of them, in the order that they are offered in.
var Spans = []Span{SpanAll, SpanThisYear, SpanLastYear, SpanThisQuarter, SpanLastQuarter, SpanTwelve, SpanThisMonth, SpanLastMonth}

// Period is the span as seen from an instant, between midnights of a zone. That of
// everything, and of a span that is not known, is the zero Period, which has every instant.
func (s Span) Period(now time.Time, zone *time.Location) Period {
	local := now.In(zone)
	year, month := local.Year(), int(local.Month())
	quarter := (month-1)/3*3 + 1 // its first month
	switch s {
	case SpanThisYear:
		return months(year, 1, 12, zone)
	case SpanLastYear:
		return months(year-1, 1, 12, zone)
	case SpanThisQuarter:
		return months(year, quarter, 3, zone)
	case SpanLastQuarter:
		return months(year, quarter-3, 3, zone)
	case SpanTwelve:
		return months(year, month-11, 12, zone)
	case SpanThisMonth:
		return months(year, month, 1, zone)
	case SpanLastMonth:
		return months(year, month-1, 1, zone)
	case SpanAll:
	}
	return Period{}
}

// months is so many of them from the first day of one; months before January are of
// the year before.
func months(year, first, count int, zone *time.Location) Period {
	day := func(month int) time.Time { return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, zone).UTC() }
	return Period{Start: day(first), End: day(first + count)}
}
