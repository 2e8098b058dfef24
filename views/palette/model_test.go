package palette

import (
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/words"
)

var everywhere = []Place{
	{nav.PageOverview, resources.IconOverview, "Overview", "Ctrl 1"},
	{nav.PagePlans, resources.IconPlan, "Plan", "Ctrl 2"},
	{nav.PageSeats, resources.IconSeats, "Seats", "Ctrl 3"},
	{nav.PageStorage, resources.IconStorage, "Storage", "Ctrl 4"},
	{nav.PageCredits, resources.IconCredits, "AI and sending credits", "Ctrl 5"},
	{nav.PageInvoices, resources.IconInvoices, "Invoices", "Ctrl 6"},
	{nav.PagePayments, resources.IconPayments, "Payments", "Ctrl 7"},
}

// theRest are the pages that are found by their actions too.
var theRest = []Place{
	{nav.PageHistory, resources.IconHistory, "History", "Ctrl 8"},
	{nav.PageSupport, resources.IconSupport, "Support", "Ctrl 9"},
	{nav.PageSettings, resources.IconSettings, "Settings", "Ctrl ,"},
}

// What is done on the pages of papers, help and settings is found by its name; who types
// the name of a page gets that first.
func TestActionsOfPapersAndSettings(t *testing.T) {
	x := indexOf(append(slices.Clone(everywhere), theRest...), nil)
	for typed, want := range map[string]string{
		"charge mine": "Actions | Is this charge mine? |  | ",
		"compose":     "Actions | Write to support |  | ",
		"export inv":  "Actions | Export invoices | PDF and CSV | ",
		"export hist": "Actions | Export history | CSV | ",
		"language":    "Actions | Change the language |  | ",
		"text size":   "Actions | Text size | in the settings | ",
		"refresh all": "Actions | Refresh all | in the settings | ",
		"history":     "Pages | History |  | Ctrl 8",
		"settings":    "Pages | Settings |  | Ctrl ,",
	} {
		if got := lines(x.search(t.Context(), typed)); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds\n%s\nand not first\n%s", typed, strings.Join(got, "\n"), want)
		}
	}
}

func team() []billing.Member {
	lately, before := sample.Now().AddDate(0, 0, -1), sample.Now().AddDate(0, 0, -61)
	return []billing.Member{
		{ID: "a", Name: "Anna Seaton", Email: "anna@northwind.example", Role: billing.RoleMember, Status: billing.MemberActive, LastActive: &lately},
		{ID: "b", Name: "Bea Nowak", Email: "bea@northwind.example", Role: billing.RoleMember, Status: billing.MemberActive, LastActive: &before},
		{ID: "c", Name: "Never There", Email: "never@northwind.example", Role: billing.RoleMember, Status: billing.MemberActive},
		{ID: "d", Name: "Gil Guest", Email: "gil@elsewhere.example", Role: billing.RoleMember, Status: billing.MemberActive, Guest: true},
		{ID: "e", Email: "new@northwind.example", Role: billing.RoleMember, Status: billing.MemberInvited},
	}
}

// indexOf is of the sample account after something happened to it.
func indexOf(places []Place, set func(*billing.Facts)) *index {
	f := sample.Facts()
	if set != nil {
		set(&f)
	}
	return build(data{facts: f, places: places, archive: newArchive(sample.Invoices(), team(), sample.Now(), words.Printer{})}, words.Printer{})
}

// lines are what was found, as it is read: group, title, note and right end.
func lines(f found) []string {
	var all []string
	for _, g := range f.groups {
		for _, e := range g.entries {
			all = append(all, strings.Join([]string{groupName(g.group), e.Title, e.Note, e.Right}, " | "))
		}
	}
	return all
}

