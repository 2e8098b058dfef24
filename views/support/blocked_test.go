package support

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
)

// broke leaves an account with no card, and with a balance.
func broke(balance int64) func(*fake) {
	return func(f *fake) {
		f.facts.Account.Methods, f.facts.Account.AccountBalance = nil, money.FromMinor(balance, "USD")
	}
}

// Without any change that is known, the rules are held against the account as it is; what
// only a plan decides is said once.
func TestAnAccountAsItIsBlocks(t *testing.T) {
	tests := []struct {
		name    string
		set     func(*fake)
		want    string // the finding, as told
		detail  string
		verdict string
	}{
		{
			"three members over the seats", func(f *fake) { f.facts.Usage.ActiveMembers = 53 }, "+Too few or too many seats > seats/over",
			"53 are active for 50 seats: nobody can be added, and no seats can be given up.", "Too few or too many seats",
		},
		{
			"as many as seats", func(f *fake) { f.facts.Usage.ActiveMembers = 50 }, "-Too few or too many seats",
			"50 of 50 seats are taken; guests and open invitations take none.", "choose the plan that you wanted.",
		},
		{
			"a plan without seats", func(f *fake) { f.facts.Subscription.Terms.Seats = 0 }, "-Too few or too many seats",
			"The plan limits no seats.", "",
		},
		// 50 seats of 10 GB and 200 GB more.
		{
			"12 GB over the storage", func(f *fake) { f.facts.Usage.StorageUsedGB = decimal.NewFromInt(712) }, "+More is stored than would fit > storage/items",
			"712 GB of 700 GB: uploads wait, and no storage can be given up.", "More is stored than would fit",
		},
		{
			"all storage in use", func(f *fake) { f.facts.Usage.StorageUsedGB = decimal.NewFromInt(700) }, "-More is stored than would fit",
			"700 of 700 GB are in use.", "choose the plan that you wanted.",
		},
		{"an open invoice", func(f *fake) { owing(f); f.invoices = f.invoices[:1] }, "+An invoice is open > checkout/order=pay", "", "An invoice is open"},
		{"a change in flight", func(f *fake) { f.facts.Subscription.InFlight = "chg_9" }, "+A change is not settled yet > history/chg_9", "", "A change is not settled yet"},
		{
			"a cancellation", func(f *fake) { f.facts.Subscription.CancelAtPeriodEnd = true }, "+The subscription ends > checkout/order=resume",
			"", "The subscription ends",
		},
		{
			"a subscription that has ended", func(f *fake) { f.facts.Subscription.Status = billing.StatusCanceled }, "+The subscription ends > plans",
			"The subscription has ended.", "The subscription ends",
		},
		{
			"a paid plan after the end", func(f *fake) {
				f.facts.Subscription.Status = billing.StatusCanceled
				f.drafts = []billing.Draft{{ID: "d1", At: sample.Now(), Target: f.facts.Subscription.Terms}}
			}, "-The subscription ends", "It has ended; any plan begins a new one.", "write to support.",
		},
		{
			"a plan of fewer seats, in which all fit", func(f *fake) {
				f.facts.Usage.ActiveMembers, f.facts.Usage.StorageUsedGB = 2, decimal.NewFromInt(1)
				f.drafts = []billing.Draft{{ID: "d1", At: sample.Now(), Target: f.facts.Subscription.Terms.With(billing.Patch{Plan: new("free")})}}
			}, "-Too few or too many seats", "2 members take a seat, and that fits 3 seats.", "write to support.",
		},
		{
			"nothing to pay with", broke(0), "+There is no way to pay > payments/add-card",
			"No card can be charged; the account balance is $0.00.", "There is no way to pay",
		},
		{
			"a balance alone, which may be enough", broke(24000), "?There is no way to pay > payments/add-card",
			"No card can be charged; the account balance is $240.00.", "choose the plan that you wanted.",
		},
		{
			"a contract", func(f *fake) { broke(0)(f); f.facts.Subscription.Terms.Plan = "custom" }, "+It is sold by contract, or not at all > plans/plan=custom",
			"Custom is paid as agreed: contact Sales.", "It is sold by contract, or not at all",
		},
		{"a member", member, "+Your role does not allow it > Ask Maya Okafor", "", "Your role does not allow it"},
		{
			"nothing", nil, "?It is sold by contract, or not at all",
			"That depends on the plan that you wanted: choose it above.", "choose the plan that you wanted.",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source := normal()
			source.changes = nil
			if tt.set != nil {
				tt.set(source)
			}
			m := show(source.seen(blocked))
			if !slices.IsSortedFunc(m.findings, func(a, b finding) int { return rank(a) - rank(b) }) {
				t.Errorf("what blocks it is not the first of %v", m.findings)
			}
			at := slices.IndexFunc(m.findings, func(f finding) bool { return told(f) == tt.want })
			if at < 0 {
				t.Fatalf("%q is not in %v", tt.want, m.findings)
			}
			if got := m.findings[at].detail; tt.detail != "" && got != tt.detail {
				t.Errorf("it says %q", got)
			}
			if tt.verdict != "" && m.verdict.detail != tt.verdict {
				t.Errorf("it comes to %q", m.verdict.detail)
			}
			said := map[string]bool{}
			for _, f := range m.findings {
				if f.result == billing.ClaimUnclear && said[f.detail] && f.detail != "Your role does not see changes." {
					t.Errorf("%q is said twice", f.detail)
				}
				said[f.detail] = true
			}
		})
	}
}

