package words

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

func fitted() (*billing.Catalog, billing.Facts) {
	dec := decimal.RequireFromString
	start := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	c := &billing.Catalog{
		Currency: "USD", Policy: billing.DefaultPolicy(),
		Plans: []billing.Plan{
			{
				ID: "team", Name: "Team", Rank: 10, Kind: billing.PlanPaid, Seats: billing.SeatRule{Max: 12},
				Prices:   []billing.Price{{Interval: billing.Monthly, PerSeat: dec("10.00")}},
				Includes: billing.Grants{billing.StorageGB: dec("100"), billing.AICredits: dec("90")},
				Volumes: []billing.Volume{
					{Meter: billing.EmailCredits, Max: 9000, Step: 1000, Tiers: []billing.Tier{{Unit: dec("0.001")}}},
					{Meter: billing.MessageCredits, Max: 9000, Step: 1000, Tiers: []billing.Tier{{Unit: dec("0.01")}}},
					{Meter: billing.CallMinutes, Max: 9000, Step: 100, Tiers: []billing.Tier{{Unit: dec("0.10")}}},
				},
			},
			{
				ID: "business", Name: "Business", Rank: 20, Kind: billing.PlanPaid, Seats: billing.SeatRule{Max: 50},
				Prices:   []billing.Price{{Interval: billing.Monthly, PerSeat: dec("15.00")}},
				Includes: billing.Grants{billing.StorageGB: dec("900"), billing.AICredits: dec("9000")},
			},
		},
		Addons: []billing.Addon{
			{
				ID: "s", Name: "50 GB", Kind: billing.AddonRecurring, Grants: billing.Grants{billing.StorageGB: dec("50")},
				Prices: []billing.AddonPrice{{Interval: billing.Monthly, Unit: dec("5.00")}},
			},
			{ID: "ai", Name: "100 AI credits", Kind: billing.AddonOneTime, Unit: dec("2.00"), Grants: billing.Grants{billing.AICredits: dec("100")}},
		},
	}
	period := billing.Period{Start: start, End: start.AddDate(0, 1, 0)}
	return c, billing.Facts{
		Catalog: c, Account: &billing.Account{BillingCredit: money.Zero("USD")},
		Subscription: &billing.Subscription{
			Status: billing.StatusActive, Period: period,
			Terms: billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 10, Volumes: map[string]int64{billing.EmailCredits: 2000}},
		},
		Usage: &billing.Usage{ActiveMembers: 10, StorageUsedGB: dec("80"), Cycle: period, Meters: map[string]decimal.Decimal{}},
	}
}

func TestFits(t *testing.T) {
	dec := decimal.RequireFromString
	long := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	half := time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC) // what was used so far comes to twice as much
	tests := []struct {
		name        string
		set         func(*billing.Facts)
		idle        int
		now         time.Time
		title, rest string
	}{
		{"stay", nil, 0, half, "Best fit: stay on Team", "Everything in use fits, and will at this pace."},
		{"stay, early", nil, 0, half.AddDate(0, 0, -14), "Best fit: stay on Team", "Everything in use fits. It is too early in the usage cycle to say more."},
		{"stay, with nothing to use up", func(f *billing.Facts) {
			delete(f.Catalog.Plans[0].Includes, billing.AICredits)
			f.Subscription.Terms.Volumes = nil
		}, 0, half, "Best fit: stay on Team", "Everything in use fits."},
		{
			"idle", func(f *billing.Facts) { f.Usage.ActiveMembers = 11 }, 2, half, "Best fit: stay on Team and free the seat of 1 idle member",
			"More people are active than there are seats; 1 idle member can make room, which costs nothing. The rest fits.",
		},
		{
			"seats", func(f *billing.Facts) { f.Usage.ActiveMembers = 12 }, 0, half, "Best fit: stay on Team with 12 seats",
			"2 more seats cost $20.00 a month. The rest fits.",
		},
		{
			"email credits", func(f *billing.Facts) { f.Usage.Meters[billing.EmailCredits] = dec("1500") }, 0, half,
			"Best fit: stay on Team and raise email credits to 3,000 a month",
			"At this pace 2,000 email credits run out about 21 Nov; 1,000 more cost $1.00 a month. The rest fits.",
		},
		{
			"call minutes, of which there are none", func(f *billing.Facts) { f.Usage.Meters[billing.CallMinutes] = dec("120") }, 0, half,
			"Best fit: stay on Team with 300 call minutes a month", "120 of 0 call minutes are used; 300 more cost $30.00 a month. The rest fits.",
		},
		{
			"storage", func(f *billing.Facts) { f.Usage.StorageUsedGB = dec("120") }, 0, half, "Best fit: stay on Team with 50 GB",
			"120 GB of 100 GB are in use; 150 GB cost $5.00 more a month. The rest fits.",
		},
		{
			"a pack", func(f *billing.Facts) { f.Usage.Meters[billing.AICredits] = dec("80") }, 0, half, "Best fit: stay on Team and buy 100 AI credits",
			"At this pace AI credits do not last; 100 AI credits cost $2.00. The rest fits.",
		},
		{
			"two things", func(f *billing.Facts) { f.Usage.ActiveMembers, f.Usage.StorageUsedGB = 11, dec("120") }, 0, half,
			"Best fit: stay on Team with 2 changes",
			"1 more seat costs $10.00 a month. 120 GB of 100 GB are in use; 150 GB cost $5.00 more a month. The rest fits.",
		},
		{
			"a bigger plan", func(f *billing.Facts) { f.Usage.ActiveMembers = 20 }, 0, half, "Best fit: Business",
			"20 active members for 10 seats. It costs $198.00 more a month.", // 20 × 15.00, less 102.00
		},
		{
			"a bigger plan that costs less", func(f *billing.Facts) { f.Usage.Meters[billing.AICredits] = dec("4000") }, 0, half, "Best fit: Business",
			"It costs less than what Team would need. It costs $48.00 more a month.", // 80 packs for 160.00
		},
		{
			"nothing on sale", func(f *billing.Facts) { f.Usage.ActiveMembers = 99 }, 0, half, "Best fit: a contract of your own",
			"99 active members for 10 seats. No plan that is on sale fits. Sales can make one that does.",
		},
		{
			"free", func(f *billing.Facts) {
				f.Catalog.Plans[0].Kind, f.Catalog.Plans[0].Prices = billing.PlanFree, nil
				f.Subscription.Terms.Volumes = nil
				f.Usage.Meters[billing.AICredits] = dec("89")
			}, 0, half, "Best fit: Business", "AI credits: 90 run out about 16 Nov at this pace. It costs $150.00 a month.",
		},
	}
	for _, tt := range tests {
		c, f := fitted()
		if tt.set != nil {
			tt.set(&f)
		}
		var members []billing.Member
		for range tt.idle {
			members = append(members, billing.Member{Status: billing.MemberActive, LastActive: &long})
		}
		fit, _ := billing.BestFit(f, members, nil, tt.now)
		if got := (Printer{}).Fit(c, fit); got.What != tt.title || got.Next != tt.rest {
			t.Errorf("%s:\n%s\n%s", tt.name, got.What, got.Next)
		}
	}
}

func TestCountries(t *testing.T) {
	if Country("DE") != "Germany" || Country("GB") != "United Kingdom" || Country("nowhere") != "nowhere" {
		t.Errorf("%s, %s, %s", Country("DE"), Country("GB"), Country("nowhere"))
	}
	Speak(German)
	t.Cleanup(func() { Speak(English) })
	if Country("DE") != "Deutschland" {
		t.Error(Country("DE"))
	}
}
