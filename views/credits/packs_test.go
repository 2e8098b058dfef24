package credits

import (
	"testing"

	"billfold/billing"
	"billfold/views/viewtest"
)

// How many packs were chosen, and the keyboard in them, outlasts what is spent meanwhile.
func TestHowManyPacksStaysWhileOtherThingsChange(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	entry := b.page.rows[0].quantity.Entry()
	b.Window.Canvas().Focus(entry)
	entry.TypedRune('3') // beside the 1
	b.source.grants[0].Spent = dec("3181")
	b.page.Changed(billing.KindCredits)
	b.Scheduler.Drain()
	b.Sees("3,319")
	if got := b.page.rows[0].quantity; got.Value() == 1 || got.Entry() != entry {
		t.Errorf("%d packs are chosen", got.Value())
	}
}
