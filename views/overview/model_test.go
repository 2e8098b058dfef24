package overview

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// northwind is the sample account as the page reads it.
func northwind() data {
	return data{facts: sample.Facts(), changes: sample.Changes(), idle: 6, grants: sample.CreditGrants(), freshness: sample.Fresh(billing.Fresh)}
}

// Six seats of a plan for 29.00 with three of them cost 29.00 + 3 × 9.00 = 56.00, and
// not 6 × 9.00.
func TestWhatSeatsCostFollowsThePlan(t *testing.T) {
	tests := map[string]struct {
		base, perSeat string
		rule          billing.SeatRule
		want          []string
	}{
		"by the seat":             {"0", "12", billing.SeatRule{Min: 1}, []string{"6 seats at $12.00"}},
		"some in the base":        {"29", "9", billing.SeatRule{Included: 3}, []string{"$29.00 with 3 seats, then $9.00 a seat", "6 seats"}},
		"all in the base":         {"29", "9", billing.SeatRule{Included: 10}, []string{"$29.00 with 10 seats, then $9.00 a seat", "6 seats"}},
		"none in the base":        {"29", "9", billing.SeatRule{}, []string{"$29.00 and $9.00 a seat", "6 seats"}},
		"some for nothing":        {"0", "9", billing.SeatRule{Included: 3}, []string{"3 seats free, then $9.00 a seat", "6 seats"}},
		"whatever is seated":      {"29", "0", billing.SeatRule{}, []string{"$29.00 for all seats", "6 seats"}},
		"nothing":                 {"0", "0", billing.SeatRule{}, []string{"6 seats"}},
		"one in the base, by six": {"5.005", "1", billing.SeatRule{Included: 1}, []string{"5.005\u00a0USD with 1 seat, then $1.00 a seat", "6 seats"}},
	}
	for name, tt := range tests {
		plan := billing.Plan{Kind: billing.PlanPaid, Seats: tt.rule, Prices: []billing.Price{
			{Interval: billing.Monthly, Base: dec(tt.base), PerSeat: dec(tt.perSeat)},
		}}
		got := charged(sample.Facts().Catalog, &plan, billing.Terms{Interval: billing.Monthly, Seats: 6}, words.Printer{})
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestPlanCardFollowsTheSubscription(t *testing.T) {
	ends := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	both, cancel := []entry{changePlan, cancelPlan}, []entry{cancelPlan}
	plans := func(arg string) nav.Route { return nav.Route{Page: nav.PagePlans, Arg: arg} }
	tests := map[string]struct {
		set            func(*billing.Facts)
		word, sentence string
		action         string
		leads          nav.Route
		menu           []entry
	}{
		"paid": {nil, "Active", "50 seats at $12.00 · renews 1 Dec 2026 · paid by Visa ending 4242", "Customize plan", plans("plan=team"), both},
		"fine price": {func(f *billing.Facts) {
			f.Catalog.Plans[1].Prices[0].PerSeat = dec("12.125")
		}, "Active", "50 seats at 12.125\u00a0USD · renews 1 Dec 2026 · paid by Visa ending 4242", "Customize plan", plans("plan=team"), both},
		"past due": {
			func(f *billing.Facts) { f.Subscription.Status = billing.StatusPastDue },
			"Past due", "50 seats at $12.00 · renews 1 Dec 2026 · paid by Visa ending 4242", "Customize plan", plans("plan=team"), both,
		},
		"restricted": {
			func(f *billing.Facts) { f.Subscription.Status = billing.StatusRestricted },
			"Restricted", "50 seats at $12.00 · ends 1 Dec 2026 unless the open invoice is paid", "Pay the open invoice",
			nav.Route{Page: nav.PageCheckout, Arg: "order=pay"},
			cancel,
		},
		"cancellation pending": {
			func(f *billing.Facts) { f.Subscription.CancelAtPeriodEnd = true },
			"Active", "50 seats at $12.00 · ends 1 Dec 2026", "Resume",
			nav.Route{Page: nav.PageCheckout, Arg: "order=resume"},
			nil,
		},
		"canceled": {func(f *billing.Facts) {
			f.Subscription.Status, f.Subscription.CancelAtPeriodEnd = billing.StatusCanceled, true
		}, "Canceled", "50 seats at $12.00 · ended 1 Dec 2026", "Choose a plan", plans(""), nil},
		"contract": {
			func(f *billing.Facts) { f.Subscription.Terms.Plan = "custom" },
			"Active", "50 seats · renews 1 Dec 2026", "Contact Sales", plans("plan=custom"), nil,
		},
		"free": {func(f *billing.Facts) {
			f.Subscription.Terms = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}
		}, "Active", "3 seats · nothing is billed", "Upgrade plan", plans(""), nil},
		"trial": {func(f *billing.Facts) {
			f.Catalog.Plans[0].Kind = billing.PlanTrial
			f.Subscription.Terms = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}
			f.Subscription.Status, f.Subscription.TrialEnds = billing.StatusTrialing, &ends
		}, "Trial", "3 seats · trial ends 1 Dec 2026", "Upgrade plan", plans(""), cancel},
		"a plan that is not known": {
			func(f *billing.Facts) { f.Subscription.Terms.Plan = "gone" },
			"Active", "50 seats · renews 1 Dec 2026", "Customize plan", plans("plan=gone"), both,
		},
	}
	for name, tt := range tests {
		f := sample.Facts()
		if tt.set != nil {
			tt.set(&f)
		}
		p := showPlan(f, words.Printer{})
		if p.statuses[0].word != tt.word || p.sentence != tt.sentence || p.action != tt.action || p.leads != tt.leads || !slices.Equal(p.menu, tt.menu) {
			t.Errorf("%s: got %q %q %q %v %v", name, p.statuses[0].word, p.sentence, p.action, p.leads, p.menu)
		}
		f.Account.Role = billing.RoleOperations
		if p := showPlan(f, words.Printer{}); p.action != "" || p.menu != nil {
			t.Errorf("%s: whoever may not change the plan is offered %q, %v", name, p.action, p.menu)
		}
	}
}

