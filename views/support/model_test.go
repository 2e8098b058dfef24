package support

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
)

// told is a finding in short: its result, what it is, and where its fix leads.
func told(f finding) string {
	text := map[billing.ClaimResult]string{billing.ClaimMatches: "+", billing.ClaimNo: "-", billing.ClaimUnclear: "?"}[f.result] + f.title
	switch {
	case f.fix == nil:
		return text
	case f.fix.does == actGo:
		return text + " > " + f.fix.leads.String()
	default:
		return text + " > " + f.fix.label
	}
}

func owing(f *fake) { f.facts, f.invoices = sample.PastDue() }

func member(f *fake) {
	f.facts.Account = f.facts.Account.SeenBy(billing.RoleMember)
	f.facts.Subscription = f.facts.Subscription.SeenBy(billing.RoleMember)
	f.invoices, f.changes = nil, nil
}

func waiting(state billing.ChangeState) func(*fake) {
	return func(f *fake) {
		target := f.facts.Subscription.Terms.Clone()
		target.Plan = "business"
		f.pending = &billing.Submission{
			Intent:  billing.Intent{ID: "chg_9", Kind: billing.OrderChange, Target: target, At: sample.Now()},
			Outcome: billing.Outcome{ID: "chg_9", State: state},
		}
	}
}

func sold(f *fake) { f.changes = nil }

