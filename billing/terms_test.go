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

func TestWhatWaitsIsHeldToItsSeatBounds(t *testing.T) {
	f := paying(shop(), teamOf(3), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	free := f.Subscription.Terms
	free.Plan = "free"
	f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: free}
	p := previewOf(t, f, Patch{Seats: ptr(8)}, "2024-01-16T12:00:00Z")
	if !slices.Contains(codes(p.Blockers), AboveMaximumSeats) {
		t.Errorf("after %+v, scheduled %+v, blockers %v", p.After, p.Scheduled, codes(p.Blockers))
	}
}