func TestSearchFindsByWhatPeopleRemember(t *testing.T) {
	x := indexOf(everywhere, nil)
	for typed, want := range map[string]string{
		"add":           "Actions | Add seats | opens a preview, nothing is bought yet | ",
		"remove":        "Actions | Remove seats at renewal | 4 of 50 are free | ",
		"idle":          "Actions | Review 1 idle member | not active for 60 days | ",
		"balance":       "Actions | Top up | account balance $240.00 | ",
		"vat id":        "Actions | Edit billing details | company, country, VAT ID | ",
		"undo":          "Actions | Undo the scheduled change | 200 GB storage to 100 GB storage | ",
		"cancel":        "Actions | Cancel at the period's end | on the overview, until 1 Dec 2026 | ",
		"storage 700":   "Pages | Storage | 548.2 of 700 GB used | Ctrl 4",
		"nwt-0010":      "Invoices | NWT-0010, Team, 4 seats, until 1 Nov | 14 Oct 2026 · Paid | $33.44",
		"854.40":        "Invoices | NWT-0011, Team, 50 seats and 3 more lines | 1 Nov 2026 · Paid | $854.40",
		"2026-10-14":    "Invoices | NWT-0010, Team, 4 seats, until 1 Nov | 14 Oct 2026 · Paid | $33.44",
		"anna@":         "Members | Anna Seaton | anna@northwind.example | Member",
		"new@northwind": "Members | new@northwind.example |  | Member",
		"business":      "Plans | Business, 1 to 250 seats | $18.00 a seat a month | Compare",
		"team, 1":       "Plans | Team, 1 to 100 seats | $12.00 a seat a month | Current plan",
		"contract":      "Plans | Custom | sold by contract | Compare",
	} {
		if got := lines(x.search(t.Context(), typed)); !slices.Contains(got, want) {
			t.Errorf("%q finds\n%s\nand not\n%s", typed, strings.Join(got, "\n"), want)
		}
	}
}

// Without anything typed there are the actions and pages.
func TestNothingTypedIsWhatCanBeDone(t *testing.T) {
	got := indexOf(everywhere, nil).search(t.Context(), "")
	if len(got.groups) != 2 || got.groups[0].group != Actions || got.groups[1].group != Pages || got.shown != got.of {
		t.Errorf("%s", strings.Join(lines(got), "\n"))
	}
}

// Only a few invoices are shown beside other groups, and all of them are counted.
func TestWhatIsNotShownIsCounted(t *testing.T) {
	got := indexOf(everywhere, nil).search(t.Context(), "seats")
	i := slices.IndexFunc(got.groups, func(g foundGroup) bool { return g.group == Invoices })
	if i < 0 || len(got.groups[i].entries) != few || got.groups[i].of <= few || got.of-got.shown != got.groups[i].of-few {
		t.Errorf("%d of %d: %s", got.shown, got.of, strings.Join(lines(got), "\n"))
	}
}

func TestEveryRoleIsOfferedWhatItMayDo(t *testing.T) {
	for _, role := range billing.Roles {
		x := indexOf(everywhere, func(f *billing.Facts) { f.Account = f.Account.SeenBy(role) })
		for typed, need := range map[string]billing.Permission{
			"Add seats": billing.ChangeBilling, "Top up": billing.ChangeBilling, "Change plan": billing.ChangeBilling, "Undo": billing.ChangeBilling,
			"Buy AI": billing.ChangeBilling, "Add a card": billing.ManageMethods, "idle": billing.SeePeople, "Anna": billing.SeePeople,
			"NWT-0011": billing.SeeBilling, "Storage": billing.SeePlan, "Business": billing.SeePlan,
		} {
			if got := x.search(t.Context(), typed); (got.of > 0) != role.May(need) {
				t.Errorf("%s finds by %q:\n%s", role, typed, strings.Join(lines(got), "\n"))
			}
		}
	}
}

func TestAnActionIsOfferedWhereItsPageIs(t *testing.T) {
	x := indexOf(everywhere[:2], nil)
	for _, typed := range []string{"Top up", "idle", "Buy AI", "Anna", "NWT-0011"} {
		if got := x.search(t.Context(), typed); got.of > 0 {
			t.Errorf("%q: %s", typed, strings.Join(lines(got), "\n"))
		}
	}
	if got := x.search(t.Context(), "Add seats"); got.of == 0 {
		t.Error("the plan's page is there")
	}
}

