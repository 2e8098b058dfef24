package plans

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

var now = time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func paid(id, name string, rank int, month, year string) billing.Plan {
	return billing.Plan{
		ID: id, Name: name, Rank: rank, Kind: billing.PlanPaid, Seats: billing.SeatRule{Min: 1, Max: 100},
		Prices: []billing.Price{{Interval: billing.Monthly, PerSeat: dec(month)}, {Interval: billing.Yearly, PerSeat: dec(year)}},
	}
}

// facts are ten seats of Team at 12.00, half way through November, without tax.
func facts() billing.Facts {
	catalog := &billing.Catalog{
		Currency: "USD", Policy: billing.DefaultPolicy(),
		Plans: []billing.Plan{
			{ID: "free", Name: "Free", Rank: 10, Kind: billing.PlanFree, Seats: billing.SeatRule{Max: 3}},
			{ID: "trial", Name: "Trial", Rank: 15, Kind: billing.PlanTrial},
			paid("team", "Team", 20, "12.00", "120.00"),
			paid("business", "Business", 30, "18.00", "180.00"),
			{ID: "custom", Name: "Custom", Rank: 40, Kind: billing.PlanCustom},
		},
		Addons: []billing.Addon{{
			ID: "storage_100", Name: "100 GB", Kind: billing.AddonRecurring,
			Prices: []billing.AddonPrice{{Interval: billing.Monthly, Unit: dec("10.00")}},
		}},
	}
	period := billing.Period{Start: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)}
	zero := money.Zero("USD")
	return billing.Facts{
		Catalog: catalog, Usage: &billing.Usage{ActiveMembers: 8},
		Account: &billing.Account{
			Name: "Northwind", Role: billing.RoleAdmin, Currency: "USD", AccountBalance: zero, BillingCredit: zero,
			Methods: []billing.PaymentMethod{{ID: "pm_1", ExpMonth: 8, ExpYear: 2028, Status: billing.MethodWorks}},
		},
		Subscription: &billing.Subscription{
			Status: billing.StatusActive, Terms: billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 10},
			Anchor: period.Start, Period: period,
			Billed: []billing.Billed{{Item: billing.ItemSeats, Net: money.New(dec("120.00"), "USD")}},
		},
	}
}

type wantColumn struct {
	name, price, label string
	action             action
	note               string
	direct             bool
}

func checkColumns(t *testing.T, c comparison, want []wantColumn) {
	t.Helper()
	var got []wantColumn
	for _, column := range c.columns {
		got = append(got, wantColumn{column.name, column.price, column.label, column.action, column.note, column.direct})
	}
	if len(got) != len(want) {
		t.Fatalf("%d columns, want %d: %+v", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("column %d:\n got %+v\nwant %+v", i, got[i], want[i])
		}
	}
}

func TestCompareSaysWhatEachPlanWouldDo(t *testing.T) {
	// Half of November is left: 180.00 of 18.00 × 10 − 120.00 halves to 30.00.
	checkColumns(t, compare(known{facts: facts()}, billing.Monthly, now, words.Printer{}), []wantColumn{
		{"Free", "$0.00", "See what blocks it", actionBlocked, "8 members, Free allows 3.", true},
		{"Team", "$120.00", "Current plan", actionCurrent, "Your plan until 1 Dec 2026, then it renews.", false},
		{"Business", "$180.00", "Choose Business", actionChoose, "Starts now; about $30.00 is due.", false},
		{"Custom", "By quote", "Contact Sales", actionContact, "Over 100 seats, own terms, or education.", false},
	})
	// A year starts a new period now: 1,200.00 or 1,800.00 less the unused 60.00.
	yearly := compare(known{facts: facts()}, billing.Yearly, now, words.Printer{})
	checkColumns(t, yearly, []wantColumn{
		{"Free", "$0.00", "See what blocks it", actionBlocked, "8 members, Free allows 3.", true},
		{"Team", "$1,200.00", "Switch to yearly", actionChoose, "Starts now; about $1,140.00 is due.", false},
		{"Business", "$1,800.00", "Choose Business", actionChoose, "Starts now; about $1,740.00 is due.", false},
		{"Custom", "By quote", "Contact Sales", actionContact, "Over 100 seats, own terms, or education.", false},
	})
	if want := "interval=year&plan=business"; yearly.columns[2].arg != want {
		t.Errorf("arg %q, want %q", yearly.columns[2].arg, want)
	}
	if !slices.Equal(yearly.labels, []string{"Monthly", "Yearly, 2 months free"}) {
		t.Errorf("intervals %q", yearly.labels)
	}
}

