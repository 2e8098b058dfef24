package storage

import (
	"slices"
	"testing"

	"billfold/views/viewtest"
)

// The estimate of a choice that was given up is not said of another.
func TestAnEstimateIsOfWhatIsChosen(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Press("Change add-on")
	p := b.page.picker
	current := p.choice
	other := (current + 1) % len(p.tiers)
	p.chosen(other)
	p.chosen(current)
	said := b.Texts()
	b.Scheduler.Drain()
	if got := b.Texts(); !slices.Equal(got, said) || !p.preview.Disabled() {
		t.Errorf("says %q of what is had already", got)
	}
}

// Between a route and what it shows, the page that is left is still on the screen.
func TestAnAddOnIsNotChosenOnAPageThatIsLeft(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	change := b.Button("Change add-on")
	b.page.Show(argItems)
	change.OnTapped()
	b.Scheduler.Drain()
	b.Sees("Biggest items")
	if b.page.picker != nil {
		t.Error("an add-on is chosen")
	}
}
