package checkout_test

import (
	"testing"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// count is how often a text stands on the page.
func (b *bench) count(text string) (n int) {
	for _, s := range b.Texts() {
		if s == text {
			n++
		}
	}
	return n
}

// choose clicks a way to pay.
func (b *bench) choose(method string) {
	test.TapCanvas(b.Window.Canvas(), b.At(method).Add(fyne.NewPos(4, 4)))
}

// What shows that there is a way to pay is the way that was chosen.
func TestTheWayToPayIsTheChosenOne(t *testing.T) {
	b := ordering(t, orders()["top_up"], viewtest.Wide)
	if got := b.count("Visa ending 4242"); got != 2 {
		t.Errorf("the first card is named %d times, want in the checks and among the ways", got)
	}
	b.choose("Mastercard ending 5100")
	if got := b.count("Mastercard ending 5100"); got != 2 {
		t.Errorf("the chosen card is named %d times: %q", got, b.Texts())
	}
	b.Sees("3 of 3 passed")
}

// A card that was declined can be tried again, and is not called passed.
func TestADeclinedWayToPayWarns(t *testing.T) {
	o := orders()["top_up"]
	o.set = func(s *source) { s.facts.Account.Methods[1].Status = billing.MethodDeclined }
	b := ordering(t, o, viewtest.Wide)
	b.SeesNot("Declined last time")
	b.choose("Mastercard ending 5100")
	b.Sees("Declined last time", "2 of 3 passed")
	b.Fits("checkout-declined-way")
	b.Golden("declined_way")
	b.Press("Pay $100.00")
	if len(b.source.confirms) != 1 || b.source.confirms[0].Payment != "pm_master" {
		t.Errorf("confirmed %+v", b.source.confirms)
	}
}

// A card of a past month is neither chosen nor called a way to pay, though billing does
// not call it expired yet.
func TestACardOfAPastMonthIsNoWayToPay(t *testing.T) {
	expire := func(cards ...int) order {
		o := orders()["top_up"]
		o.set = func(s *source) {
			for _, i := range cards {
				s.facts.Account.Methods[i].ExpMonth, s.facts.Account.Methods[i].ExpYear = 10, 2026
			}
		}
		return o
	}
	b := ordering(t, expire(0), viewtest.Wide)
	b.Sees("Expired", "3 of 3 passed")
	b.Press("Pay $100.00")
	if len(b.source.confirms) != 1 || b.source.confirms[0].Payment != "pm_master" {
		t.Errorf("confirmed %+v", b.source.confirms)
	}
	b = ordering(t, expire(0, 1), viewtest.Wide)
	b.Sees("There is no way to pay.", "Expired", "2 of 3 passed")
	b.SeesNot("There is a way to pay")
}

// What the bank said of one card is not said of another that is paid with instead.
func TestAnotherWayToPayIsNoneThatWasDeclined(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	answers(billing.Outcome{ID: "chg_9", State: billing.ChangeRejected, Problem: billing.NewProblem(billing.PaymentDeclined)}, nil)(b)
	b.Show(upgrade)
	b.Press("Pay $37.42")
	b.Sees("The payment was declined.")
	b.choose("Visa ending 4242")
	b.Sees("The payment was declined.")
	b.choose("Mastercard ending 5100")
	b.SeesNot("The payment was declined.")
}