// Every symptom has its likely causes in their order, each held against the copy.
func TestEverySymptom(t *testing.T) {
	tests := []struct {
		name    string
		symptom symptom
		set     func(*fake)
		want    []string // findings that must be there, in this order
		verdict string
	}{
		{"a plan that changes on its day", outdated, nil, []string{
			"-A change is not settled yet", "+A change waits for its day > overview/scheduled",
			"+The last change was not made > checkout/plan=business", "-An invoice is open", "-The saved copy is old > Refresh",
			"?It is another account", "-This version of Billfold is too old",
		}, "A change waits for its day"},
		{
			"a plan that billing has not answered about", outdated, waiting(billing.ChangeUnknown),
			[]string{"+A change is not settled yet > checkout/plan=business"},
			"A change is not settled yet",
		},
		{
			"a plan behind an open invoice", outdated, owing,
			[]string{"+The last change was not made > checkout/plan=business", "+An invoice is open > checkout/order=pay"},
			"The last change was not made",
		},
		{"a plan of an old copy", outdated, func(f *fake) {
			f.freshness, f.changes, f.facts.Subscription.Scheduled = sample.Fresh(billing.Stale), nil, nil
		}, []string{"-A change waits for its day", "-The last change was not made", "+The saved copy is old > Refresh"}, "The saved copy is old"},
		{
			"a plan of a copy that follows at once", outdated, func(f *fake) { f.freshness = sample.Fresh(billing.Live) },
			[]string{"-The saved copy is old"},
			"A change waits for its day",
		},
		{"a plan that this version does not know", outdated, func(f *fake) {
			f.factsErr = billing.NewProblem(billing.ClientOutdated)
		}, []string{"?Your role does not allow it", "+The saved copy cannot be read > Refresh", "+This version of Billfold is too old"}, "The saved copy cannot be read"},

		{"a renewal that was refused", declined, owing, []string{
			"-The bank asks for a confirmation", "+The bank or the card refused it > payments",
			"+A saved card does not work > payments/add-card", "+An invoice is open > checkout/order=pay",
			"-There is nothing to pay with", "-The plan is under a contract",
		}, "The bank or the card refused it"},
		{
			"a change that was refused", declined, func(f *fake) { f.invoices = nil },
			[]string{"+The bank or the card refused it > payments", "-A saved card does not work", "-An invoice is open"},
			"The bank or the card refused it",
		},
		{"a renewal that was paid since", declined, sold, []string{"-The bank or the card refused it > Refresh"}, "write to support."},
		{
			"a bank that waits", declined, waiting(billing.ChangeRequiresAction),
			[]string{"+The bank asks for a confirmation > checkout/plan=business"},
			"The bank asks for a confirmation",
		},
		{
			"a bank that nobody answered", declined, func(f *fake) { f.changes[2].Problem = billing.ProofMissing },
			[]string{"+The bank asks for a confirmation > checkout/plan=business"},
			"The bank asks for a confirmation",
		},
		{
			"an expired card alone", declined, func(f *fake) {
				f.changes, f.invoices = nil, nil
				f.facts.Account.Methods = []billing.PaymentMethod{{Brand: "Visa", Last4: "4242", ExpMonth: 8, ExpYear: 2026}}
			},
			[]string{"-The bank or the card refused it", "+A saved card does not work > payments/add-card", "+There is nothing to pay with > payments/add-card"},
			"A saved card does not work",
		},
		{
			"a contract", declined, func(f *fake) { f.changes, f.invoices = nil, nil; f.facts.Subscription.Terms.Plan = "custom" },
			[]string{"+The plan is under a contract > plans/plan=custom"},
			"The plan is under a contract",
		},

		{"a change of last month, which nothing blocks any more", blocked, nil, []string{
			"+The last change was not made > checkout/plan=business",
			"-Your role does not allow it", "-A change is not settled yet", "-An invoice is open", "-It is sold by contract, or not at all",
			"-Too few or too many seats", "-More is stored than would fit", "-There is no way to pay",
		}, "The last change was not made"},
		{"fewer seats than members", blocked, func(f *fake) {
			f.drafts = []billing.Draft{{ID: "d1", At: sample.Now(), Target: f.facts.Subscription.Terms.With(billing.Patch{Seats: new(40)})}}
		}, []string{"+Too few or too many seats > seats/over"}, "Too few or too many seats"},
		{"less storage than is in use", blocked, func(f *fake) {
			f.drafts = []billing.Draft{{ID: "d1", At: sample.Now(), Target: f.facts.Subscription.Terms.With(billing.Patch{Addons: map[string]int{"storage_200": 0}})}}
		}, []string{"+More is stored than would fit > storage/items"}, "More is stored than would fit"},
		{"no card", blocked, func(f *fake) {
			f.facts.Account.Methods, f.facts.Account.AccountBalance = nil, f.facts.Account.AccountBalance.Sub(f.facts.Account.AccountBalance)
			f.facts.Account.BillingCredit = f.facts.Account.AccountBalance
		}, []string{"+There is no way to pay > payments/add-card"}, "There is no way to pay"},
		{
			"a subscription that ends", blocked, func(f *fake) { f.facts.Subscription.CancelAtPeriodEnd = true },
			[]string{"+The subscription ends > checkout/order=resume"},
			"The subscription ends",
		},
		{"an open invoice", blocked, owing, []string{"+An invoice is open > checkout/order=pay"}, "An invoice is open"},
		{"a change that is not known", blocked, func(f *fake) { f.changes = nil }, []string{
			"-Your role does not allow it", "?It is sold by contract, or not at all", "-Too few or too many seats", "-More is stored than would fit", "-The last change was not made",
		}, "choose the plan that you wanted."},
		{"a member", blocked, member, []string{"+Your role does not allow it > Ask Maya Okafor", "?A change is not settled yet", "?An invoice is open"}, "Your role does not allow it"},

		{
			"more members than seats", seats, func(f *fake) { f.facts.Usage.ActiveMembers = 53 },
			[]string{"+More people are active than there are seats > seats/over", "-A change is not settled yet", "-An invoice is open"},
			"More people are active than there are seats",
		},
		{
			"the same, to a member", seats, func(f *fake) { f.facts.Usage.ActiveMembers = 53; member(f) },
			[]string{"+More people are active than there are seats > Ask Maya Okafor"},
			"More people are active than there are seats",
		},
		{
			"a warning after a change that was not paid", seats, owing,
			[]string{"-More people are active than there are seats", "+An invoice is open > checkout/order=pay"},
			"An invoice is open",
		},
		{
			"fewer seats from December", seats, func(f *fake) { f.facts.Subscription.Scheduled.After.Seats = 40 },
			[]string{"-An invoice is open", "+Fewer seats are scheduled than are taken > seats/over"},
			"Fewer seats are scheduled than are taken",
		},
		{"a warning for nothing", seats, nil, []string{
			"-More people are active than there are seats", "-A change is not settled yet", "-An invoice is open",
			"-Fewer seats are scheduled than are taken", "-The saved copy is old > Refresh",
		}, "write to support."},

		{
			"more stored than there is room for", uploads, func(f *fake) { f.facts.Usage.StorageUsedGB = decimal.NewFromInt(712) },
			[]string{"+More is stored than there is room for > storage/items", "-What the plan gives is withheld"},
			"More is stored than there is room for",
		},
		{
			"what the plan gives is withheld", uploads, func(f *fake) { owing(f); f.facts.Subscription.Status = billing.StatusRestricted },
			[]string{"-More is stored than there is room for", "+What the plan gives is withheld > checkout/order=pay"},
			"What the plan gives is withheld",
		},
		{
			"a subscription that has ended", uploads, func(f *fake) { f.facts.Subscription.Status = billing.StatusCanceled },
			[]string{"+What the plan gives is withheld > plans"},
			"What the plan gives is withheld",
		},

		{"credits that are all spent", credits, func(f *fake) { f.grants = f.grants[:1]; f.grants[0].Spent = f.grants[0].Granted }, []string{
			"+All AI credits are spent > credits/packs", "-They are used faster than the plan grants them",
			"+Auto-reload does not buy more > credits/reload", "-What the plan gives is withheld",
		}, "All AI credits are spent"},
		// 4,950 of 5,500 are 90 %, and 20.4 of 30 days 68 %.
		{
			"credits that go fast", credits, func(f *fake) { f.facts.Usage.Meters[billing.AICredits] = decimal.NewFromInt(4950) },
			[]string{"-All AI credits are spent", "+They are used faster than the plan grants them > credits"},
			"They are used faster than the plan grants them",
		},
		{"credits that the auto-reload stopped buying", credits, func(f *fake) {
			f.facts.Account.Notices = []billing.Notification{{At: sample.Now().AddDate(0, 0, -1), Notice: billing.Notice{Code: billing.ReloadStopped}}}
		}, []string{"+Auto-reload does not buy more > credits/reload"}, "Auto-reload does not buy more"},

		{"a member who sees nothing", hidden, member, []string{
			"+Your role does not allow it > Ask Maya Okafor", "?It is another account", "-The account was not read yet",
			"-Billing cannot be reached", "-This version of Billfold is too old",
		}, "Your role does not allow it"},
		{
			"somebody without any account", hidden, func(f *fake) { f.factsErr, f.accounts = billing.NewProblem(billing.NotFound), nil },
			[]string{"?Your role does not allow it", "?It is another account > signin", "+The account was not read yet > Refresh"},
			"The account was not read yet",
		},
		{
			"a network that is away", hidden, func(f *fake) { f.freshness = sample.Fresh(billing.Away) },
			[]string{"+Billing cannot be reached > Refresh"},
			"Billing cannot be reached",
		},

		{
			"something else, and nothing is wrong", other, sold,
			[]string{"-A change is not settled yet", "-The last change was not made", "-An invoice is open", "-The saved copy is old", "-This version of Billfold is too old"},
			"write to support.",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source := normal()
			if tt.set != nil {
				tt.set(source)
			}
			m := show(source.seen(tt.symptom))
			var got []string
			for _, f := range m.findings {
				got = append(got, told(f))
				if f.detail == "" {
					t.Errorf("%s: no evidence", f.title)
				}
			}
			rest := got
			for _, want := range tt.want {
				at := slices.Index(rest, want)
				if at < 0 {
					t.Fatalf("%q is not, or not in this order, in\n%s", want, strings.Join(got, "\n"))
				}
				rest = rest[at+1:]
			}
			if m.verdict.detail != tt.verdict {
				t.Errorf("it comes to %q", m.verdict.detail)
			}
		})
	}
}

