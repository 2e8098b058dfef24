package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestStepperCounts(t *testing.T) {
	var told []int
	s := NewStepper(StepperSpec{Least: 1, Most: 5, Value: 9, Fewer: "One fewer", More: "One more"})
	s.OnChanged = func(value int) { told = append(told, value) }
	window := show(t, s, 240, 40)
	if s.Value() != 5 || !s.more.Disabled() || s.fewer.Disabled() {
		t.Fatalf("begins at %d", s.Value())
	}
	test.Tap(s.fewer)
	s.input.entry.SetText("2")
	s.input.entry.SetText("20")
	s.input.entry.SetText("0")
	s.input.entry.SetText("x")
	if want := []int{4, 2, 5, 1}; !slices.Equal(told, want) || s.Value() != 1 {
		t.Errorf("told %v, want %v; %d counts", told, want, s.Value())
	}
	window.Canvas().Focus(s.Entry())
	window.Canvas().Unfocus()
	if s.input.entry.Text != "1" || !s.fewer.Disabled() {
		t.Errorf("left, it says %q", s.input.entry.Text)
	}
	test.Tap(s.more)
	if s.input.entry.Text != "2" || told[len(told)-1] != 2 {
		t.Errorf("one more is %q", s.input.entry.Text)
	}
}