// A plan that is chosen is estimated, and is the one that the case says was wanted.
func TestAChosenPlanIsEstimated(t *testing.T) {
	fewer := []billing.Draft{{ID: "d1", At: sample.Now(), Target: sample.Facts().Subscription.Terms.With(billing.Patch{Seats: new(40)})}}
	crowded := func(f *fake) { f.facts.Usage.ActiveMembers = 53 }
	none := func(f *fake) { f.changes = nil }
	tests := []struct {
		name    string
		set     func(*fake)
		chosen  bool
		plan    string
		labels  string // that are offered, with the chosen one in brackets
		want    []string
		desired string
		request string
	}{
		{"nothing known", none, false, "", "[No plan chosen], Free, Business, Custom", []string{"-Too few or too many seats"}, "not asked", "none"},
		{"the change that was refused last", nil, false, "", "No plan chosen, Free, [Business], Custom", []string{"-It is sold by contract, or not at all"}, "Team to Business", "chg_3"},
		{
			"the last draft, which is no other plan", func(f *fake) { f.drafts = fewer }, false, "", "No plan chosen, [The change wanted last], Free, Business, Custom",
			[]string{"+Too few or too many seats > seats/over"},
			"50 to 40 seats", "chg_3",
		},
		{"the same, chosen again", func(f *fake) { f.drafts = fewer; f.changes = nil }, true, lastWanted, "No plan chosen, [The change wanted last], Free, Business, Custom", nil, "50 to 40 seats", "none"},
		// Free has at most 3 seats and 5 GB, for 46 members and 548.2 GB.
		{"a smaller plan", none, true, "free", "No plan chosen, [Free], Business, Custom", []string{
			"+Too few or too many seats > seats/over", "+More is stored than would fit > storage/items", "-There is no way to pay", "-It is sold by contract, or not at all",
		}, "Team to Free", "none"},
		{"a greater plan instead of a refused change", nil, true, "custom", "No plan chosen, Free, Business, [Custom]", []string{
			"-Too few or too many seats", "+It is sold by contract, or not at all > plans", "-The last change was not made",
		}, "Team to Custom", "none"},
		{"a greater plan, which no card pays", func(f *fake) { none(f); broke(0)(f) }, true, "business", "No plan chosen, Free, [Business], Custom", []string{
			"+There is no way to pay > payments/add-card",
		}, "Team to Business", "none"},
		{"a greater plan, with members over the seats of both", func(f *fake) { none(f); crowded(f) }, true, "business", "No plan chosen, Free, [Business], Custom", []string{
			"-Too few or too many seats", "-It is sold by contract, or not at all",
		}, "Team to Business", "none"},
		{"none after all", crowded, true, "", "[No plan chosen], Free, Business, Custom", []string{"+Too few or too many seats > seats/over"}, "not asked", "none"},
		{"a plan that is not sold any more", none, true, "solo", "[No plan chosen], Free, Business, Custom", nil, "not asked", "none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source := normal()
			if tt.set != nil {
				tt.set(source)
			}
			v := source.seen(blocked)
			if tt.chosen {
				v.asked.plan = &tt.plan
			}
			m := show(v)
			labels := make([]string, len(m.wants))
			for i, c := range m.wants {
				labels[i] = c.label
			}
			labels[m.wanted] = "[" + labels[m.wanted] + "]"
			if got := strings.Join(labels, ", "); got != tt.labels {
				t.Errorf("it offers %s", got)
			}
			var got []string
			for _, f := range m.findings {
				got = append(got, told(f))
			}
			for _, want := range tt.want {
				if !slices.Contains(got, want) {
					t.Errorf("%q is not in %q", want, got)
				}
			}
			rows := rowsOf(m.file)
			if rows["Desired plan"] != tt.desired || rows["Change id"] != tt.request {
				t.Errorf("the case wants %q, of change %q", rows["Desired plan"], rows["Change id"])
			}
			if another := tt.chosen && m.file.problem != "none shown"; another {
				t.Errorf("the error of the case is %q", m.file.problem)
			}
		})
	}
}

