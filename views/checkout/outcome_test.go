package checkout_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2/test"
)

func TestAnErrorOfAConfirmIsUnknownUnlessItSurelyIsNot(t *testing.T) {
	tests := map[string]struct {
		err     error
		pending *billing.Submission
		want    string
	}{
		"a bare error":             {errors.New("EOF"), nil, "Waiting for an answer"},
		"no answer":                {billing.NewProblem(billing.UnknownOutcome), nil, "Waiting for an answer"},
		"offline, and sent":        {billing.NewProblem(billing.Offline), &billing.Submission{Intent: billing.Intent{ID: "chg_9"}}, "Waiting for an answer"},
		"offline, and never sent":  {billing.NewProblem(billing.Offline), nil, "Billing cannot be reached."},
		"refused before it was so": {billing.NewProblem(billing.Unauthenticated), nil, "Your sign-in is no longer valid."},
	}
	for name, tt := range tests {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		answers(billing.Outcome{}, tt.err)(b)
		b.Show(upgrade)
		test.Tap(b.Button("Pay $37.42"))
		b.source.pending = tt.pending
		b.Scheduler.Drain()
		if !slices.Contains(b.Texts(), tt.want) {
			t.Errorf("%s: %q is not among %q", name, tt.want, b.Texts())
		}
	}
}

func TestAnUnknownOutcomeIsShownAfterARestartAndSettledByAsking(t *testing.T) {
	intent := billing.Intent{ID: "chg_9", AmountDue: usd("37.42"), Target: billing.Terms{Plan: "business"}}
	change := billing.Change{ID: "chg_9", State: billing.ChangeApplied, AmountCharged: usd("37.42"), InvoiceID: "inv_NWT-0012"}
	tests := map[string]struct {
		answer  func(*source)
		want    string
		refused error
	}{
		"applied": {func(s *source) {
			s.pending, s.changes = nil, []billing.Change{change}
			s.facts.Subscription.Terms = intent.Target
		}, "$37.42 was paid. Invoice NWT-0012 has the same lines as the preview.", nil},
		"still not known":  {func(*source) {}, "$37.42 may have been paid. Do not pay again.", nil},
		"never got there":  {func(s *source) { s.pending = nil }, "The change was given up before it reached billing.", nil},
		"cannot be asked":  {func(*source) {}, "Billing cannot be reached.", billing.NewProblem(billing.Offline)},
		"not asked, alone": {func(s *source) { s.pending = nil }, "$37.42 may have been paid. Do not pay again.", billing.NewProblem(billing.Offline)},
	}
	for name, tt := range tests {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.source.pending = &billing.Submission{Intent: intent, Outcome: billing.Outcome{ID: "chg_9", State: billing.ChangeUnknown}}
		b.Show(upgrade)
		if !slices.Contains(b.Texts(), "$37.42 may have been paid. Do not pay again.") {
			t.Fatalf("%s: shows %q", name, b.Texts())
		}
		b.source.refreshed = func() error { tt.answer(b.source); return tt.refused }
		b.Press("Ask billing now")
		if b.source.refreshes != 1 || !slices.Contains(b.Texts(), tt.want) {
			t.Errorf("%s: %q is not among %q", name, tt.want, b.Texts())
		}
	}
}

func TestAnAnswerThatArrivesByItselfEndsTheWait(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	answers(billing.Outcome{ID: "chg_9", State: billing.ChangeUnknown}, nil)(b)
	b.Show(upgrade)
	pay(b)
	b.source.changes = []billing.Change{{ID: "chg_9", State: billing.ChangeScheduled}}
	b.page.Changed(billing.KindChanges)
	b.Scheduler.Drain()
	if !slices.Contains(b.Texts(), "The change is scheduled for 21 Nov 2026") {
		t.Errorf("shows %q", b.Texts())
	}
}

