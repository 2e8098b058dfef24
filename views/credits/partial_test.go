package credits

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

// What is added up of a part of the usage cycle is not said to be all of it.
func TestSumsOfAPartSayWhatTheyAreOf(t *testing.T) {
	d := facts()
	start := d.facts.Usage.Cycle.Start
	for n, want := range map[int]string{spendLimit: "Person, the latest 5,000", spendLimit - 1: "Person, this usage cycle"} {
		spend := billing.CreditSpend{Kind: billing.AICredits, Actor: "Maya", Action: "Summary", Quantity: dec("-1"), At: start.Add(time.Hour)}
		d.tally = tallyOf(slices.Repeat([]billing.CreditSpend{spend}, n), start)
		got := showSpent(d, spentList{view: spentByPerson}, start.Add(2*time.Hour), words.Printer{}).columns[0].Title
		if got != want {
			t.Errorf("%d are said to be %q, want %q", n, got, want)
		}
	}
}
