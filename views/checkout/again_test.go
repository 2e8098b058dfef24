package checkout_test

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
)

// reason is the field of why the order is made.
func (b *bench) reason() *widgets.Field {
	var found *widgets.Field
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if field, ok := o.(*widgets.Field); ok {
			found = field
		}
	})
	return found
}

// A bank that refuses has the order confirmed anew, for the reason that was typed.
func TestTheReasonOutlastsARefusal(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	answers(billing.Outcome{ID: "chg_9", State: billing.ChangeRequiresAction}, nil)(b)
	b.Show(upgrade)
	b.reason().SetText("Support joins")
	pay(b)
	b.source.changes = []billing.Change{{ID: "chg_9", State: billing.ChangeRejected, Problem: billing.PaymentDeclined}}
	b.page.Changed(billing.KindChanges)
	b.Scheduler.Drain()
	if got := b.reason().Text(); got != "Support joins" {
		t.Errorf("%q stands where the reason was typed", got)
	}
	b.source.confirm = applied
	pay(b)
	if got := b.source.confirms[1].Reason; got != "Support joins" {
		t.Errorf("confirmed for %q", got)
	}
}

// What is asked of a bank whose page was not shown yet has no answer to wait for.
func TestAnOrderThatIsConfirmedAnewWaitsForNoPageYet(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	answers(billing.Outcome{ID: "chg_9", State: billing.ChangeRequiresAction}, nil)(b)
	b.Show(upgrade)
	pay(b)
	b.Press("Open your bank's page")
	b.source.changes = []billing.Change{{ID: "chg_9", State: billing.ChangeRejected, Problem: billing.PaymentDeclined}}
	b.page.Changed(billing.KindChanges)
	b.Scheduler.Drain()
	answers(billing.Outcome{ID: "chg_10", State: billing.ChangeRequiresAction}, nil)(b)
	b.source.pending = &billing.Submission{Intent: billing.Intent{ID: "chg_10"}, Outcome: billing.Outcome{ID: "chg_10", State: billing.ChangeRequiresAction}}
	pay(b)
	asked := b.source.refreshes
	b.Leap(time.Minute)
	b.Scheduler.Drain()
	if b.source.refreshes != asked {
		t.Errorf("asked %d times more", b.source.refreshes-asked)
	}
}

// Whoever went on to another order is not taken away from it by a draft that is kept.
func TestAKeptDraftLeavesThePersonWhereTheyAre(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	offline(b)
	b.Show(upgrade)
	b.Button("Keep as draft").Tapped(nil)
	b.page.Show("plan=team&seats=60")
	b.Scheduler.Drain()
	if len(b.source.drafts) != 1 || len(b.Said) != 1 || len(b.Went) != 0 {
		t.Errorf("kept %v, said %v, went to %v", b.source.drafts, b.Said, b.Went)
	}
}
