package billing

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

const fitNow = "2026-11-21T10:42:07Z" // 1,766,527 of the cycle's 2,592,000 seconds have passed

// store is shop with message credits, AI credits and packs of them, two sizes of
// storage, and seats and storage that end.
func store() *Catalog {
	c := shop()
	messages := Volume{
		Meter: MessageCredits, Max: 10000, Step: 500, Mode: Graduated,
		Tiers: []Tier{{UpTo: 5000, Unit: dec("0.012")}, {Unit: dec("0.010")}},
	}
	for i := range c.Plans {
		p := &c.Plans[i]
		switch p.ID {
		case "free":
			p.Includes[AICredits] = dec("100")
		case "team":
			p.Includes = Grants{AICredits: dec("500")}
			p.Volumes = append(p.Volumes, messages)
		case "business":
			p.Includes = Grants{AICredits: dec("20000")}
			messages.Max = 25000
			p.Volumes = append(slices.Clone(c.Plans[2].Volumes[:1]), messages)
		}
	}
	c.Addons = append(c.Addons, Addon{
		ID: "storage_200", Name: "200 GB", Kind: AddonRecurring,
		Prices: []AddonPrice{{Interval: Monthly, Unit: dec("18.00")}, {Interval: Yearly, Unit: dec("180.00")}},
		Grants: Grants{StorageGB: dec("200")},
	}, Addon{ID: "ai_1000", Name: "1,000 AI credits", Kind: AddonOneTime, Unit: dec("20.00"), Grants: Grants{AICredits: dec("1000")}})
	return c
}

// fits is an account whose use its terms suffice for: Team × 50 with email and
// message credits.
func fits() Facts {
	terms := Terms{
		Plan: "team", Interval: Monthly, Seats: 50,
		Volumes: map[string]int64{EmailCredits: 41000, MessageCredits: 6000},
	}
	f := paying(store(), terms, "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")
	f.Usage.ActiveMembers, f.Usage.StorageUsedGB = 46, dec("498.2")
	f.Usage.Meters = map[string]decimal.Decimal{AICredits: dec("300"), EmailCredits: dec("27350"), MessageCredits: dec("3912")}
	return f
}

func idleOnes(n int) []Member {
	long := at("2026-08-01T00:00:00Z")
	return slices.Repeat([]Member{{Status: MemberActive, LastActive: &long}}, n)
}

func packWith(left string) []CreditGrant {
	return []CreditGrant{
		{Kind: AICredits, Source: FromPlan, Granted: dec("500")},
		{Kind: AICredits, Source: FromPack, Granted: dec("1000"), Spent: dec("1000").Sub(dec(left))},
	}
}

// told writes a fix down: "fix_volume from=5000 meter=… +10.00".
func told(f Fix) string {
	parts := []string{strings.TrimPrefix(string(f.Code), "fix_")}
	for _, key := range slices.Sorted(maps.Keys(f.Params)) {
		parts = append(parts, key+"="+f.Params[key])
	}
	return strings.Join(append(parts, f.Monthly.String()), " ")
}