func TestActionsFollowTheAccount(t *testing.T) {
	for _, c := range []struct {
		name  string
		set   func(*billing.Facts)
		typed string
		want  string
		leads nav.Route
		not   string // offered
	}{
		{
			"an open invoice", func(f *billing.Facts) { f.Subscription.OpenInvoice = "NWT-0011" }, "pay",
			"Actions | Pay the open invoice | NWT-0011, $854.40 due | ",
			nav.Route{Page: nav.PageCheckout, Arg: "order=pay"},
			"",
		},
		{
			"more members than seats", func(f *billing.Facts) { f.Usage.ActiveMembers = 53 }, "over",
			"Actions | Show who is over | 3 members are over the limit | ",
			nav.Route{Page: nav.PageSeats, Arg: "over"},
			"Remove seats",
		},
		{
			"as many seats as are sold", func(f *billing.Facts) { f.Subscription.Terms.Seats = 100 }, "remove",
			"Actions | Remove seats at renewal | 54 of 100 are free | ",
			nav.Route{Page: nav.PagePlans, Arg: "seats=46"},
			"Add seats",
		},
		{
			"a cancellation", func(f *billing.Facts) { f.Subscription.CancelAtPeriodEnd = true }, "resume",
			"Actions | Resume the subscription | it ends on 1 Dec 2026 | ",
			nav.Route{Page: nav.PageCheckout, Arg: "order=resume"},
			"Cancel at",
		},
		{
			"a member", func(*billing.Facts) {}, "anna@",
			"Members | Anna Seaton | anna@northwind.example | Member",
			nav.Route{Page: nav.PageSeats, Arg: nav.MemberArg("a")},
			"Resume",
		},
		{
			"a paid plan", func(*billing.Facts) {}, "cancel",
			"Actions | Cancel at the period's end | on the overview, until 1 Dec 2026 | ",
			nav.Route{Page: nav.PageOverview, Arg: "cancel"},
			"Resume",
		},
		{
			"a scheduled change", func(*billing.Facts) {}, "undo",
			"Actions | Undo the scheduled change | 200 GB storage to 100 GB storage | ",
			nav.Route{Page: nav.PageOverview, Arg: "scheduled"},
			"Pay",
		},
		{
			"nothing scheduled", func(f *billing.Facts) { f.Subscription.Scheduled = nil }, "customize",
			"Actions | Customize plan | seats, volumes and add-ons | ",
			nav.Route{Page: nav.PagePlans, Arg: "plan=team"},
			"Undo",
		},
	} {
		x := indexOf(everywhere, c.set)
		got := x.search(t.Context(), c.typed)
		if !slices.Contains(lines(got), c.want) || got.groups[0].entries[0].Leads != c.leads {
			t.Errorf("%s: %s", c.name, strings.Join(lines(got), "\n"))
		}
		for _, e := range x.shelves[Actions].entries {
			if c.not != "" && strings.HasPrefix(e.Title, c.not) {
				t.Errorf("%s: %q is offered", c.name, e.Title)
			}
		}
	}
}

func TestBeforeAnythingWasReadThereAreThePages(t *testing.T) {
	x := build(data{places: everywhere, own: []Entry{{Title: "Refresh"}}, archive: newArchive(nil, nil, time.Time{}, words.Printer{})}, words.Printer{})
	if got := x.search(t.Context(), ""); got.of != len(everywhere)+1 {
		t.Errorf("%s", strings.Join(lines(got), "\n"))
	}
}

func TestATrialIsNoPlanToChangeTo(t *testing.T) {
	trial := func(f *billing.Facts) {
		f.Catalog.Plans = append([]billing.Plan{{ID: "trial", Name: "Trial of everything", Kind: billing.PlanTrial}}, f.Catalog.Plans...)
	}
	if got := indexOf(everywhere, trial).search(t.Context(), "trial of"); got.of != 0 {
		t.Errorf("%s", strings.Join(lines(got), "\n"))
	}
	on := indexOf(everywhere, func(f *billing.Facts) {
		trial(f)
		f.Subscription.Terms.Plan = "trial"
	})
	if got := lines(on.search(t.Context(), "trial of")); !slices.Contains(got, "Plans | Trial of everything | free of charge | Current plan") {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for _, e := range on.shelves[Actions].entries { // its page would say that nothing can be set
		if strings.HasPrefix(e.Leads.Arg, "seats=") || e.Title == "Customize plan" {
			t.Errorf("%q leads to %v", e.Title, e.Leads)
		}
	}
}
