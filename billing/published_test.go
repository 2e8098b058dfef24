package billing

import (
	"testing"
)

// Published proration examples of other billing engines, each with its source:
// a single seat (or flat fee) whose price changes at an instant.
func TestPublishedProrations(t *testing.T) {
	tests := []struct {
		source                           string
		unit                             ProrationUnit
		start, end, change               string
		before, after                    string // price of one seat
		interval                         Interval
		wantCredit, wantCharge, wantNext string
	}{
		{
			"docs.stripe.com/billing/subscriptions/prorations, preview a proration", ProrateSeconds,
			"2020-08-06T21:28:08Z", "2020-09-06T21:28:08Z", "2020-09-01T17:42:28Z",
			"10.00", "32.52", Monthly, "-1.66", "5.41", "32.52",
		},
		{
			"docs.stripe.com/billing/subscriptions/prorations, classic credit", ProrateSeconds,
			"2025-04-01T00:00:00Z", "2025-05-01T00:00:00Z", "2025-04-21T00:00:00Z",
			"20.00", "10.00", Monthly, "-6.67", "3.33", "10.00",
		},
		{
			"gist.github.com/matthewarkin/27bcfdf622eb91d3508ea082d0ad50b8, month to year", ProrateSeconds,
			"2017-02-14T00:00:00Z", "2017-03-14T00:00:00Z", "2017-03-03T19:14:48Z",
			"10.00", "100.00", Yearly, "-3.64", "100.00", "100.00",
		},
		{
			"chargebee.com/docs/proration-old.html, example 1", ProrateDays,
			"2012-04-01T00:00:00Z", "2012-05-01T00:00:00Z", "2012-04-21T00:00:00Z",
			"60.00", "30.00", Monthly, "-20.00", "10.00", "30.00",
		},
		{
			"support.chargebee.com topic 40893, silver to gold", ProrateDays,
			"2025-04-01T00:00:00Z", "2025-05-01T00:00:00Z", "2025-04-05T00:00:00Z",
			"15.00", "30.00", Monthly, "-13.00", "26.00", "30.00",
		},
	}
	for _, tt := range tests {
		t.Run(tt.source, func(t *testing.T) {
			plan := func(id string, rank int, price string, i Interval) Plan {
				return Plan{ID: id, Name: id, Rank: rank, Kind: PlanPaid, Prices: []Price{{Interval: i, PerSeat: dec(price)}}}
			}
			c := &Catalog{Currency: "USD", Policy: DefaultPolicy(), Plans: []Plan{
				plan("old", 10, tt.before, Monthly), plan("new", 20, tt.after, tt.interval),
			}}
			c.Policy.Proration, c.Policy.Downgrade = tt.unit, DowngradeImmediateCredit
			f := paying(c, Terms{Plan: "old", Interval: Monthly, Seats: 1}, tt.start, tt.end)
			p := previewOf(t, f, Patch{Plan: ptr("new"), Interval: ptr(tt.interval)}, tt.change)
			if len(p.Lines) != 2 || p.Lines[0].Amount.String() != tt.wantCredit || p.Lines[1].Amount.String() != tt.wantCharge {
				t.Errorf("got %+v", p.Lines)
			}
			if p.Next.Subtotal.String() != tt.wantNext {
				t.Errorf("next invoice %s, want %s", p.Next.Subtotal, tt.wantNext)
			}
		})
	}
}
