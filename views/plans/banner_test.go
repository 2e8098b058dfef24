package plans

import (
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/words"
)

func TestTheBannerLeadsToTheSmallestStep(t *testing.T) {
	plans := func(arg string) nav.Route { return nav.Route{Page: nav.PagePlans, Arg: arg} }
	const storageStays = "addon.storage_100=1&addon.storage_200=0&" // what is scheduled
	tests := map[string]struct {
		set    func(*billing.Facts)
		title  string
		action string
		leads  nav.Route
	}{
		"a volume": {
			nil, "Best fit: stay on Team and raise message credits to 6,000 a month", "Customize Team",
			plans(storageStays + "plan=team&volume.message_credits=6000"),
		},
		"nothing": {
			func(f *billing.Facts) { f.Usage.Meters[billing.MessageCredits] = dec("3000") },
			"Best fit: stay on Team", "Customize Team", plans(storageStays + "plan=team"),
		},
		"idle members": {func(f *billing.Facts) {
			f.Usage.Meters[billing.MessageCredits], f.Usage.ActiveMembers = dec("3000"), 52
		}, "Best fit: stay on Team and free the seats of 2 idle members", "Review idle members", nav.Route{Page: nav.PageSeats, Arg: "idle"}},
		"a pack": {func(f *billing.Facts) {
			f.Usage.Meters[billing.MessageCredits], f.Usage.Meters[billing.AICredits] = dec("3000"), dec("4800")
		}, "Best fit: stay on Team and buy 1,000 AI credits", "See packs", nav.Route{Page: nav.PageCredits, Arg: "packs"}},
		"a bigger plan": {
			func(f *billing.Facts) { f.Usage.ActiveMembers = 120 }, "Best fit: Business", "Choose Business",
			plans(storageStays + "plan=business&seats=114&volume.message_credits=6000"),
		},
		"a contract": {
			func(f *billing.Facts) { f.Usage.ActiveMembers = 300 }, "Best fit: a contract of your own", "Contact Sales", plans("plan=custom"),
		},
		"a member": {
			func(f *billing.Facts) { f.Account.Role = billing.RoleMember },
			"Best fit: stay on Team and raise message credits to 6,000 a month", "",
			nav.Route{},
		},
		"a restriction": {
			func(f *billing.Facts) { f.Subscription.Status = billing.StatusRestricted },
			"Best fit: stay on Team and raise message credits to 6,000 a month", "",
			nav.Route{},
		},
		"free": {func(f *billing.Facts) {
			f.Subscription.Terms, f.Subscription.Scheduled = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}, nil
			f.Usage = &billing.Usage{ActiveMembers: 2, Cycle: f.Usage.Cycle}
		}, "Best fit: stay on Free", "", plans("plan=free")},
		"an end": {
			func(f *billing.Facts) { f.Subscription.CancelAtPeriodEnd = true }, "Team ends on 1 Dec 2026", "Resume",
			nav.Route{Page: nav.PageCheckout, Arg: "order=resume"},
		},
	}
	for name, tt := range tests {
		f := sample.Facts()
		if tt.set != nil {
			tt.set(&f)
		}
		c := compare(known{facts: f, members: sample.Members(), grants: sample.CreditGrants()}, billing.Monthly, sample.Now(), words.Printer{})
		if b := c.banner; b.title != tt.title || b.action != tt.action || b.leads != tt.leads {
			t.Errorf("%s: %q, %q leads to %v", name, b.title, b.action, b.leads)
		}
	}
	f := sample.Facts()
	f.Subscription.Terms.Plan, f.Subscription.Scheduled = "custom", nil
	if c := compare(known{facts: f}, billing.Monthly, sample.Now(), words.Printer{}); c.banner != nil {
		t.Errorf("under contract: %+v", c.banner)
	}
}

func TestTheFiguresBehindARecommendation(t *testing.T) {
	c := compare(known{facts: sample.Facts(), members: sample.Members(), grants: sample.CreditGrants()}, billing.Monthly, sample.Now(), words.Printer{})
	f := c.banner.figures
	want := []figure{
		{"Seats", "46", "", "50", suffices},
		{"Storage", "548.2 GB", "", "600 GB", suffices}, // from the next period on
		{"AI credits", "3,180", "4,666", "6,500", suffices},
		{"Email credits", "27,350", "40,130", "40,000", suffices}, // into the last day
		{"Message credits", "3,912", "5,740", "5,000", tooLittle},
	}
	if len(f.needs) != len(want) {
		t.Fatalf("%d figures", len(f.needs))
	}
	for i := range want {
		if f.needs[i] != want[i] {
			t.Errorf("got %+v, want %+v", f.needs[i], want[i])
		}
	}
	// 50 × 12.00 + 10.00 + 34.00 + 70.00, and 50 × 18.00.
	options := []option{
		{"Free", "46 members, Free allows 3.", "–", false},
		{"Team", "Fits with 6,000 message credits", "714.00", true},
		{"Business", "Fits with 6,000 message credits", "1,014.00", true},
	}
	for i := range options {
		if f.options[i] != options[i] {
			t.Errorf("got %+v, want %+v", f.options[i], options[i])
		}
	}
}