func TestCompareOffersAMemberNothing(t *testing.T) {
	f := facts()
	f.Account.Role = billing.RoleMember
	c := compare(known{facts: f}, billing.Monthly, now, words.Printer{})
	if c.banner.action != "" || c.ask == "" {
		t.Errorf("offers %q, says %q", c.banner.action, c.ask)
	}
	for _, column := range c.columns {
		if column.action != actionNone || column.fix != "" {
			t.Errorf("%s: offers %q", column.name, column.label)
		}
	}
}

func TestCompareShowsATrialOnlyWhileItRuns(t *testing.T) {
	f := facts()
	f.Subscription.Terms = billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 3}
	f.Subscription.Status, f.Subscription.Billed = billing.StatusTrialing, nil
	ends := now.AddDate(0, 0, 5)
	f.Subscription.TrialEnds = &ends
	c := compare(known{facts: f}, billing.Monthly, now, words.Printer{})
	if c.columns[1].name != "Trial" || c.columns[1].note != "Your trial until 21 Nov 2026." {
		t.Errorf("got %+v", c.columns[1])
	}
}

func TestAPlanIsChosenBeforeThereIsACard(t *testing.T) {
	f := facts()
	f.Account.Methods = nil
	business := compare(known{facts: f}, billing.Monthly, now, words.Printer{}).columns[2]
	if business.action != actionChoose || business.label != "Choose Business" || business.note != "About $30.00 due. A card is added at the checkout." || business.fix != "" {
		t.Errorf("without a card: %+v", business)
	}
	f.Subscription.OpenInvoice = "NWT-0011" // and more than a card is missing
	if business = compare(known{facts: f}, billing.Monthly, now, words.Printer{}).columns[2]; business.action != actionBlocked {
		t.Errorf("with an open invoice: %+v", business)
	}
}

func TestLessStartsWithTheNextPeriod(t *testing.T) {
	f := facts()
	f.Subscription.Terms.Plan = "business"
	c := compare(known{facts: f}, billing.Monthly, now, words.Printer{})
	if want := "Starts on 1 Dec 2026; nothing is due now."; c.columns[1].note != want {
		t.Errorf("got %q, want %q", c.columns[1].note, want)
	}
}

func TestMonthsFreeOnlyWhereAllPlansAgree(t *testing.T) {
	tests := []struct {
		year string
		want int
	}{{"120.00", 2}, {"132.00", 1}, {"144.00", 0}, {"125.00", 0}}
	for _, tt := range tests {
		c := &billing.Catalog{Plans: []billing.Plan{paid("team", "Team", 20, "12.00", tt.year)}}
		if got := monthsFree(c); got != tt.want {
			t.Errorf("%s a year: %d months free, want %d", tt.year, got, tt.want)
		}
	}
	if got := monthsFree(&billing.Catalog{Plans: []billing.Plan{
		paid("team", "Team", 20, "12.00", "120.00"), paid("business", "Business", 30, "18.00", "198.00"),
	}}); got != 0 {
		t.Errorf("plans that differ: %d months free", got)
	}
}

func TestCells(t *testing.T) {
	w := words.Printer{}
	plan := billing.Plan{
		Kind: billing.PlanPaid, Seats: billing.SeatRule{Min: 2},
		Includes: billing.Grants{billing.AICredits: dec("500"), billing.EmailCredits: dec("1000")},
		PerSeat:  billing.Grants{billing.AICredits: dec("100"), billing.StorageGB: dec("10")},
		Metered: []billing.Meter{
			{Meter: billing.CallMinutes, Included: dec("1000"), Tiers: []billing.Tier{{Unit: dec("0.015")}}},
		},
	}
	tests := []struct {
		got  cell
		want string
	}{
		{seatsCell(&plan, w), "2 and more"},
		{grantCell(&plan, billing.AICredits, 50, w), "500 + 100 a seat: 5,500"},
		{grantCell(&plan, billing.StorageGB, 50, w), "10 GB a seat: 500 GB"},
		{grantCell(&plan, billing.EmailCredits, 50, w), "1,000"},
		{grantCell(&plan, billing.MessageCredits, 50, w), "Not included"},
		{volumeCell(&plan, billing.EmailCredits, w), "1,000, fixed"},
		{volumeCell(&plan, billing.MessageCredits, w), "Not included"},
		{meterCell(&plan, billing.CallMinutes, "EUR", w), "1,000 included, then 0.015\u00a0EUR each"},
		{meterCell(&billing.Plan{Kind: billing.PlanCustom}, billing.CallMinutes, "EUR", w), "As agreed"},
	}
	for _, tt := range tests {
		if tt.got.lines[0] != tt.want {
			t.Errorf("got %q, want %q", tt.got.lines[0], tt.want)
		}
	}
}

