package words

import (
	"time"

	"billfold/billing"
)

// SpanName is what a span of the account's calendar is called: "This year".
func SpanName(s billing.Span) string { return named(spans, s) }

// SpanNames are all of them, in the order of billing.Spans.
func SpanNames() []string {
	names := make([]string, len(billing.Spans))
	for n, s := range billing.Spans {
		names[n] = SpanName(s)
	}
	return names
}

var spans = map[billing.Span]string{
	billing.SpanAll: "All time", billing.SpanThisYear: "This year", billing.SpanLastYear: "Last year",
	billing.SpanThisQuarter: "This quarter", billing.SpanLastQuarter: "Last quarter", billing.SpanTwelve: "Last 12 months",
	billing.SpanThisMonth: "This month", billing.SpanLastMonth: "Last month",
}

// Days is a stretch of an account's calendar from its first day through its last one that
// has come: "1 Jan – 21 Nov 2026".
func (p Printer) Days(stretch billing.Period, now time.Time, calendar *time.Location) string {
	day := func(t time.Time) time.Time {
		year, month, day := t.In(calendar).Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC) // in which days are written
	}
	last := day(stretch.End).AddDate(0, 0, -1)
	if today := day(now); today.Before(last) {
		last = today
	}
	return p.Between(day(stretch.Start), last)
}
