package plans_test

import (
	"slices"
	"testing"

	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
)

// A second draft that is discarded does not keep the first one.
func TestDraftsAreDiscardedOneAfterTheOther(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.drafts = drafts()
	b.Show("")
	var discards []*widgets.Button
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if button, ok := o.(*widgets.Button); ok && button.Label() == "Discard" {
			discards = append(discards, button)
		}
	})
	discards[0].OnTapped()
	discards[1].OnTapped()
	b.Scheduler.Drain()
	if !slices.Equal(b.source.dropped, []string{"d2", "d1"}) || len(b.Said) != 2 {
		t.Errorf("dropped %v, said %v", b.source.dropped, b.Said)
	}
	b.SeesNot("Drafts", "Draft", "Discard")
}
