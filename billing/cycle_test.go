package billing

import "testing"

// The usage cycle is monthly from the anchor, whatever the interval; a stub that
// began elsewhere has cycles before the anchor, the first cut at its start.
func TestUsageCyclesFollowTheAnchor(t *testing.T) {
	tests := []struct{ anchor, start, end, at, from, to string }{
		{"2024-01-31", "2024-01-31", "2024-02-29", "2024-02-01", "2024-01-31", "2024-02-29"},
		{"2024-01-31", "2024-01-31", "2025-01-31", "2024-02-29", "2024-02-29", "2024-03-31"},
		{"2024-01-31", "2024-01-31", "2025-01-31", "2025-01-30", "2024-12-31", "2025-01-31"},
		{"2024-02-01", "2024-01-10", "2024-02-01", "2024-01-10", "2024-01-10", "2024-02-01"},
		{"2024-04-01", "2024-01-10", "2024-04-01", "2024-01-31", "2024-01-10", "2024-02-01"},
		{"2024-04-01", "2024-01-10", "2024-04-01", "2024-02-01", "2024-02-01", "2024-03-01"},
	}
	day := func(s string) string { return s + "T00:00:00Z" }
	for _, tt := range tests {
		got := UsageCycle(at(day(tt.anchor)), Period{at(day(tt.start)), at(day(tt.end))}, at(day(tt.at)))
		if want := (Period{at(day(tt.from)), at(day(tt.to))}); got != want {
			t.Errorf("anchor %s, at %s: %+v, want %+v", tt.anchor, tt.at, got, want)
		}
	}
}
