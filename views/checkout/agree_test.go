package checkout

import (
	"slices"
	"testing"

	"billfold/billing"
)

func TestWhatTheCopyLacks(t *testing.T) {
	before := billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 5}
	after, later := before, before
	after.Plan, later.Seats = "business", 3
	made := &billing.Change{ID: "chg_9", State: billing.ChangeApplied}
	shows := func(terms billing.Terms, scheduled *billing.Scheduled) aftermath {
		a := aftermath{change: made, invoice: "NWT-0012"}
		a.facts = billing.Facts{Account: account(), Subscription: &billing.Subscription{Terms: terms, Scheduled: scheduled}}
		return a
	}
	with := func(a aftermath, change func(*aftermath)) aftermath {
		change(&a)
		return a
	}
	preview := func(s *state) {
		s.quote = priced("prv_1", "37.42")
		s.quote.After, s.quote.BillingCreditAfter = after, usd("0")
	}
	restarted := func(target billing.Terms) func(*state) {
		return func(s *state) { s.intent.Target = target }
	}
	for name, test := range map[string]struct {
		set  func(*state)
		a    aftermath
		want []string
	}{
		"nothing":         {preview, shows(after, nil), nil},
		"the plan":        {preview, shows(before, nil), []string{"the plan"}},
		"the invoice":     {preview, with(shows(after, nil), func(a *aftermath) { a.invoice = "" }), []string{"the invoice"}},
		"the credit":      {func(s *state) { preview(s); s.quote.BillingCreditAfter = usd("1.00") }, shows(after, nil), []string{"the billing credit"}},
		"the change":      {preview, with(shows(after, nil), func(a *aftermath) { a.change = nil }), []string{"the change itself"}},
		"charging still":  {preview, with(shows(after, nil), func(a *aftermath) { a.change = &billing.Change{State: billing.ChangeCharging} }), []string{"the change itself"}},
		"everything":      {preview, with(shows(before, nil), func(a *aftermath) { a.invoice, a.change = "", nil }), []string{"the plan", "the invoice", "the change itself"}},
		"restarted":       {restarted(after), shows(after, nil), nil},
		"restarted, old":  {restarted(after), shows(before, nil), []string{"the plan"}},
		"restarted, half": {restarted(later), shows(after, &billing.Scheduled{After: later}), nil},
	} {
		s := &state{outcome: &billing.Outcome{State: billing.ChangeApplied, InvoiceID: "inv_1"}, order: billing.Order{Kind: billing.OrderChange}}
		s.facts.Account = account()
		test.set(s)
		if got := lacking(s, test.a); !slices.Equal(got, test.want) {
			t.Errorf("%s: lacks %v, want %v", name, got, test.want)
		}
	}
	for want, names := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}} {
		if got := listed(names); got != want {
			t.Errorf("%v: %q", names, got)
		}
	}
}
