package words

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

func amount(t *testing.T, s string, c money.Currency) money.Money {
	t.Helper()
	m, err := money.Parse(s, c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAmounts(t *testing.T) {
	cases := []struct {
		locale           Locale
		plain            string
		currency         money.Currency
		column, standing string
	}{
		{"", "37.42", "USD", "37.42", "$37.42"},
		{"en_US.UTF-8", "-94.80", "USD", "–94.80", "–$94.80"},
		{"en-GB", "1234567.5", "GBP", "1,234,567.50", "£1,234,567.50"},
		{"", "0", "KWD", "0.000", "KWD\u00a00.000"},
		{"ja-JP", "120000", "JPY", "120,000", "¥120,000"},
		{"de-DE", "-1234.5", "EUR", "–1.234,50", "–1.234,50\u00a0€"},
		{"de_CH", "1234.5", "CHF", "1’234.50", "CHF\u00a01’234.50"},
		{"fr", "1234.5", "CHF", "1\u00a0234,50", "1\u00a0234,50\u00a0CHF"},
		{"en-IN", "12345678.9", "INR", "1,23,45,678.90", "INR\u00a01,23,45,678.90"},
		{"xx", "999", "USD", "999.00", "$999.00"},
	}
	for _, c := range cases {
		p, m := Printer{Locale: c.locale}, amount(t, c.plain, c.currency)
		if got := p.Amount(m); got != c.column {
			t.Errorf("%s %s: column %q, want %q", c.locale, c.plain, got, c.column)
		}
		if got := p.Standing(m); got != c.standing {
			t.Errorf("%s %s: standing %q, want %q", c.locale, c.plain, got, c.standing)
		}
	}
	if got := Copied(amount(t, "-1234.5", "EUR")); got != "-1234.50 EUR" {
		t.Errorf("copied %q", got)
	}
	for plain, want := range map[string]string{"18": "$18.00", "0.0008": "0.0008\u00a0USD", "1200.5": "$1,200.50"} {
		if got := (Printer{}).UnitPrice(decimal.RequireFromString(plain), "USD"); got != want {
			t.Errorf("unit price %s: %q, want %q", plain, got, want)
		}
	}
	if got := (Printer{}).Percent(decimal.RequireFromString("0.055")); got != "5.5%" {
		t.Errorf("percent %q", got)
	}
}

func TestDates(t *testing.T) {
	p := Printer{}
	at := time.Date(2026, 11, 20, 16, 20, 7, 0, time.UTC)
	end := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	east := Printer{Zone: time.FixedZone("east", 9*60*60)}
	cases := []struct{ name, got, want string }{
		{"date", p.Date(end), "1 Dec 2026"},
		{"day in the east", east.Day(at), "21 Nov 2026"},
		{"billing's day in the east", east.Date(at), "20 Nov 2026"},
		{"day and clock", p.DayClock(at), "20 Nov 16:20"},
		{"seconds", p.ClockSeconds(at), "16:20:07"},
		{"today", p.When(at, at.Add(time.Hour)), "16:20"},
		{"this year", p.When(at, end), "20 Nov 16:20"},
		{"another year", p.When(at, end.AddDate(1, 0, 0)), "20 Nov 2026 16:20"},
		{"period", p.Between(end.AddDate(0, -1, 0), end), "1 Nov – 1 Dec 2026"},
		{"period over a year's end", p.Between(end, end.AddDate(0, 1, 0)), "1 Dec 2026 – 1 Jan 2027"},
		{"now", Ago(59 * time.Second), "just now"},
		{"minutes", Ago(2*time.Minute + 59*time.Second), "2 min ago"},
		{"hours", Ago(47 * time.Hour), "47 h ago"},
		{"days", Ago(48 * time.Hour), "2 d ago"},
		{"old", Old(47 * time.Minute), "47 min old"},
		{"begun day", DaysLeft(end, end.Add(-time.Second)), "1 day left"},
		{"days left", DaysLeft(end, at), "11 days left"},
		{"past", DaysLeft(end, end.Add(time.Hour)), "0 days left"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

// The checkout picture's line: 50 seats at 18.00, with 825,473 of 2,592,000
// seconds left: 900 × 825473 ÷ 2592000 = 286.6225…
func TestLines(t *testing.T) {
	end := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	line := func(code billing.Code, item billing.Item, name, quantity, arithmetic, total string) billing.Line {
		return billing.Line{
			Code: code, Item: item, Quantity: decimal.RequireFromString(quantity),
			Period: billing.Period{Start: end.AddDate(0, -1, 0), End: end}, Amount: amount(t, total, "USD"),
			Params:     map[string]string{"name": name, "quantity": quantity, "left": "825473", "of": "2592000", "unit": "second"},
			Arithmetic: arithmetic,
		}
	}
	p := Printer{}
	rest := line(billing.LineRestOfPeriod, "seats", "Business", "50", "(50*18.00)*825473/2592000", "286.62")
	unused := line(billing.LineUnusedTime, "seats", "Team", "50", "-min((50*12.00)*825473/2592000,100.00)", "-100.00")
	days := line(billing.LineRestOfPeriod, "plan", "Pro", "30", "(30*10.00+5*8.00)*15/30", "170.00")
	days.Params["left"], days.Params["of"], days.Params["unit"] = "15", "30", "day"
	cases := []struct{ name, got, want string }{
		{"rest", p.Line(rest), "Business, 50 seats, until 1 Dec"},
		{"unused", p.Line(unused), "Unused time on Team, 50 seats"},
		{"plan", p.Line(line(billing.LineFullPeriod, "plan", "Team", "1", "", "9.00")), "Team"},
		{"one seat", p.Line(line(billing.LineFullPeriod, "seats", "Team", "1", "", "9.00")), "Team, 1 seat"},
		{"one add-on", p.Line(line(billing.LineFullPeriod, "addon:s", "100 GB", "1", "", "9.00")), "100 GB"},
		{"add-ons", p.Line(line(billing.LineFullPeriod, "addon:s", "100 GB", "2", "", "9.00")), "2 × 100 GB"},
		{"volume", p.Line(line(billing.LineUnusedTime, "volume:email_credits", "email_credits", "40000", "", "9.00")), "Unused time on 40,000 email credits"},
		{"volume of AI", p.Line(line(billing.LineFullPeriod, "volume:ai_credits", "ai_credits", "5", "", "9.00")), "5 AI credits"},
		{"unknown", p.Line(line("line_of_tomorrow", "plan", "Team", "1", "", "9.00")), "Team"},
		{"arithmetic", p.Arithmetic(rest), "50 × 18.00 × 825,473 s ÷ 2,592,000 s = 286.62"},
		{"capped", p.Arithmetic(unused), "–the lesser of (50 × 12.00 × 825,473 s ÷ 2,592,000 s; 100.00) = –100.00"},
		{"days", p.Arithmetic(days), "(30 × 10.00 + 5 × 8.00) × 15 d ÷ 30 d = 170.00"},
		{
			"explained", p.Explanation(rest, money.HalfUp),
			"9 d 13 h 17 min 53 s of 30 days are left. Rounded once, half away from zero: 286.62.",
		},
		{
			"explained in days", p.Explanation(days, money.HalfEven),
			"15 days of 30 days are left. Rounded once, half to the even neighbour: 170.00.",
		},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestBadges(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 42, 0, 0, time.UTC)
	read := func(ago time.Duration, f billing.Freshness) billing.Freshness {
		f.AsOf = now.Add(-ago)
		return f
	}
	offline := billing.NewProblem(billing.Offline)
	cases := []struct {
		name string
		f    billing.Freshness
		want string
	}{
		{"live", read(3*time.Minute, billing.Freshness{Connected: true}), "Live"},
		{"fresh", read(2*time.Minute, billing.Freshness{}), "2 min ago"},
		{"stale", read(47*time.Minute, billing.Freshness{}), "47 min old"},
		{"refreshing", read(47*time.Minute, billing.Freshness{Refreshing: true}), "Refreshing…"},
		{"pending", read(time.Minute, billing.Freshness{Pending: true, Refreshing: true, Problem: offline}), "Change pending"},
		{"offline", read(84*time.Minute, billing.Freshness{Problem: offline}), "Offline, as of 09:18"},
		{"offline for days", read(25*time.Hour, billing.Freshness{Problem: offline}), "Offline, as of 20 Nov 09:42"},
		{"never read", billing.Freshness{}, "Not read yet"},
		{"never reached", billing.Freshness{Problem: offline}, "Offline"},
	}
	for _, c := range cases {
		if got := (Printer{}).Badge(c.f, now).Text; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A first copy says how far it has come; one that is read anew is still the old one.
func TestAFirstReadingIsCounted(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 42, 7, 0, time.UTC)
	for _, c := range []struct {
		f    billing.Freshness
		want string
	}{
		{billing.Freshness{}, "Not read yet"},
		{billing.Freshness{Records: 12_000, Refreshing: true}, "12,000 records read so far"},
		{billing.Freshness{Records: 1}, "1 record read so far"},
		{billing.Freshness{Records: 12_000, AsOf: now}, "Updated 10:42"},
	} {
		if got := (Printer{}).Updated(c.f, now); got != c.want {
			t.Errorf("%+v: %q, want %q", c.f, got, c.want)
		}
		if got := (Printer{}).Copy(c.f, now); c.f.AsOf.IsZero() && got != c.want {
			t.Errorf("%+v: %q, want %q", c.f, got, c.want)
		}
	}
}

func TestTermsAndWhatDiffers(t *testing.T) {
	gigabytes := func(id, name, n string) billing.Addon {
		return billing.Addon{ID: id, Name: name, Grants: billing.Grants{billing.StorageGB: decimal.RequireFromString(n)}}
	}
	catalog := &billing.Catalog{
		Plans: []billing.Plan{{ID: "team", Name: "Team"}, {ID: "business", Name: "Business"}},
		Addons: []billing.Addon{
			gigabytes("storage_100", "100 GB storage", "100"), gigabytes("storage_200", "200 GB storage", "200"),
			{ID: "sso", Name: "Single sign-on"},
		},
	}
	from := billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 46}
	to := billing.Terms{
		Plan: "business", Interval: billing.Yearly, Seats: 50,
		Addons: map[string]int{"storage_100": 2}, Volumes: map[string]int64{"email_credits": 60000},
	}
	addons := func(all map[string]int) billing.Terms {
		t := from.Clone()
		t.Addons = all
		return t
	}
	type some = map[string]int
	p := Printer{}
	cases := []struct {
		name     string
		catalog  *billing.Catalog
		from, to billing.Terms
		want     string
	}{
		{
			"everything", catalog, from, to,
			"Team to Business, Monthly to yearly, 46 to 50 seats, 2 × 100 GB storage added, Email credits: 0 to 60,000 a month",
		},
		{"nothing", nil, from, from, "No change"},
		{"one comes", catalog, from, addons(some{"storage_200": 1}), "200 GB storage added"},
		{"one leaves", catalog, addons(some{"storage_200": 1}), from, "200 GB storage removed"},
		{"more of one", catalog, addons(some{"storage_200": 1}), addons(some{"storage_200": 3}), "200 GB storage: 1 to 3"},
		{
			"one for another", catalog, addons(some{"storage_200": 1}), addons(some{"storage_100": 2}),
			"200 GB storage to 2 × 100 GB storage",
		},
		{
			"one for another kind", catalog, addons(some{"storage_200": 1}), addons(some{"sso": 1}),
			"Single sign-on added, 200 GB storage removed",
		},
		{
			"two for one", catalog, addons(some{"storage_200": 1}), addons(some{"storage_100": 1, "sso": 1}),
			"Single sign-on added, 100 GB storage added, 200 GB storage removed",
		},
		{
			"a swap unknown here", nil, addons(some{"storage_200": 1}), addons(some{"storage_100": 1}),
			"storage_100 added, storage_200 removed",
		},
	}
	for _, c := range cases {
		if got := p.Summary(c.catalog, c.from, c.to); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := p.Terms(catalog, to); got != "Business, 50 seats, 2 × 100 GB storage, 60,000 email credits, yearly" {
		t.Errorf("terms %q", got)
	}
	if got := p.Terms(catalog, addons(some{"storage_200": 1})); got != "Team, 46 seats, 200 GB storage, monthly" {
		t.Errorf("terms %q", got)
	}
	if got := p.Terms(nil, from); got != "team, 46 seats, monthly" {
		t.Errorf("terms without a catalog %q", got)
	}
}

func TestProblems(t *testing.T) {
	cases := []struct {
		err  error
		want string
	}{
		{
			billing.NewProblem(billing.SeatsOverLimit, "members", "53", "limit", "50", "over", "3"),
			"More people are active than there would be seats: 53 for 50. Nothing was charged. Remove members first, or keep more seats.",
		},
		{
			billing.NewProblem(billing.PreviewExpired, "at", "2026-11-21T10:57:07Z"),
			"The price was held until 21 Nov 2026 10:57, and that has passed. Nothing was charged. Preview the change again.",
		},
		{
			billing.NewProblem(billing.PriceChanged, "expected", "37.42", "now", "40.00", "currency", "USD"),
			"The amount due is no longer what you agreed to: $40.00, not $37.42. Nothing was charged. Read the new preview and confirm it.",
		},
		{
			billing.NewProblem(billing.InvalidRequest, "field", "seats", "value", "-1", "min", "0", "max", "2000"),
			"What was asked for is not possible: seats = -1. Nothing was charged. Correct it: at least 0, at most 2,000.",
		},
		{
			billing.NewProblem(billing.InvalidRequest, "field", "--server", "value", "ftp://x", "hint", "an address looks like https://billing.example.com"),
			"What was asked for is not possible: --server = ftp://x. Nothing was charged. Correct it: an address looks like https://billing.example.com.",
		},
		{
			billing.NewProblem(billing.HomeUnusable, "path", "", "reason", "this account has no home directory"),
			"Billfold cannot keep its data: this account has no home directory. Correct that, or set BILLFOLD_HOME to a folder of your own.",
		},
		{
			billing.NewProblem(billing.OutboxCorrupt, "kept", "/h/outbox.db.corrupt"),
			"The record of your changes was damaged and has been set aside as /h/outbox.db.corrupt. " +
				"A change whose outcome was not known may have been paid. Look into the history before making it again.",
		},
		{
			billing.NewProblem("of_tomorrow"),
			"Billing says “of tomorrow”, which this version of Billfold does not know. Update Billfold, then try again.",
		},
		{
			errUnnamed{}, "Something unexpected went wrong in Billfold. If you were paying, look into the history before trying again; the log has the details.",
		},
	}
	for _, c := range cases {
		if got := (Printer{}).Error(c.err).String(); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
	seen := billing.NewProblem(billing.NotPermitted, "permission", "see_billing", "ask", "Maya Okafor")
	if got := (Printer{}).Error(seen).String(); got != "Only owners, workspace admins, billing admins and finance approvers can see invoices and payments. Ask Maya Okafor." {
		t.Errorf("a permission to see: %q", got)
	}
	notice := billing.Notice{Code: billing.NotPermitted, Params: map[string]string{"role": "member"}, Fix: "seats"}
	if got := (Printer{}).Notice(notice); got != "Only owners, workspace admins and billing admins can change the plan; your role is Member. Ask one of them." {
		t.Errorf("notice %q", got)
	}
	if Fix("seats") != "Open seats" || Fix("") != "" {
		t.Error("fixes")
	}
}

type errUnnamed struct{}

func (errUnnamed) Error() string { return "raw text" }

func TestUnknownValuesStayReadable(t *testing.T) {
	if got := Invoice("partly_paid"); got != "Partly paid" {
		t.Errorf("%q", got)
	}
	if got := Item("addon:storage_100"); got != "Add-on storage_100" {
		t.Errorf("%q", got)
	}
}