// Whoever may not manage people is led to somebody who may, also from a plan's blocker.
func TestAMemberIsLedToWhoManagesPeople(t *testing.T) {
	source := normal()
	member(source)
	v := source.seen(blocked)
	v.asked.plan = new("free")
	const want = "+Too few or too many seats > Ask Maya Okafor"
	if all := show(v).findings; !slices.ContainsFunc(all, func(f finding) bool { return told(f) == want }) {
		t.Errorf("%q is not in %v", want, all)
	}
}

// Who has members over the seats and wants a plan that this does not keep them from is told
// so.
func TestWhatIsOverAndDoesNotBlockIsTold(t *testing.T) {
	source := normal()
	source.facts.Usage.ActiveMembers = 53
	for _, f := range show(source.seen(blocked)).findings {
		if f.title == "Too few or too many seats" && !strings.HasSuffix(f.detail, "53 for 50. Add seats, or remove members. That does not block this change.") {
			t.Errorf("it says %q", f.detail)
		}
	}
}

// The plan is chosen with the keyboard, which stays where it is.
func TestAPlanIsChosenWithTheKeyboard(t *testing.T) {
	source := normal()
	source.changes = nil
	b := open(t, source, viewtest.Wide).show("blocked")
	b.Sees("Which plan did you want?", "No plan chosen", "8 of 9 checked")
	if labels := viewtest.Labels(b.Walk()); !slices.Contains(labels, "*widgets.Select") {
		t.Errorf("the plan is not reached: %q", labels)
	}
	b.Window.Canvas().Focus(b.page.plans.choice)
	b.Key(fyne.KeyDown)
	b.says(t, "Most likely: Too few or too many seats", "46 for 3", "Team to Free")
	b.Key(fyne.KeyDown)
	b.says(t, "Business can be ordered here.", "Team to Business")
	if b.Window.Canvas().Focused() != fyne.Focusable(b.page.plans.choice) {
		t.Error("the keyboard is taken away by the estimate")
	}
	b.page.Reload()
	b.Scheduler.Drain()
	b.says(t, "Team to Business")
	b.page.pick(declined)
	b.SeesNot("Which plan did you want?")
	b.page.pick(blocked)
	b.says(t, "Team to Business")
	read := source.factsErr
	source.factsErr = billing.NewProblem(billing.CacheCorrupt) // and nothing is known to hold it against
	b.page.Reload()
	b.Scheduler.Drain()
	b.SeesNot("Which plan did you want?")
	source.factsErr = read
	b.Show("change:chg_3") // who comes with a change is asked about that one
	if b.page.asked.plan != nil {
		t.Error("what was chosen before is held against another change")
	}
}
