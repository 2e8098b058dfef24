package billing

import "testing"

func TestMonthly(t *testing.T) {
	c := shop()
	team := Terms{Plan: "team", Interval: Monthly, Seats: 50, Addons: map[string]int{"storage_100": 2}, Volumes: map[string]int64{EmailCredits: 40000}}
	yearly := team.With(Patch{Interval: ptr(Yearly), Seats: ptr(7), Addons: map[string]int{"storage_100": 1}, Volumes: map[string]int64{EmailCredits: 1000}})
	tests := []struct {
		name  string
		terms Terms
		want  string
	}{
		{"a month", team, "654.00"}, // 600.00 + 2 × 10.00 + (10,000 × 0.0010 + 30,000 × 0.0008)
		{"a year", yearly, "79.33"}, // (7 × 120.00 + 100.00 + 12 × 1,000 × 0.0010) ÷ 12 = 79.333…
		{"free", Terms{Plan: "free", Interval: Monthly, Seats: 3}, "0.00"},
	}
	for _, tt := range tests {
		if got := c.Monthly(tt.terms).String(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := c.MonthlyDifference(team, team.With(Patch{Seats: ptr(49), Addons: map[string]int{"storage_100": 1}})).String(); got != "-22.00" {
		t.Errorf("less: %s", got)
	}
	// 654.00 − 952 ÷ 12 = 574.666…, rounded once.
	if got := c.MonthlyDifference(yearly, team).String(); got != "574.67" {
		t.Errorf("from a year: %s", got)
	}
}
