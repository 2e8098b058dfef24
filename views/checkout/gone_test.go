package checkout_test

import (
	"testing"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"
)

// The keyboard may be in a button for a moment after it went.
func TestAButtonThatWentDoesNothing(t *testing.T) {
	for _, label := range []string{"Ask billing now", "Open your bank's page", "Give up"} {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		state := billing.ChangeRequiresAction
		if label == "Ask billing now" {
			state = billing.ChangeUnknown
		}
		answers(billing.Outcome{ID: "chg_9", State: state}, nil)(b)
		b.Show(upgrade)
		pay(b)
		button := b.Button(label)
		b.source.changes = []billing.Change{{ID: "chg_9", State: billing.ChangeRejected, Problem: billing.PaymentDeclined}}
		b.page.Changed(billing.KindChanges)
		b.Scheduler.Drain()
		button.OnTapped()
		b.Scheduler.Drain()
		if len(b.source.proven) > 0 || b.source.withdrawn > 0 {
			t.Errorf("%s: proven %v, withdrawn %d times", label, b.source.proven, b.source.withdrawn)
		}
		b.Sees("Pay $37.42")
	}
}

func TestABanksPageIsGivenUpOnce(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	answers(billing.Outcome{ID: "chg_9", State: billing.ChangeRequiresAction}, nil)(b)
	b.Show(upgrade)
	pay(b)
	giveUp := b.Button("Give up")
	giveUp.OnTapped()
	giveUp.OnTapped()
	b.Button("Open your bank's page").OnTapped()
	b.Scheduler.Drain()
	if b.source.withdrawn != 1 || len(b.source.proven) > 0 {
		t.Errorf("withdrawn %d times, proven %v", b.source.withdrawn, b.source.proven)
	}
}

// What is being confirmed is not priced anew under the confirm.
func TestASetUpThatEndsLatePricesNothing(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.confirm = unable
	b.Show(upgrade)
	pay(b)
	b.source.confirm = applied
	b.Button("Set up this computer").Tapped(nil)
	b.Button("Pay $37.42").Tapped(nil)
	quoted := b.source.quoted
	b.Scheduler.Drain()
	if b.source.enrolled != 1 || b.source.quoted != quoted {
		t.Errorf("enrolled %d times, priced %d times more", b.source.enrolled, b.source.quoted-quoted)
	}
	b.Sees("Business is active")
}