func TestLimitsNameWhatTheySet(t *testing.T) {
	f := facts()
	limits := limitsOf(f, f.Subscription.Terms, words.Printer{})
	if len(limits) != 2 || limits[0].hint != "8 active members; $12.00 a seat" || limits[1].hint != "$10.00 a month each" {
		t.Fatalf("got %+v", limits)
	}
	patch := limits[1].with(limits[0].with(billing.Patch{}, 10), 2)
	if patch.Seats == nil || *patch.Seats != 10 {
		t.Error("today's value is not named, so what is scheduled would stay")
	}
	if patch.Addons["storage_100"] != 2 {
		t.Errorf("add-ons %v", patch.Addons)
	}
	again := limits[1].with(patch, 3)
	if patch.Addons["storage_100"] != 2 || again.Addons["storage_100"] != 3 {
		t.Error("setting a limit changed the patch that it was given")
	}
}

func TestWhatIsScheduledIsInTheLimits(t *testing.T) {
	f := facts()
	f.Subscription.Scheduled = &billing.Scheduled{
		At: f.Subscription.Period.End, After: billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 9},
	}
	if got := targetOf(f.Subscription, billing.Patch{}).Seats; got != 9 {
		t.Errorf("%d seats, want the scheduled 9", got)
	}
	limits := limitsOf(f, targetOf(f.Subscription, billing.Patch{}), words.Printer{})
	if want := "8 active members; $12.00 a seat; as scheduled for 1 Dec"; limits[0].hint != want {
		t.Errorf("got %q, want %q", limits[0].hint, want)
	}
	yearly := billing.Yearly
	if got := targetOf(f.Subscription, billing.Patch{Interval: &yearly}).Seats; got != 10 {
		t.Errorf("%d seats, want 10: another interval drops what is scheduled", got)
	}
}

// What starts a period applies as a whole, at once; only within one do lower limits wait.
func TestWhenALimitApplies(t *testing.T) {
	const (
		waits = ". Higher limits start now, lower ones on 1 Dec 2026."
		whole = ". A new billing period starts now, and every limit with it."
		both  = ". Higher and lower limits start now."
	)
	team := func(i billing.Interval) billing.Terms { return billing.Terms{Plan: "team", Interval: i, Seats: 10} }
	free := billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}
	for name, tt := range map[string]struct {
		from, to billing.Terms
		at       billing.Downgrade
		want     string
	}{
		"within the month":      {team(billing.Monthly), team(billing.Monthly), billing.DowngradePeriodEnd, "Monthly" + waits},
		"month to year":         {team(billing.Monthly), team(billing.Yearly), billing.DowngradePeriodEnd, "Yearly" + whole},
		"year to month":         {team(billing.Yearly), team(billing.Monthly), billing.DowngradePeriodEnd, "Monthly" + waits},
		"year to month at once": {team(billing.Yearly), team(billing.Monthly), billing.DowngradeImmediateCredit, "Monthly" + whole},
		"within it, at once":    {team(billing.Monthly), team(billing.Monthly), billing.DowngradeImmediateCredit, "Monthly" + both},
		"free or trial to paid": {free, team(billing.Monthly), billing.DowngradePeriodEnd, "Monthly" + whole},
	} {
		f := facts()
		f.Subscription.Terms, f.Catalog.Policy.Downgrade = tt.from, tt.at
		if got := whenOf(f, tt.to, words.Printer{}); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestAPriceOfALimitIsThatOfTheNextInvoice(t *testing.T) {
	f := facts()
	seats := 12
	preview, err := billing.NewPreview(f, billing.Patch{Seats: &seats}, now)
	if err != nil {
		t.Fatal(err)
	}
	limits := limitsOf(f, preview.After, words.Printer{})
	if got := renewalOf(&preview, words.Printer{}, limits[0].item); got != "144.00" {
		t.Errorf("seats cost %s, want 144.00", got)
	}
	label, amount := regular(f, &preview, billing.Monthly, words.Printer{})
	if label != "Each month from 1 Dec 2026, before tax" || amount != "144.00" {
		t.Errorf("got %q %q", label, amount)
	}
}

func TestAnIntervalThatIsNotSoldIsNotOffered(t *testing.T) {
	f := facts()
	for i := range f.Catalog.Plans {
		if p := &f.Catalog.Plans[i]; p.ID == "business" {
			p.Prices = p.Prices[:1] // by the month only
		}
	}
	got := compare(known{facts: f}, billing.Yearly, now, words.Printer{}).columns[2]
	if got.name != "Business" || got.action != actionRefused || got.note != "Not sold yearly." {
		t.Errorf("got %+v", got)
	}
}