// What billing says that it has made is called active once the saved copy says so
// too; until then there is a wait that ends, and after it the way to support.
func TestTheCopyMustShowWhatWasMade(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.behind = true
	b.Show(upgrade)
	pay(b)
	b.Sees("Waiting for confirmation", "Ask billing now", "To be paid with", "Copy details")
	b.SeesNot("Business is active", "Open invoice", "Paid with", "Copy receipt")
	b.Golden("waiting")
	b.Pass(12 * time.Second)
	if !slices.ContainsFunc(b.Texts(), func(s string) bool { return strings.Contains(s, "18 s more") }) {
		t.Errorf("the wait does not go on: %q", b.Texts())
	}
	b.Pass(20 * time.Second)
	b.Sees("Made, and not shown here yet", "chg_9")
	b.Fits("checkout-late")
	b.Press("Write to support")
	if want := (nav.Route{Page: nav.PageSupport, Arg: nav.SupportChangeArg("chg_9")}); !slices.Contains(b.Went, want) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
	b.source.follow()
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	b.Sees("Business is active", "Open invoice")
	b.SeesNot("Ask billing now", "Write to support", "To be paid with", "Copy details")
	b.Sees("Paid with", "Copy receipt")
}

func TestWhatTheCopyLacksIsNamed(t *testing.T) {
	tests := map[string]struct {
		change func(*source)
		want   string
	}{
		"nothing": {func(s *source) { s.follow() }, "Business is active"},
		"plan": {func(s *source) {
			before := *s.facts.Subscription
			s.follow()
			s.facts.Subscription = &before
		}, "the plan yet"},
		"billing credit": {func(s *source) {
			before := *s.facts.Account
			s.follow()
			s.facts.Account = &before
		}, "the billing credit yet"},
		"history": {func(s *source) {
			s.follow()
			s.changes = nil
		}, "the change itself yet"},
		"invoice": {func(s *source) {
			s.follow()
			s.invoices = nil
		}, "the invoice yet"},
	}
	for name, tt := range tests {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.source.behind = true
		b.source.confirm = func(in billing.Intent) (billing.Outcome, error) {
			tt.change(b.source)
			return applied(in)
		}
		b.Show(upgrade)
		pay(b)
		if !slices.ContainsFunc(b.Texts(), func(s string) bool { return strings.Contains(s, tt.want) }) {
			t.Errorf("%s: %q", name, b.Texts())
		}
	}
}

// The books may say what became of a confirm before its own answer comes, which is of an
// order that is not on the screen any more then.
func TestALateAnswerIsNotTakenForAnotherOrder(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.confirm = func(in billing.Intent) (billing.Outcome, error) {
		b.Time = b.Time.Add(11 * time.Second)
		b.page.Tick(b.Time)
		in.ID = "chg_9"
		b.source.pending = &billing.Submission{Intent: in, Outcome: billing.Outcome{ID: "chg_9", State: billing.ChangeUnknown}}
		b.source.changes = []billing.Change{{ID: "chg_9", State: billing.ChangeScheduled}}
		b.page.Changed(billing.KindChanges)
		b.Scheduler.Drain()
		b.Sees("The change is scheduled for 21 Nov 2026")
		b.source.pending, b.source.behind = nil, true
		b.Show("plan=team&seats=60")
		return applied(in)
	}
	b.Show(upgrade)
	b.Press("Pay $37.42")
	b.Sees("Check out: Team, monthly", "Confirm, nothing due now")
	b.SeesNot("Receipt", "The change is made")
}

// What was pending was another order than the one that was asked for.
func TestTheOrderThatWasAskedForFollowsOneThatNeverGotThere(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	pack := billing.Intent{ID: "chg_9", Kind: billing.OrderPack, AmountDue: usd("48.00")}
	b.source.pending = &billing.Submission{Intent: pack, Outcome: billing.Outcome{ID: "chg_9", State: billing.ChangeUnknown}}
	b.Show(upgrade)
	b.source.pending = nil
	b.Press("Ask billing now")
	b.Press("Pay $37.42")
	b.Sees("Business is active")
	if got := b.source.confirms[0].Kind; got != billing.OrderChange {
		t.Errorf("confirmed %q", got)
	}
}