func TestBestFit(t *testing.T) {
	volumes := func(email, messages int64) map[string]int64 {
		return map[string]int64{EmailCredits: email, MessageCredits: messages}
	}
	tests := []struct {
		name    string
		set     func(*Facts)
		idle    int
		grants  []CreditGrant
		code    Code
		plan    string
		fixes   []string
		monthly string
	}{
		{"as it is", nil, 6, nil, FitStay, "team", nil, "0.00"},
		{"into the last day lasts", func(f *Facts) { f.Subscription.Terms.Volumes = volumes(40000, 6000) }, 0, nil, FitStay, "team", nil, "0.00"},
		{
			"messages run out", func(f *Facts) { f.Subscription.Terms.Volumes = volumes(40000, 5000) }, 0, nil,
			FitAdjust, "team",
			[]string{"volume from=5000 meter=message_credits to=6000 10.00"},
			"10.00",
		},
		{
			// 41,000 email credits are 34.80: 10,000 × 0.0010 + 31,000 × 0.0008.
			"nothing of a volume", func(f *Facts) { f.Subscription.Terms.Volumes = volumes(0, 6000) }, 0, nil,
			FitAdjust, "team",
			[]string{"volume from=0 meter=email_credits to=41000 34.80"},
			"34.80",
		},
		{
			"idle ones make room", func(f *Facts) { f.Usage.ActiveMembers = 53 }, 6, nil,
			FitAdjust, "team",
			[]string{"idle members=3 0.00"},
			"0.00",
		},
		{
			"too few idle ones", func(f *Facts) { f.Usage.ActiveMembers = 53 }, 1, nil,
			FitAdjust, "team",
			[]string{"idle members=1 0.00", "seats from=50 to=52 24.00"},
			"24.00",
		},
		{
			// 548.2 GB of 500: one more 100 GB at 10.00 is less than 200 GB at 18.00.
			"storage", func(f *Facts) { f.Usage.StorageUsedGB = dec("548.2") }, 0, nil,
			FitAdjust, "team",
			[]string{"storage addon=storage_100 from=500 quantity=1 to=600 10.00"},
			"10.00",
		},
		{
			// 700 GB for 20.00; one of 200 in place of the one of 100 is 18.00.
			"storage in another size", func(f *Facts) {
				f.Usage.StorageUsedGB, f.Subscription.Terms.Addons = dec("650"), map[string]int{"storage_100": 1}
			}, 0, nil,
			FitAdjust, "team",
			[]string{"storage addon=storage_200 from=600 quantity=1 to=700 8.00"},
			"8.00",
		},
		{
			// 900 AI credits by now come to 1,320.6: 821 beyond 500 and one pack.
			"AI credits", func(f *Facts) { f.Usage.Meters[AICredits] = dec("900") }, 0, nil,
			FitAdjust, "team",
			[]string{"pack addon=ai_1000 meter=ai_credits quantity=1 20.00"},
			"20.00",
		},
		{"AI credits in a pack", func(f *Facts) { f.Usage.Meters[AICredits] = dec("900") }, 0, packWith("900"), FitStay, "team", nil, "0.00"},
		{
			"more seats than the plan has", func(f *Facts) { f.Usage.ActiveMembers = 120 }, 0, nil,
			FitUpgrade, "business",
			[]string{"plan from=team to=business 300.00", "seats from=50 to=120 1260.00"},
			"1560.00",
		},
		{
			"a bigger plan costs less", func(f *Facts) {
				f.Subscription.Terms.Seats, f.Usage.ActiveMembers, f.Usage.StorageUsedGB = 2, 2, dec("5")
				f.Usage.Meters[AICredits] = dec("2000") // 2,934.6 by the end: three packs are 60.00
			}, 0, nil,
			FitUpgrade, "business",
			[]string{"plan from=team to=business 12.00"},
			"12.00",
		},
		{"nothing is big enough", func(f *Facts) { f.Usage.ActiveMembers = 300 }, 0, nil, FitSales, "team", nil, "0.00"},
		{
			"free is outgrown", func(f *Facts) {
				f.Subscription.Terms = Terms{Plan: "free", Interval: Monthly, Seats: 3}
				f.Usage.ActiveMembers, f.Usage.StorageUsedGB, f.Usage.Meters = 5, dec("20"), nil
			}, 0, nil,
			FitUpgrade, "team",
			[]string{"plan from=free to=team 60.00"},
			"60.00",
		},
		{
			"a trial ends", func(f *Facts) {
				f.Subscription.Terms = Terms{Plan: "trial", Interval: Monthly, Seats: 10}
				f.Usage.ActiveMembers, f.Usage.StorageUsedGB, f.Usage.Meters = 2, dec("3"), nil
			}, 0, nil,
			FitUpgrade, "free",
			[]string{"plan from=trial to=free 0.00"},
			"0.00",
		},
		{
			"what is scheduled will be too little", func(f *Facts) {
				f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: f.Subscription.Terms.With(Patch{Seats: ptr(40)})}
			}, 0, nil,
			FitAdjust, "team",
			[]string{"seats from=40 to=46 72.00", "storage addon=storage_100 from=460 quantity=1 to=560 10.00"},
			"82.00",
		},
		{
			// 3,912 in five days would come to 23,472 by the end: a rough guess.
			"a rough guess", func(f *Facts) {
				f.Subscription.Terms.Volumes = volumes(41000, 5000)
				f.Usage.Cycle.Start, f.Usage.Cycle.End = at("2026-11-16T10:42:07Z"), at("2026-12-16T10:42:07Z")
			}, 0, nil, FitStay, "team", nil, "0.00",
		},
		{
			"used beyond what there is, early", func(f *Facts) {
				f.Subscription.Terms.Volumes = volumes(41000, 3500)
				f.Usage.Cycle.Start, f.Usage.Cycle.End = at("2026-11-16T10:42:07Z"), at("2026-12-16T10:42:07Z")
			}, 0, nil, FitAdjust, "team", []string{"volume from=3500 meter=message_credits to=4000 6.00"}, "6.00",
		},
		{
			"the first days", func(f *Facts) {
				f.Usage.Cycle.Start = at("2026-11-20T00:00:00Z")
				f.Usage.Cycle.End = at("2026-12-20T00:00:00Z")
			}, 0, nil, FitStay, "team", nil, "0.00",
		},
	}
	for _, tt := range tests {
		f := fits()
		if tt.set != nil {
			tt.set(&f)
		}
		fit, ok := BestFit(f, idleOnes(tt.idle), tt.grants, at(fitNow))
		if !ok {
			t.Errorf("%s: nothing is recommended", tt.name)
			continue
		}
		var fixes []string
		for _, fix := range fit.Fixes {
			fixes = append(fixes, told(fix))
		}
		if fit.Code != tt.code || fit.Terms.Plan != tt.plan || !slices.Equal(fixes, tt.fixes) || fit.Monthly.String() != tt.monthly {
			t.Errorf("%s: %s on %s by %q for %s", tt.name, fit.Code, fit.Terms.Plan, fixes, fit.Monthly)
		}
	}
}

