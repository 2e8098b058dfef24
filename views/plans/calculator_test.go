package plans_test

import (
	"testing"

	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
)

func TestTheCalculatorFollowsCreditsCountryAndType(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	choices := selects(b) // storage, country, type
	press := func(i int, key fyne.KeyName) {
		b.Window.Canvas().Focus(selects(b)[i])
		b.Key(key)
	}
	if len(choices) != 3 {
		t.Fatalf("%d choices", len(choices))
	}
	b.Sees("what 8,000 message credits send", "United Kingdom", "2,000 messages",
		"4 message credits for each SMS to United Kingdom: 8,000 ÷ 4 = 2,000, whole messages only.")
	press(1, fyne.KeyUp)
	b.Sees("Germany", "1,066 messages", "7.5 message credits for each SMS to Germany: 8,000 ÷ 7.5 = 1,066.67, whole messages only.")
	press(2, fyne.KeyDown)
	b.Sees("WhatsApp", "727 messages", "11 message credits for each WhatsApp to Germany: 8,000 ÷ 11 = 727.27, whole messages only.")
	b.Fits("plans-calculator")
	press(1, fyne.KeyDown)
	press(1, fyne.KeyDown)
	b.Sees("United States", "2,666 messages") // the type stays
	press(2, fyne.KeyUp)
	b.Sees("8,000 messages", "1 message credit for each SMS to United States.")
	b.Window.Canvas().Focus(entries(b)[2])
	entries(b)[2].SetText("1")
	b.Scheduler.Drain()
	b.Sees("what 0 message credits send", "0 messages") // the nearest that is sold
}

func TestWithoutRatesThereIsNoCalculator(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.facts.Catalog.Messages = nil
	b.Show(upgrade)
	b.SeesNot("Message calculator")
	if n := len(selects(b)); n != 1 {
		t.Errorf("%d choices, want the storage's", n)
	}
	b.Sees("3,912 used in this cycle; resets 1 Dec")
}
