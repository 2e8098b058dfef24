package billing

import (
	"testing"
	"time"
)

func TestFreshness(t *testing.T) {
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) Freshness { return Freshness{AsOf: now.Add(-d)} }
	with := func(f Freshness, change func(*Freshness)) Freshness {
		change(&f)
		return f
	}
	connected := func(f *Freshness) { f.Connected = true }
	for name, test := range map[string]struct {
		f    Freshness
		want FreshnessState
	}{
		"never read":                {Freshness{}, Stale},
		"just read":                 {ago(0), Fresh},
		"at the limit":              {ago(10 * time.Minute), Fresh},
		"beyond the limit":          {ago(10*time.Minute + time.Second), Stale},
		"told of every change":      {with(ago(time.Minute), connected), Live},
		"cannot be reached":         {with(ago(0), func(f *Freshness) { f.Problem = NewProblem(Offline) }), Away},
		"clock a little behind":     {ago(-time.Minute), Fresh},
		"clock set back by a day":   {ago(-24 * time.Hour), Stale},
		"set back, events or not":   {with(ago(-24*time.Hour), connected), Stale},
		"set back and out of reach": {with(ago(-24*time.Hour), func(f *Freshness) { f.Problem = NewProblem(Offline) }), Away},
	} {
		if got := test.f.State(now); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	if age := ago(-time.Minute).Age(now); age != 0 {
		t.Errorf("an age of %v", age)
	}
}

func TestCursorOfAWholeReading(t *testing.T) {
	start := Cursor{}
	first := start.After(5, 40, true)
	second := first.After(9, 44, true)
	last := second.After(44, 44, false)
	for i, c := range []struct {
		got, want Cursor
		whole     bool
	}{
		{start, Cursor{}, true},
		{first, Cursor{Revision: 5, Begun: 40}, true},
		{second, Cursor{Revision: 9, Begun: 40}, true},
		{last, Cursor{Revision: 44}, false},
		{last.After(50, 60, true), Cursor{Revision: 50}, false},
	} {
		if c.got != c.want || c.got.Whole() != c.whole {
			t.Errorf("%d: %+v, whole %v", i, c.got, c.got.Whole())
		}
	}
}

func TestFreshnessAwaitsTheFirstSyncOnly(t *testing.T) {
	for _, tt := range []struct {
		f    Freshness
		err  error
		want bool
	}{
		{Freshness{}, NewProblem(NotFound), true},
		{Freshness{Problem: NewProblem(Offline)}, NewProblem(NotFound), false},
		{Freshness{}, NewProblem(CacheCorrupt), false},
		{Freshness{}, nil, false},
	} {
		if got := tt.f.Awaits(tt.err); got != tt.want {
			t.Errorf("%+v, %v: %t", tt.f, tt.err, got)
		}
	}
}
