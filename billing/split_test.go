package billing

import "testing"

// Contracts are left, as they are entered, with sales: no screen goes around it.
func TestAContractIsNotChangedAtTheCheckout(t *testing.T) {
	c := shop()
	custom, _ := c.Plan("custom")
	custom.Prices = []Price{{Interval: Monthly, PerSeat: dec("9.00")}}
	f := paying(c, Terms{Plan: "custom", Interval: Monthly, Seats: 200}, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	for name, patch := range map[string]Patch{
		"plan": {Plan: ptr("team"), Seats: ptr(5)}, "seats": {Seats: ptr(10)}, "nothing": {},
	} {
		_, err := NewPreview(f, patch, at("2024-01-16T12:00:00Z"))
		if CodeOf(err) != CustomContract {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAVolumeBelowTheTargetsMinimumIsRaised(t *testing.T) {
	c := shop()
	business, _ := c.Plan("business")
	business.Volumes = []Volume{{Meter: EmailCredits, Min: 5000, Max: 50000, Step: 1000, Mode: Graduated, Tiers: []Tier{{Unit: dec("0.0010")}}}}
	terms := teamOf(5)
	terms.Volumes = map[string]int64{EmailCredits: 2000}
	f := paying(c, terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Plan: ptr("business")}, "2024-01-16T12:00:00Z")
	if p.After.Volumes[EmailCredits] != 5000 {
		t.Errorf("after %+v", p.After)
	}
}

func TestATrialIsLeftNowOrAtItsEnd(t *testing.T) {
	trial := func(c *Catalog) Facts {
		f := paying(c, Terms{Plan: "trial", Interval: Monthly, Seats: 3}, "2024-01-01T00:00:00Z", "2024-01-15T00:00:00Z")
		f.Subscription.Status, f.Subscription.TrialEnds = StatusTrialing, ptr(at("2024-01-15T00:00:00Z"))
		return f
	}
	waits := previewOf(t, trial(shop()), Patch{Plan: ptr("free")}, "2024-01-05T00:00:00Z")
	if waits.Timing != PeriodEnd || waits.Scheduled == nil || waits.Scheduled.After.Plan != "free" {
		t.Errorf("%+v", waits)
	}
	c := shop()
	c.Policy.Downgrade = DowngradeImmediateCredit
	now := previewOf(t, trial(c), Patch{Plan: ptr("free")}, "2024-01-05T00:00:00Z")
	if now.Timing != Now || !now.Period.Start.Equal(now.At) || !now.Period.End.Equal(at("2024-02-05T00:00:00Z")) {
		t.Errorf("timing %s, period %+v", now.Timing, now.Period)
	}
}
