package overview

import (
	"testing"

	"billfold/views/viewtest"
)

// The keyboard may be in a button for a moment after what it is about went.
func TestAButtonOfWhatWentDoesNothing(t *testing.T) {
	source := normal()
	source.facts.Subscription = new(*source.facts.Subscription)
	source.facts.Subscription.Scheduled = nil
	b := open(t, source, viewtest.Wide)
	b.Show("")
	b.page.fix.OnTapped()
	b.page.sales.OnTapped()
	if len(b.Went) > 0 {
		t.Errorf("went to %v", b.Went)
	}
}
