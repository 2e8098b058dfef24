package checkout_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"billfold/views/theme"
	"billfold/views/viewtest"
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