func TestNothingIsRecommendedFor(t *testing.T) {
	for name, set := range map[string]func(*Facts){
		"a contract":         func(f *Facts) { f.Subscription.Terms.Plan = "custom" },
		"an unknown plan":    func(f *Facts) { f.Subscription.Terms.Plan = "gone" },
		"an end":             func(f *Facts) { f.Subscription.Status = StatusCanceled },
		"usage not yet read": func(f *Facts) { f.Usage = nil },
	} {
		f := fits()
		set(&f)
		if fit, ok := BestFit(f, nil, nil, at(fitNow)); ok {
			t.Errorf("%s: %+v", name, fit)
		}
	}
}

// Whatever is recommended suffices, is on sale, and costs what its steps come to.
func TestWhatIsRecommendedFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := fits()
		f.Subscription.Terms = drawTerms(t, "current")
		f.Usage.ActiveMembers = rapid.IntRange(0, 300).Draw(t, "members")
		f.Usage.StorageUsedGB = decimal.New(rapid.Int64Range(0, 100000).Draw(t, "storage"), -1)
		for _, meter := range []string{AICredits, EmailCredits, MessageCredits} {
			f.Usage.Meters[meter] = decimal.NewFromInt(rapid.Int64Range(0, 20000).Draw(t, meter))
		}
		now := f.Usage.Cycle.Start.Add(time.Duration(rapid.Int64Range(0, 30*86400-1).Draw(t, "passed")) * time.Second)
		idle := rapid.IntRange(0, 20).Draw(t, "idle")
		fit, _ := BestFit(f, idleOnes(min(idle, f.Usage.ActiveMembers)), nil, now)
		if fit.Code == FitSales {
			return
		}
		sum, freed, packs := money.Zero("USD"), 0, Grants{}
		for _, fix := range fit.Fixes {
			sum = sum.Add(fix.Monthly)
			switch fix.Code {
			case FixIdle:
				freed = int(dec(fix.Params["members"]).IntPart())
			case FixPack:
				packs[fix.Params["meter"]] = dec(fix.Params["quantity"]).Mul(dec("1000"))
			}
		}
		f.Usage.ActiveMembers -= freed
		for _, need := range f.Needs(fit.Terms, nil, now) {
			if need.Short && packs[need.Grant].IsZero() {
				t.Fatalf("%+v by %+v is short of %s: %s of %s", fit.Terms, fit.Fixes, need.Grant, need.Used, need.Limit)
			}
		}
		if err := f.Catalog.check(fit.Terms); err != nil {
			t.Fatalf("%+v is not on sale: %v", fit.Terms, err)
		}
		// Every step of a year's price is rounded by itself.
		if off := sum.Sub(fit.Monthly).Abs(); off.Cmp(usd("0.05")) > 0 {
			t.Fatalf("steps come to %s, all of it to %s", sum, fit.Monthly)
		}
	})
}