// A rule that does not stand in a change's way says what it was held against.
func TestWhatDoesNotBlockSaysWhy(t *testing.T) {
	want := map[string]string{
		"Too few or too many seats":             "46 members take a seat, and that fits 50 seats.",
		"More is stored than would fit":         "548.2 GB are in use, which fits.",
		"There is no way to pay":                "What is saved here can pay for it.",
		"It is sold by contract, or not at all": "Business can be ordered here.",
	}
	for _, f := range show(normal().seen(blocked)).findings {
		if detail, ok := want[f.title]; ok && f.detail != detail {
			t.Errorf("%s: %q, want %q", f.title, f.detail, detail)
		}
		delete(want, f.title)
	}
	if len(want) > 0 {
		t.Errorf("not among the findings: %v", want)
	}
}

// Refreshing is said to help after a recent payment or change, never for a role, another
// account, an open invoice or what is over a limit, and is offered twice at most.
func TestWhatRefreshingHelpsAgainst(t *testing.T) {
	never := map[symptom]func(*fake){
		hidden: member, outdated: owing, seats: func(f *fake) { f.facts.Usage.ActiveMembers = 53 },
		uploads: func(f *fake) { f.facts.Usage.StorageUsedGB = decimal.NewFromInt(712) },
		credits: func(f *fake) { f.grants = nil; f.facts.Usage.Meters[billing.AICredits] = decimal.NewFromInt(9000) },
	}
	for s, set := range never {
		source := normal()
		set(source)
		said := false
		for _, f := range source.seen(s).causes() {
			said = said || strings.Contains(f.detail, "Refreshing")
			if f.result == billing.ClaimMatches && f.title != "The saved copy is old" && f.fix != nil && f.fix.does == actRefresh {
				t.Errorf("%s: %s is to be refreshed away", s, f.title)
			}
		}
		if !said {
			t.Errorf("%s does not say that refreshing is no help", s)
		}
	}
	v := normal().seen(outdated)
	for n, want := range []bool{true, true, false, false} {
		v.asked.refreshes = n
		if f := v.copyIsOld(true); (f.fix != nil) != want || !want && !strings.Contains(f.detail, "refreshed twice") {
			t.Errorf("after %d refreshes: %+v", n, f)
		}
	}
}

