package billing

import (
	"slices"
	"testing"
)

func TestQuantitiesThatNoAmountCouldHoldAreRefused(t *testing.T) {
	c := shop()
	for i := range c.Plans {
		c.Plans[i].Seats.Max = 0
	}
	f := paying(c, teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	for name, patch := range map[string]Patch{
		"seats":   {Seats: ptr(1 << 62)},
		"add-ons": {Addons: map[string]int{"storage_100": 1 << 62}},
	} {
		_, err := NewPreview(f, patch, at("2024-01-16T12:00:00Z"))
		if CodeOf(err) != InvalidRequest {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What waits has bounds too, of its own plan: the free one's are kept by
// themselves, a paid one's block.
func TestWhatWaitsIsHeldToItsSeatBounds(t *testing.T) {
	c := shop()
	team, _ := c.Plan("team")
	team.Seats.Max = 10
	f := paying(c, Terms{Plan: "business", Interval: Monthly, Seats: 8}, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: Terms{Plan: "free", Interval: Monthly, Seats: 3}}
	p := previewOf(t, f, Patch{Seats: ptr(12)}, "2024-01-16T12:00:00Z")
	if p.After.Seats != 12 || p.Scheduled.After.Seats != 3 || len(p.Blockers) != 0 {
		t.Errorf("after %+v, scheduled %+v, blockers %v", p.After, p.Scheduled, codes(p.Blockers))
	}
	f.Subscription.Scheduled.After = teamOf(8)
	p = previewOf(t, f, Patch{Seats: ptr(12)}, "2024-01-16T12:00:00Z")
	if !slices.Equal(codes(p.Blockers), []Code{AboveMaximumSeats}) {
		t.Errorf("after %+v, scheduled %+v, blockers %v", p.After, p.Scheduled, codes(p.Blockers))
	}
}

// More of what only the present plan sells can be had until its period ends.
func TestAVolumeIsRaisedUntilAPlanWithoutItComes(t *testing.T) {
	terms := teamOf(5)
	terms.Volumes = map[string]int64{EmailCredits: 1000}
	f := paying(shop(), terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: Terms{Plan: "business", Interval: Monthly, Seats: 5}}
	p := previewOf(t, f, Patch{Volumes: map[string]int64{EmailCredits: 2000}}, "2024-01-16T12:00:00Z")
	if p.After.Volumes[EmailCredits] != 2000 || p.Scheduled.After.Plan != "business" || len(p.Scheduled.After.Volumes) != 0 {
		t.Errorf("after %+v, scheduled %+v", p.After, p.Scheduled)
	}
}
