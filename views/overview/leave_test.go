package overview

import (
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// choose opens the menu beside the primary button and takes an entry of it, by the
// keyboard alone.
func (b *bench) choose(entry int) {
	b.Window.Canvas().Focus(b.page.more)
	b.Key(fyne.KeyReturn)
	for range entry {
		b.Key(fyne.KeyDown)
	}
	b.Key(fyne.KeyReturn)
}

func TestTheMenuLeadsToThePlans(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.choose(1)
	if !slices.Equal(b.Went, []nav.Route{{Page: nav.PagePlans}}) {
		t.Errorf("went to %v", b.Went)
	}
}

func TestACancellationIsAskedForAndSentOnce(t *testing.T) {
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		b := open(t, normal(), width).show()
		b.choose(2)
		b.FrontSees("Cancel Team at the period's end?", "What was charged stays charged; nothing is refunded.")
		b.FrontFits("overview-cancel-" + layout)
		if width == viewtest.Wide {
			b.Golden("cancel")
		}
		confirm := b.page.leave.confirm
		b.page.leave.reason.SetText("4242 4242 4242 4242")
		test.Tap(confirm)
		b.FrontSees("a card number does not belong here")
		if len(b.source.canceled) > 0 {
			t.Errorf("canceled for %q", b.source.canceled)
		}
		b.page.leave.reason.SetText("")
		test.Type(b.page.leave.reason.Entry(), "Too many tools")
		test.Tap(confirm)
		test.Tap(confirm)
		b.Scheduler.Drain()
		if !slices.Equal(b.source.canceled, []string{"Too many tools"}) || b.Asks() {
			t.Errorf("canceled for %q, asks: %t", b.source.canceled, b.Asks())
		}
		if len(b.Said) != 1 || b.Said[0].String() != "Team ends on 1 Dec 2026. Nothing was charged. Until then it can be resumed at any time." {
			t.Errorf("said %v", b.Said)
		}
		b.Sees("Resume", "Ends 1 Dec 2026")
		b.SeesNot("Undo this change", "Amount due")
	}
}

func TestARefusedCancellationSaysWhyWhereItWasAskedFor(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.source.refuse = billing.NewProblem(billing.ChangeInFlight)
	b.choose(2)
	b.FrontPress("Cancel on 1 Dec 2026")
	b.FrontSees("Another change is being made. Nothing was charged. Wait for its outcome, then try again.")
	b.FrontFits("overview-cancel-refused")
	b.source.refuse = nil
	b.FrontPress("Cancel on 1 Dec 2026")
	if len(b.source.canceled) != 2 || b.Asks() {
		t.Errorf("asked %d times, asks: %t", len(b.source.canceled), b.Asks())
	}
}

func TestNothingIsCanceledByMistake(t *testing.T) {
	for name, leave := range map[string]func(*bench){
		"Enter":  func(b *bench) { b.Key(fyne.KeyReturn) }, // the keyboard starts where nothing happens
		"Keep":   func(b *bench) { b.FrontPress("Keep Team") },
		"Escape": func(b *bench) { b.page.Escape() },
		"leave":  func(b *bench) { b.page.Close() },
	} {
		b := open(t, normal(), viewtest.Wide).show()
		b.choose(2)
		leave(b)
		if b.Asks() || len(b.source.canceled) != 0 {
			t.Errorf("%s: asks: %t, canceled for %q", name, b.Asks(), b.source.canceled)
		}
		if b.page.Escape() {
			t.Errorf("%s: there is still something to close", name)
		}
	}
}

func TestARouteLeadsToTheQuestionAndToWhatIsScheduled(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Show("cancel")
	b.FrontSees("Cancel Team at the period's end?")
	b.page.Escape()
	b.Show("scheduled")
	if b.Window.Canvas().Focused() != fyne.Focusable(b.page.undo) {
		t.Errorf("%v has the keyboard", b.Window.Canvas().Focused())
	}
	b.page.Reload()
	if b.Scheduler.Drain(); b.Asks() {
		t.Error("it asks again")
	}
	member := normal()
	member.facts.Account.Role = billing.RoleMember
	b = open(t, member, viewtest.Wide)
	if b.Show("cancel"); b.Asks() {
		t.Error("somebody who may not cancel is asked")
	}
}

func TestOfflineNothingIsCanceled(t *testing.T) {
	source := normal()
	source.freshness = sample.Fresh(billing.Away)
	b := open(t, source, viewtest.Wide).show()
	b.choose(2)
	if b.page.leave != nil {
		t.Error("a cancellation is asked for that cannot be sent")
	}
}

func TestTheButtonFollowsTheState(t *testing.T) {
	for name, tt := range map[string]struct {
		set   func(*billing.Subscription)
		press string
		want  nav.Route
	}{
		"canceling":  {func(s *billing.Subscription) { s.CancelAtPeriodEnd = true }, "Resume", nav.Route{Page: nav.PageCheckout, Arg: "order=resume"}},
		"restricted": {func(s *billing.Subscription) { s.Status = billing.StatusRestricted }, "Pay the open invoice", nav.Route{Page: nav.PageCheckout, Arg: "order=pay"}},
		"contract":   {func(s *billing.Subscription) { s.Terms.Plan, s.Scheduled = "custom", nil }, "Contact Sales", nav.Route{Page: nav.PagePlans, Arg: "plan=custom"}},
		"canceled":   {func(s *billing.Subscription) { s.Status = billing.StatusCanceled }, "Choose a plan", nav.Route{Page: nav.PagePlans}},
		"free": {func(s *billing.Subscription) {
			s.Terms, s.Scheduled = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}, nil
		}, "Upgrade plan", nav.Route{Page: nav.PagePlans}},
	} {
		for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
			b := open(t, normal(), width)
			tt.set(b.source.facts.Subscription)
			b.show()
			b.Press(tt.press)
			if !slices.Equal(b.Went, []nav.Route{tt.want}) {
				t.Errorf("%s: went to %v", name, b.Went)
			}
			b.Fits("overview-" + name + "-" + layout)
		}
	}
}
