package plans_test

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"

	"github.com/shopspring/decimal"
)

// The estimate is there before anything that was scheduled has run.
func TestTypingIsPricedInTheSameFrame(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=team")
	b.page.FirstFocus().(*widgets.Entry).SetText("54")
	b.Sees("15.29", "Estimate", "Estimate at 10:42:07")
	b.SeesNot("Confirmed, same to the cent")
}

// What is out of range has no price, whatever was confirmed before and whichever
// interval is tried, and stays to be corrected.
func TestNothingIsPricedWhileAFieldIsOutOfRange(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=business")
	b.Pass(time.Second)
	b.Sees("Confirmed, same to the cent")
	asked, intervals := len(b.source.asked), b.Walk()[0]
	refused := func() {
		t.Helper()
		b.Pass(time.Second)
		b.Sees("No preview", "Between 1 and 250.", "Seats: not possible as typed. Correct it to see what it costs.")
		b.SeesNot("Confirmed, same to the cent", "Confirmed")
		if !b.Button("Continue to checkout").Disabled() || len(b.source.asked) != asked {
			t.Errorf("it goes on, and billing was asked %d times more", len(b.source.asked)-asked)
		}
	}
	seats := b.page.FirstFocus().(*widgets.Entry)
	b.Window.Canvas().Focus(seats)
	seats.SetText("99999")
	refused()
	b.Window.Canvas().Focus(intervals)
	refused()
	b.Key(fyne.KeyRight)
	refused()
	seats = b.page.FirstFocus().(*widgets.Entry)
	if seats.Text != "99999" {
		t.Errorf("the field says %q", seats.Text)
	}
	seats.SetText("60")
	b.Pass(time.Second)
	b.Sees("Confirmed, same to the cent", "USD a year")
	b.SeesNot("Between 1 and 250.")
	if b.Button("Continue to checkout").Disabled() || *b.source.asked[asked].Seats != 60 {
		t.Error("it does not go on once it is put right")
	}
}

func TestAnAnswerThatDiffersSaysByHowMuch(t *testing.T) {
	for amount, want := range map[string]string{"0.01": "Confirmed, $0.01 more", "-2.00": "Confirmed, $2.00 less"} {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.source.dearer = money.New(decimal.RequireFromString(amount), "USD")
		b.Show(upgrade)
		b.Sees("Estimate at 10:42:07", want)
	}
}

func TestTheOtherIntervalIsTriedInPlace(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=business")
	segmented := b.Walk()[0].(*widgets.Segmented)
	b.Window.Canvas().Focus(segmented)
	b.Key(fyne.KeyRight)
	b.Pass(time.Second)
	b.Sees("USD a year", "9,000.00", "46 active members; $180.00 a seat", "Yearly. A new billing period starts now, and every limit with it.")
	if b.Window.Canvas().Focused() != fyne.Focusable(segmented) {
		t.Errorf("the keyboard is on %T", b.Window.Canvas().Focused())
	}
	if last := b.source.asked[len(b.source.asked)-1]; *last.Interval != billing.Yearly || *last.Plan != "business" {
		t.Errorf("billing was asked for %+v", last)
	}
	b.Fits("plans-customize-yearly")
	b.Key(fyne.KeyLeft)
	b.Pass(time.Second)
	b.Sees("USD a month", "900.00", "Monthly. Higher limits start now, lower ones on 1 Dec 2026.")
}

func TestAMemberReadsPricesAndPaysNothing(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	member(b)
	b.Show("plan=business")
	if !b.Button("Continue to checkout").Disabled() {
		t.Error("a member is led to the checkout")
	}
	b.Fits("plans-customize-member")
}

func TestTheFiguresOpenAndClose(t *testing.T) {
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		b := newBench(t, theme.ChoiceLight, width)
		b.Show("")
		if b.page.Escape() {
			t.Error("there is something to close before it was opened")
		}
		b.Window.Canvas().Focus(b.Button("Show the figures"))
		b.Key(fyne.KeyReturn)
		b.FrontSees("What fits, by the figures", "Message credits", "5,740", "Fits with 6,000 message credits", "1,014.00")
		b.FrontFits("plans-figures-" + layout)
		if width == viewtest.Wide {
			b.Golden("figures")
		}
		if !b.page.Escape() || b.Asks() {
			t.Error("Esc does not close the figures")
		}
		if got := viewtest.Labels([]fyne.Focusable{b.Window.Canvas().Focused()}); !slices.Equal(got, []string{"Show the figures"}) {
			t.Errorf("the keyboard goes back to %q", got)
		}
	}
}
