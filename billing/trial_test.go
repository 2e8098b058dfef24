package billing

import "testing"

// Whoever is on a trial that becomes a paid plan sees what that will cost.
func TestTheInvoiceAfterATrialIsKnownBefore(t *testing.T) {
	tests := map[string]struct {
		then      string
		scheduled *Terms
		total     string
	}{
		"paid":           {then: "team", total: "36.00"},
		"fewer seats":    {then: "team", scheduled: &Terms{Plan: "trial", Interval: Monthly, Seats: 2}, total: "24.00"},
		"another choice": {then: "team", scheduled: &Terms{Plan: "free", Interval: Monthly, Seats: 3}},
		"free":           {then: "free"},
		"the end":        {then: "cancel"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := shop()
			plan, _ := c.Plan("trial")
			plan.Trial.Then = test.then
			f := paying(c, Terms{Plan: "trial", Interval: Monthly, Seats: 3}, "2024-01-01T00:00:00Z", "2024-01-15T00:00:00Z")
			f.Subscription.Status, f.Subscription.TrialEnds = StatusTrialing, ptr(f.Subscription.Period.End)
			if test.scheduled != nil {
				f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: *test.scheduled}
			}
			p := previewOf(t, f, Patch{}, "2024-01-05T00:00:00Z")
			for _, next := range []*NextInvoice{f.Next(), p.Next} {
				switch {
				case test.total == "" && next != nil:
					t.Errorf("an invoice of %s where none comes", next.Total)
				case test.total != "" && (next == nil || next.Total.String() != test.total || !next.Lines[0].Period.End.Equal(at("2024-02-15T00:00:00Z"))):
					t.Errorf("got %+v, want %s", next, test.total)
				}
			}
		})
	}
}
