package checkout_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"
)

// A confirm is under way until its answer is there, also once the page says that it does
// not know the outcome; and so is what waits for the browser.
func TestTheCheckoutSaysWhatIsUnderWay(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	if got := b.page.Busy(); got != "" {
		t.Errorf("%q while it is only shown", got)
	}
	test.Tap(b.Button("Pay $37.42"))
	if got := b.page.Busy(); got != "A payment or a change is being confirmed." {
		t.Errorf("%q after it was pressed", got)
	}
	b.Time = b.Time.Add(time.Minute)
	b.page.Tick(b.Time)
	if got := b.page.Busy(); got != "A payment or a change is being confirmed." {
		t.Errorf("%q while the answer takes long", got)
	}
	b.Scheduler.Drain()
	if got := b.page.Busy(); got != "" {
		t.Errorf("%q once it was answered", got)
	}
}

// A reason that went into nothing is told to whoever would close the page; once the page is
// left it is gone.
func TestAReasonThatWentNowhereIsToldOf(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	is := func(want string) {
		t.Helper()
		if got := b.page.Unsaved(); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
	is("")
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if entry, ok := o.(*widgets.Entry); ok {
			entry.SetText("Spring campaign")
		}
	})
	is("Words for the history that were typed are not saved.")
	test.Tap(b.Button("Pay $37.42"))
	is("")
	b.Scheduler.Drain()
	is("")
}