// What is recommended is what its column offers: 8 seats of a trial stay 8 where 7 are
// taken, for 8 × 12.00, and both lead to one change or to what blocks it.
func TestTheColumnAndTheRecommendationAgree(t *testing.T) {
	for name, tt := range map[string]struct {
		members    int
		price, per string
		seats      string
	}{
		"a seat is free": {7, "$96.00", "a month, $12.00 a seat", ""},
		"one is missing": {9, "$108.00", "a month for 9 seats", "seats=9"},
	} {
		for _, clear := range []bool{true, false} {
			f := sample.Facts()
			f.Catalog.Plans[0].Kind = billing.PlanTrial
			f.Subscription.Terms, f.Subscription.Scheduled = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 8}, nil
			ends := f.Subscription.Period.End
			f.Subscription.Status, f.Subscription.TrialEnds = billing.StatusTrialing, &ends
			f.Usage = &billing.Usage{ActiveMembers: tt.members, StorageUsedGB: dec("100"), Cycle: f.Usage.Cycle}
			if !clear {
				f.Subscription.OpenInvoice = "NWT-0011"
			}
			c := compare(known{facts: f}, billing.Monthly, sample.Now(), words.Printer{})
			i := slices.IndexFunc(c.columns, func(c column) bool { return c.name == "Team" })
			team, b := c.columns[i], c.banner
			if !team.fits || team.price != tt.price || team.per != tt.per || b.action != team.label || b.leads.Arg != team.arg {
				t.Errorf("%s: %+v beside %q leading to %v", name, team, b.action, b.leads)
			}
			if blocked := team.action == actionBlocked; blocked == clear || blocked != (b.leads.Page == nav.PageCheckout) {
				t.Errorf("%s, with nothing open %t: %v leads to %v", name, clear, team.action, b.leads)
			}
			if strings.Contains(team.arg, "seats=") != (tt.seats != "") || !strings.Contains(team.arg, tt.seats) {
				t.Errorf("%s: %q", name, team.arg)
			}
		}
	}
}

// What is due has the tax in it, which the prices above it have not.
func TestWhatIsDueSaysThatTheTaxIsInIt(t *testing.T) {
	f := sample.Facts()
	c := compare(known{facts: f}, billing.Monthly, sample.Now(), words.Printer{})
	if got := c.columns[2].note; got != "About $19.85 due now, with VAT." || !strings.HasSuffix(c.subtitle, "Prices before VAT.") {
		t.Errorf("got %q beside %q", got, c.subtitle)
	}
}

func TestSavingsAreOfRealPrices(t *testing.T) {
	f := sample.Facts()
	c := compare(known{facts: f}, billing.Yearly, sample.Now(), words.Printer{})
	// 12 × 600.00 − 6,000.00 and 12 × 900.00 − 9,000.00.
	for i, want := range []string{"", "saves $1,200.00 a year", "saves $1,800.00 a year", ""} {
		if got := c.columns[i].saving; got != want {
			t.Errorf("%s: %q, want %q", c.columns[i].name, got, want)
		}
	}
	f.Catalog.Plans[1].Prices[1].PerSeat = dec("144.00")
	if c := compare(known{facts: f}, billing.Yearly, sample.Now(), words.Printer{}); c.columns[1].saving != "" || c.labels[1] != "Yearly" {
		t.Errorf("no saving: %q, %q", c.columns[1].saving, c.labels[1])
	}
	if c := compare(known{facts: f}, billing.Monthly, sample.Now(), words.Printer{}); c.columns[2].saving != "" {
		t.Errorf("monthly: %q", c.columns[2].saving)
	}
}

func TestARoughGuessIsCalledTooEarly(t *testing.T) {
	f := sample.Facts()
	f.Usage.Cycle = billing.Period{Start: sample.Now().AddDate(0, 0, -4), End: sample.Now().AddDate(0, 0, 26)}
	c := compare(known{facts: f, grants: sample.CreditGrants()}, billing.Monthly, sample.Now(), words.Printer{})
	if got := c.banner.figures.needs[4]; got.verdict != tooEarly || got.byEnd != "29,340" { // 3,912 × 30 ÷ 4
		t.Errorf("got %+v", got)
	}
	if c.banner.detail != "Everything in use fits. It is too early in the usage cycle to say more." {
		t.Errorf("says %q", c.banner.detail)
	}
}
