package words

import (
	"testing"
	"time"

	"billfold/billing"
)

func TestEverySpanHasAName(t *testing.T) {
	if len(spans) != len(billing.Spans) {
		t.Errorf("%d names for %d spans", len(spans), len(billing.Spans))
	}
	for n, name := range SpanNames() {
		if spans[billing.Spans[n]] != name {
			t.Errorf("%s is called %q", billing.Spans[n], name)
		}
	}
}

func TestASpanIsToldThroughTheLastDayThatHasCome(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*60*60)
	now := time.Date(2026, 11, 21, 16, 0, 0, 0, time.UTC) // the 22nd in Tokyo
	for of, want := range map[billing.Span]string{
		billing.SpanThisYear: "1 Jan – 22 Nov 2026", billing.SpanLastMonth: "1 Oct – 31 Oct 2026", billing.SpanLastYear: "1 Jan – 31 Dec 2025",
		billing.SpanTwelve: "1 Dec 2025 – 22 Nov 2026",
	} {
		for _, hours := range []int{-11, 0, 14} { // whatever zone times are written in
			reader := Printer{Zone: time.FixedZone("reader", hours*60*60)}
			if got := reader.Days(of.Period(now, tokyo), now, tokyo); got != want {
				t.Errorf("%s with %+d hours: %q, want %q", of, hours, got, want)
			}
		}
	}
}