func TestPagesThatDoNotExistAreNotLedTo(t *testing.T) {
	v := normal().seen(outdated)
	v.exist = func(page nav.Page) bool { return page != nav.PageCheckout }
	for _, f := range show(v).findings {
		if f.fix != nil && f.fix.does == actGo && f.fix.leads.Page == nav.PageCheckout {
			t.Errorf("%s leads to %v", f.title, f.fix.leads)
		}
	}
}

func TestSupportIsFoundWhereTheVendorSays(t *testing.T) {
	source := normal()
	want := []string{"Still stuck? A person answers on working days, 9 to 17 UTC.", "Support with Team: 1 working day.", "support@halden.example"}
	if got := source.seen(other).channels(); !slices.Equal(got, want) {
		t.Errorf("it says %q", got)
	}
	source.facts.Catalog.Vendor = billing.Vendor{}
	source.facts.Catalog.Plans[1].Support = ""
	want = []string{
		"The vendor names no support hours.", "The plan promises no response time.",
		"The vendor names no address: send the case to whoever sold you the plan.",
	}
	if got := source.seen(other).channels(); !slices.Equal(got, want) {
		t.Errorf("it says %q", got)
	}
	if m := show(source.seen(other)); m.reply != "" {
		t.Errorf("mail goes to %q", m.reply)
	}
}

func TestRoutes(t *testing.T) {
	for arg, want := range map[string][3]string{
		"": {}, "charge": {"charge"}, "charge:inv_1": {"charge", "inv_1"}, "declined": {"declined"},
		"change:chg_3": {"", "", "chg_3"}, "wallet": {},
	} {
		s, invoice, change := route(arg)
		if got := [3]string{string(s), invoice, change}; got != want {
			t.Errorf("%q leads to %q", arg, got)
		}
	}
}

func TestAChargeIsReadAsItIsTyped(t *testing.T) {
	v := normal().seen(charged)
	tests := []struct {
		amount, day       string
		badAmount, badDay string
	}{
		{"24", "6 Nov", "", ""},
		{"$24.00", "2026-11-06", "", ""},
		{"0", "6 Nov", "An amount above 0, such as 24.00.", ""},
		{"-24", "6 Nov", "An amount above 0, such as 24.00.", ""},
		{"", "", "An amount above 0, such as 24.00.", "A day, such as 21 Nov 2026."},
		{"24", "tomorrow", "", "A day, such as 21 Nov 2026."},
		{"24", "1 Jan 2027", "", "That day is yet to come."},
	}
	for _, tt := range tests {
		charge, badAmount, badDay := v.read(tt.amount, "USD", tt.day)
		if badAmount != tt.badAmount || badDay != tt.badDay {
			t.Errorf("%q on %q: %q, %q", tt.amount, tt.day, badAmount, badDay)
		}
		if tt.badAmount+tt.badDay == "" && (!charge.Amount.Equal(decimal.NewFromInt(24)) || !charge.On.Equal(time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC))) {
			t.Errorf("%q on %q is read as %+v", tt.amount, tt.day, charge)
		}
	}
}
