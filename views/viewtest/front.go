package viewtest

import (
	"strings"

	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// front is what stands before the page, as a dialog does; nil where nothing does.
func (b *Bench) front() fyne.CanvasObject {
	top, ok := b.Window.Canvas().Overlays().Top().(fyne.Widget)
	if !ok {
		return nil
	}
	parts := test.WidgetRenderer(top).Objects() // the scrim, and what it is under
	return parts[len(parts)-1]
}

// Asks tells whether something stands before the page.
func (b *Bench) Asks() bool { return b.front() != nil }

// FrontSees fails the test for each text that is not on what stands before the page.
func (b *Bench) FrontSees(want ...string) {
	b.t.Helper()
	var texts []string
	for _, seen := range widgets.VisibleTexts(b.front()) {
		texts = append(texts, seen.Text)
	}
	all := strings.Join(texts, " ") // long ones are on several lines
	for _, w := range want {
		if !strings.Contains(all, w) {
			b.t.Errorf("%q is not in front, in %q", w, all)
		}
	}
}

// FrontFits is Fits for what stands before the page.
func (b *Bench) FrontFits(picture string) {
	b.t.Helper()
	for _, misfit := range widgets.Misfits(b.front()) {
		b.t.Errorf("%s: %s", picture, misfit)
	}
	b.save(picture)
}

// FrontPress presses a button of what stands before the page.
func (b *Bench) FrontPress(label string) {
	b.t.Helper()
	var found *widgets.Button
	widgets.Walk(b.front(), func(o fyne.CanvasObject) {
		if button, ok := o.(*widgets.Button); ok && button.Label() == label {
			found = button
		}
	})
	if found == nil {
		b.t.Fatalf("no button %q in front of the page", label)
	}
	test.Tap(found)
	b.Scheduler.Drain()
}
