package credits

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
)

// A busy month is put into words when it is read, and not at every tick.
func TestATickDoesNotSayAgainWhatWasSpent(t *testing.T) {
	source := normal()
	for len(source.spends) < spendLimit {
		source.spends = append(source.spends, source.spends...)
	}
	b := open(t, source, viewtest.Wide).show()
	for _, list := range []spentList{{}, {view: spentByAction}, {view: spentByPerson}} {
		b.page.list = list
		b.page.present()
		tick := testing.AllocsPerRun(5, func() { b.page.Tick(b.Now()) })
		if tick > spendLimit {
			t.Errorf("%+v: a tick takes %.0f allocations", list, tick)
		}
	}
	before := &b.page.said.spent.rows[0]
	b.page.Tick(b.Now().Add(time.Minute))
	if &b.page.said.spent.rows[0] != before {
		t.Error("a minute later all is said anew")
	}
}

// A view in which nothing is listed yet, such as in a usage cycle that has just begun, can
// be left again.
func TestAnEmptyViewOfSpendsCanBeLeft(t *testing.T) {
	const none = "None were spent yet in this usage cycle."
	source := normal()
	for i := range source.spends {
		source.spends[i].At = source.spends[i].At.AddDate(0, -1, 0)
	}
	b := open(t, source, viewtest.Wide).show()
	b.Sees("When", "Show all 20")
	for range 2 { // by action, by person
		b.Window.Canvas().Focus(b.page.view)
		b.Key(fyne.KeyDown)
		b.SeesNot("When")
		b.says(t, none)
	}
	b.Fits("credits-nothing-spent")
	for range 2 {
		b.Window.Canvas().Focus(b.page.view)
		b.Key(fyne.KeyUp)
	}
	b.Sees("When", "Show all 20")
	b.SeesNot(none)

	source.spends = nil // nothing ever: there is nothing to choose
	b.page.Changed(billing.KindSpends)
	b.Scheduler.Drain()
	b.SeesNot("When", "Newest", "By action")
}