func TestATrialSaysWhatFollows(t *testing.T) {
	ends := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		then string
		set  func(*billing.Facts)
		want string
	}{
		// 50 × 12.00 and 20% are 720.00, of which billing credit pays 94.80.
		"a paid plan": {"team", nil, "On 25 Nov 2026 it becomes Team with 50 seats; $625.20 is due then, paid by Visa ending 4242."},
		"a paid plan without a card": {
			"team", func(f *billing.Facts) { f.Account.Methods = nil }, "On 25 Nov 2026 it becomes Team with 50 seats; $625.20 is due then.",
		},
		"free":     {"free", nil, "On 25 Nov 2026 it becomes Free with 3 seats, and nothing is charged."},
		"an end":   {"cancel", nil, "It ends on 25 Nov 2026, and nothing is charged. Choose a plan before that to go on."},
		"canceled": {"team", func(f *billing.Facts) { f.Subscription.CancelAtPeriodEnd = true }, "It ends on 25 Nov 2026, and nothing is charged. Choose a plan before that to go on."},
	}
	for name, tt := range tests {
		f := sample.Facts()
		f.Catalog.Plans = append(f.Catalog.Plans, billing.Plan{
			ID: "trial", Name: "Trial", Rank: 5, Kind: billing.PlanTrial, Trial: &billing.Trial{Days: 14, Then: tt.then},
		})
		s := f.Subscription
		s.Terms, s.Scheduled, s.Status, s.TrialEnds = billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 50}, nil, billing.StatusTrialing, &ends
		s.Period = billing.Period{Start: ends.AddDate(0, 0, -14), End: ends}
		if tt.set != nil {
			tt.set(&f)
		}
		card := showTrial(f, sample.Now(), words.Printer{})
		if card.title != "4 days left of the trial" || card.sentence != tt.want || card.sales.Arg != "plan=custom" {
			t.Errorf("%s: %+v", name, card)
		}
	}
	if showTrial(sample.Facts(), sample.Now(), words.Printer{}) != nil {
		t.Error("a trial is counted down where there is none")
	}
}

