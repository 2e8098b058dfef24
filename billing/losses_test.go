package billing

import (
	"reflect"
	"testing"
)

// What a change takes away is listed with its numbers, when all of it has taken
// effect: also what waits for the period's end.
func TestLossesAreListed(t *testing.T) {
	c := shop()
	business, _ := c.Plan("business")
	business.Includes, business.Features, business.Support = Grants{AICredits: dec("2000")}, []string{"Single sign-on", "Shared folders"}, "4 hours"
	team, _ := c.Plan("team")
	team.Includes, team.Features, team.Support = Grants{AICredits: dec("500")}, []string{"Shared folders"}, "1 working day"
	suite := Plan{ID: "suite", Name: "Suite", Rank: 35, Kind: PlanPaid, Prices: business.Prices, Includes: business.Includes, PerSeat: business.PerSeat, Features: []string{"Everything in Business"}}
	c.Plans = append(c.Plans, suite)
	terms := Terms{Plan: "business", Interval: Monthly, Seats: 10}
	f := paying(c, terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Usage.ActiveMembers, f.Usage.StorageUsedGB = 8, dec("120.5")

	type loss struct {
		code   Code
		params map[string]string
	}
	for name, tt := range map[string]struct {
		patch Patch
		want  []loss
	}{
		"a lower plan with fewer seats": {Patch{Plan: ptr("team"), Seats: ptr(6)}, []loss{
			{LosesSeats, map[string]string{"from": "10", "to": "6", "members": "8", "over": "2"}},
			{LosesAllowance, map[string]string{"meter": "ai_credits", "from": "2000", "to": "500"}},
			{LosesStorage, map[string]string{"from": "200", "to": "60", "used": "120.5"}},
			{LosesFeature, map[string]string{"feature": "Single sign-on"}},
			{LosesSupport, map[string]string{"from": "4 hours", "to": "1 working day"}},
		}},
		"storage as it is a seat's": {Patch{Seats: ptr(9)}, []loss{
			{LosesSeats, map[string]string{"from": "10", "to": "9", "members": "8", "over": "0"}},
			{LosesStorage, map[string]string{"from": "200", "to": "180", "used": "120.5"}},
		}},
		"more takes nothing away": {Patch{Seats: ptr(11)}, nil},
		"nor does a year":         {Patch{Interval: ptr(Yearly)}, nil},
		// A higher plan that does not list them anew still has the lower one's features.
		"nor does a higher plan": {Patch{Plan: ptr("suite")}, nil},
	} {
		p := previewOf(t, f, tt.patch, "2024-01-16T12:00:00Z")
		var got []loss
		for _, n := range p.Losses {
			got = append(got, loss{n.Code, n.Params})
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s:\n got %v\nwant %v", name, got, tt.want)
		}
	}
	f.Subscription.Status = StatusCanceled
	if p := previewOf(t, f, Patch{Seats: ptr(5)}, "2024-01-16T12:00:00Z"); len(p.Losses) != 0 {
		t.Errorf("what has ended has nothing to lose: %+v", p.Losses)
	}
}

// What was scheduled before is not what an order takes away: only what goes beyond it.
func TestLossesOfWhatIsScheduledAreNotTheOrders(t *testing.T) {
	c := shop()
	business, _ := c.Plan("business")
	business.Includes, business.Features = Grants{AICredits: dec("2000")}, []string{"Single sign-on"}
	terms := Terms{Plan: "business", Interval: Monthly, Seats: 10}
	f := paying(c, terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Usage.ActiveMembers = 5
	later := terms.Clone()
	later.Plan, later.Seats = "team", 8
	f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: later}
	for name, tt := range map[string]struct {
		patch Patch
		want  []Code
	}{
		"an add-on":       {Patch{Addons: map[string]int{"storage_100": 1}}, nil},
		"even less seats": {Patch{Plan: ptr("team"), Seats: ptr(6)}, []Code{LosesSeats, LosesStorage}},
	} {
		p := previewOf(t, f, tt.patch, "2024-01-16T12:00:00Z")
		if p.Scheduled == nil && p.Timing == Now {
			t.Fatalf("%s: nothing is scheduled any more", name)
		}
		var got []Code
		for _, n := range p.Losses {
			got = append(got, n.Code)
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

// What is included of a meter is less, too: what is beyond it costs.
func TestLessIncludedIsALoss(t *testing.T) {
	c := shop()
	business, _ := c.Plan("business")
	business.Metered = []Meter{{Meter: CallMinutes, Included: dec("10000")}}
	team, _ := c.Plan("team")
	team.Metered = []Meter{{Meter: CallMinutes, Included: dec("1000")}}
	lost := func(f Facts, to string) map[string]string {
		for _, n := range previewOf(t, f, Patch{Plan: &to}, "2024-01-16T12:00:00Z").Losses {
			if n.Code == LosesAllowance && n.Params["meter"] == CallMinutes {
				return n.Params
			}
		}
		return nil
	}
	f := paying(c, Terms{Plan: "business", Interval: Monthly, Seats: 5}, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	if got := lost(f, "team"); got["from"] != "10000" || got["to"] != "1000" {
		t.Errorf("to less: %v", got)
	}
	f.Subscription.Terms.Plan = "team"
	if got := lost(f, "business"); got != nil {
		t.Errorf("to more: %v", got)
	}
}
