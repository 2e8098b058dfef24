package views_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/widgets"
)

// A key that is held down presses a button again after it went.
func TestANoteIsClosedOnce(t *testing.T) {
	source := newFake()
	source.blank = true
	source.notes = []*billing.Problem{billing.NewProblem(billing.OutboxCorrupt)}
	s := open(t, source)
	closing := on[*widgets.Button](t, s.window.Content(), "Close")
	closing.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	closing.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.misses(t, "The record of your changes was damaged")
}