func TestWhatIsScheduledAndItsEffect(t *testing.T) {
	tests := map[string]struct {
		patch            billing.Patch
		set              func(*billing.Facts)
		from, to, inFull string
		effect           string
		fix              string
	}{
		"one size for another": {
			billing.Patch{Addons: map[string]int{"storage_200": 0, "storage_100": 1}},
			nil,
			"200 GB storage", "100 GB storage", "", "$8.00 less a month before VAT", "",
		},
		"seats":         {billing.Patch{Seats: new(48)}, nil, "50 seats", "48 seats", "", "$24.00 less a month before VAT", ""},
		"too few seats": {billing.Patch{Seats: new(45)}, nil, "50 seats", "45 seats", "", "$60.00 less a month before VAT", "seats"},
		"a plan":        {billing.Patch{Plan: new("business")}, nil, "", "", "Team to Business", "$300.00 more a month before VAT", ""},
		// A year is ten months of seats and storage: 1,200.00 and 36.00 less.
		"an interval": {
			billing.Patch{Interval: new(billing.Yearly)}, nil, "Monthly", "Yearly", "", "$103.00 less a month before VAT", "",
		},
		"two things": {
			billing.Patch{Seats: new(48), Volumes: map[string]int64{billing.EmailCredits: 50_000}},
			nil,
			"", "", "50 to 48 seats, Email credits: 40,000 to 50,000 a month", "$16.00 less a month before VAT", "",
		},
		"an add-on goes": {
			billing.Patch{Addons: map[string]int{"storage_200": 0}},
			nil,
			"", "", "200 GB storage removed", "$18.00 less a month before VAT", "storage",
		},
		"with the tax in it": {
			billing.Patch{Seats: new(48)},
			func(f *billing.Facts) { f.Catalog.Policy.TaxBehavior = billing.TaxInclusive },
			"50 seats", "48 seats", "", "$24.00 less a month", "",
		},
		"without a tax": {
			billing.Patch{Seats: new(51)},
			func(f *billing.Facts) { f.Account.Details.Country = "US" },
			"50 seats", "51 seats", "", "$12.00 more a month before tax", "",
		},
		"for the same money": {
			billing.Patch{Plan: new("business")},
			func(f *billing.Facts) { f.Catalog.Plans[2].Prices = f.Catalog.Plans[1].Prices },
			"", "", "Team to Business", "the same price a month", "",
		},
	}
	for name, tt := range tests {
		f := sample.Facts()
		if tt.set != nil {
			tt.set(&f)
		}
		f.Subscription.Scheduled.After = f.Subscription.Terms.With(tt.patch)
		s := showScheduled(f, words.Printer{})
		if s.from != tt.from || s.to != tt.to || s.sentence != tt.inFull || s.effect != tt.effect || s.fix != tt.fix {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestWhyNothingRenews(t *testing.T) {
	for name, tt := range map[string]struct {
		set  func(*billing.Facts)
		want string
	}{
		"a cancellation": {
			func(f *billing.Facts) { f.Subscription.CancelAtPeriodEnd = true }, "The subscription ends on 1 Dec 2026; nothing is billed after that.",
		},
		"an end": {
			func(f *billing.Facts) { f.Subscription.Status = billing.StatusCanceled }, "The subscription has ended; nothing is billed.",
		},
		"a restriction": {
			func(f *billing.Facts) { f.Subscription.Status = billing.StatusRestricted }, "Nothing renews until the open invoice is paid.",
		},
		"free": {func(f *billing.Facts) {
			f.Subscription.Terms, f.Subscription.Scheduled = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}, nil
		}, "Free costs nothing."},
		"a contract": {func(f *billing.Facts) {
			f.Subscription.Terms, f.Subscription.Scheduled = billing.Terms{Plan: "custom", Interval: billing.Yearly}, nil
		}, "Billed as the contract says."},
	} {
		f := sample.Facts()
		tt.set(&f)
		if got := showNext(f, words.Printer{}); got.none != tt.want || got.due != "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestACardThatExpires(t *testing.T) {
	card := billing.PaymentMethod{ExpMonth: 12, ExpYear: 2026, Status: billing.MethodWorks}
	end := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC) // it is good to the end of December
	declined := card
	declined.Status = billing.MethodDeclined
	for name, tt := range map[string]struct {
		card billing.PaymentMethod
		now  time.Time
		word string
		role theme.Role
	}{
		"long before":      {card, end.Add(-61 * 24 * time.Hour), "Works", theme.RoleOK},
		"sixty days ahead": {card, end.Add(-60 * 24 * time.Hour), "Expires soon", theme.RoleWarn},
		"its last second":  {card, end.Add(-time.Second), "Expires soon", theme.RoleWarn},
		"over":             {card, end, "Expired", theme.RoleBad},
		"declined":         {declined, end.AddDate(-1, 0, 0), "Declined", theme.RoleBad},
	} {
		if got := health(&tt.card, tt.now); got.word != tt.word || got.role != tt.role {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestACancellationSaysWhatBecomesOfEverything(t *testing.T) {
	f := sample.Facts()
	f.Subscription.OpenInvoice = "NWT-0013"
	f.Catalog.Plans[1].Metered = []billing.Meter{{Meter: billing.CallMinutes}}
	e := endingOf(f, words.Printer{})
	want := []string{
		"Everything works until 1 Dec 2026. Then Team ends and does not renew.",
		"Until then it can be resumed at any time.",
		"What was charged stays charged; nothing is refunded.",
		"Invoice NWT-0013 stays owed.",
		"What is used until 1 Dec 2026 is billed then.",
		"What is scheduled is dropped: 200 GB storage to 100 GB storage.",
		"Members, files and settings are kept, and are there again with a new plan.",
		"Billing credit of $94.80 stays and reduces later invoices; it is never paid out.",
		"The account balance of $240.00 stays and pays for a later plan.",
	}
	var got []string
	for _, line := range e.lines {
		got = append(got, line.what)
	}
	if !slices.Equal(got, want) || e.title != "Cancel Team at the period's end?" || e.confirm != "Cancel on 1 Dec 2026" {
		t.Errorf("%q: %q, %q", e.title, got, e.confirm)
	}
	bare := sample.Facts()
	bare.Account.BillingCredit, bare.Account.AccountBalance, bare.Subscription.Scheduled = bare.Account.BillingCredit.Sub(bare.Account.BillingCredit), bare.Account.AccountBalance.Sub(bare.Account.AccountBalance), nil
	if n := len(endingOf(bare, words.Printer{}).lines); n != 4 {
		t.Errorf("without credit, balance and plans: %d lines", n)
	}
}

func TestNoticesAreThoseThatStillMatter(t *testing.T) {
	at := func(days int) billing.Notification {
		return billing.Notification{At: sample.Now().AddDate(0, 0, -days), Notice: billing.Notice{Code: billing.DeviceAdded}}
	}
	for name, tt := range map[string]struct {
		days []int
		want int
	}{
		"none":        {nil, 0},
		"two and old": {[]int{0, 14, 15}, 2},
		"many":        {[]int{0, 1, 2, 3}, 3},
	} {
		var notices []billing.Notification
		for _, d := range tt.days {
			notices = append(notices, at(d))
		}
		if got := showNotices(notices, sample.Now(), words.Printer{}); len(got) != tt.want {
			t.Errorf("%s: %d notices", name, len(got))
		}
	}
}