// A plan that sells no seats has no limit of them, as Limits says; where no storage is
// sold, there is none to need.
func TestAPlanWithoutSeatsNeedsNone(t *testing.T) {
	f := fits()
	f.Catalog.Plans = append(f.Catalog.Plans, Plan{
		ID: "flat", Name: "Flat", Rank: 25, Kind: PlanPaid, Prices: []Price{{Interval: Monthly, Base: dec("900")}},
		Includes: Grants{StorageGB: dec("1000"), AICredits: dec("5000"), EmailCredits: dec("99999"), MessageCredits: dec("9999")},
	})
	f.Subscription.Terms = Terms{Plan: "flat", Interval: Monthly}
	seats := func(needs []Need) bool {
		return slices.ContainsFunc(needs, func(n Need) bool { return n.Grant == NeedSeats })
	}
	if seats(f.Needs(f.Subscription.Terms, nil, at(fitNow))) {
		t.Error("its members need seats")
	}
	fit, ok := BestFit(f, nil, nil, at(fitNow))
	if !ok || fit.Code != FitStay || seats(fit.Needs) {
		t.Errorf("46 members do not fit: %+v", fit)
	}
	if _, limited := f.Limit(LimitSeats); limited {
		t.Error("its seats are limited")
	}
	storage := func(n Need) bool { return n.Grant == StorageGB }
	delete(f.Catalog.Plans[len(f.Catalog.Plans)-1].Includes, StorageGB)
	if needs := f.Needs(f.Subscription.Terms, nil, at(fitNow)); !slices.ContainsFunc(needs, storage) {
		t.Errorf("what is stored needs no storage: %+v", needs)
	}
	f.Usage.StorageUsedGB = decimal.Zero
	if needs := f.Needs(f.Subscription.Terms, nil, at(fitNow)); slices.ContainsFunc(needs, storage) {
		t.Errorf("nothing of nothing is a need: %+v", needs)
	}
	for name, c := range map[string]func(*Plan){
		"a price a seat": func(p *Plan) { p.Prices[0].PerSeat = dec("1") },
		"a most":         func(p *Plan) { p.Seats.Max = 10 },
		"a least":        func(p *Plan) { p.Seats.Min = 1 },
	} {
		g := fits()
		plan := Plan{ID: "flat", Kind: PlanPaid, Prices: []Price{{Interval: Monthly, Base: dec("900")}}}
		c(&plan)
		g.Catalog.Plans = append(g.Catalog.Plans, plan)
		if !seats(g.Needs(f.Subscription.Terms, nil, at(fitNow))) {
			t.Errorf("with %s no seats are needed", name)
		}
	}
}
