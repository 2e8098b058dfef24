package billing

import (
	"strings"
	"testing"
	"time"
)

func TestLimitsAreWhatTheTermsAllow(t *testing.T) {
	f := paying(shop(), teamOf(10), "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")
	f.Usage = &Usage{ActiveMembers: 12, StorageUsedGB: dec("98.5")}
	var names []string
	for _, l := range f.Limits() {
		names = append(names, l.Name)
	}
	if len(names) < 2 || names[0] != LimitSeats || names[1] != StorageGB {
		t.Errorf("limits %s", strings.Join(names, " "))
	}
	seats, _ := f.Limit(LimitSeats)
	if !seats.Over().Equal(dec("2")) || !seats.Share().Equal(dec("1.2")) {
		t.Errorf("seats: %s over, share %s", seats.Over(), seats.Share())
	}
	f.Subscription.Terms.Seats = 0
	if _, ok := f.Limit(LimitSeats); ok {
		t.Error("a plan without seats limits members")
	}
	if _, ok := f.Limit("nothing"); ok {
		t.Error("there is a limit of nothing")
	}
}

func TestAShareIsRoundedDown(t *testing.T) {
	for _, c := range []struct{ used, of, share, over string }{
		{"979.9", "1000", "0.979", "0"},
		{"1999", "2000", "0.999", "0"},
		{"2", "3", "0.666", "0"},
		{"12.5", "10", "1.25", "2.5"},
		{"5", "0", "0", "5"},
	} {
		l := Limit{Used: dec(c.used), Of: dec(c.of)}
		if !l.Share().Equal(dec(c.share)) || !l.Over().Equal(dec(c.over)) {
			t.Errorf("%s of %s: share %s, over %s; want %s, %s", c.used, c.of, l.Share(), l.Over(), c.share, c.over)
		}
	}
}

func TestDunningIsCountedFromTheFirstFailure(t *testing.T) {
	d := Dunning{RetryDays: []int{1, 3}, GraceDays: 14}
	first := at("2026-11-01T00:00:00Z")
	failed := []PaymentAttempt{{At: first}}
	for _, want := range []time.Time{at("2026-11-02T00:00:00Z"), at("2026-11-04T00:00:00Z")} {
		if next := d.NextTry(failed); next == nil || !next.Equal(want) {
			t.Errorf("after %d: %v, want %v", len(failed), next, want)
		}
		failed = append(failed, PaymentAttempt{At: want})
	}
	if next := d.NextTry(failed); next != nil {
		t.Errorf("after the last: %v", next)
	}
	if next := d.NextTry(nil); next != nil {
		t.Errorf("before the first: %v", next)
	}
	if got := d.GraceEnds(first); !got.Equal(at("2026-11-15T00:00:00Z")) {
		t.Errorf("grace ends %v", got)
	}
}
