package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// What is dragged is told when it is let go; what is typed when it is left.
func TestPercentTellsWhatWasChosenAndNotTheWayThere(t *testing.T) {
	test.NewTempApp(t)
	p := NewPercent(PercentRange{Least: 50, Most: 300, Step: 10}, 100, 100)
	var told []int
	p.OnChosen = func(percent int) { told = append(told, percent) }
	w := test.NewTempWindow(t, p)
	w.Resize(fyne.NewSize(320, 60))

	drag := func(x float32) {
		p.slider.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 8)}})
	}
	drag(60)
	drag(percentTrack)
	if len(told) != 0 || p.input.entry.Text != "300" {
		t.Fatalf("told %v while dragged, the field says %q", told, p.input.entry.Text)
	}
	p.slider.DragEnd()
	p.slider.DragEnd() // which changes nothing
	p.slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	for _, typed := range []string{"125", "9", "5000", "many"} {
		p.input.entry.SetText(typed)
		p.input.entry.OnSubmitted(typed)
	}
	if want := []int{300, 290, 125, 50, 300}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	if p.input.entry.Text != "300" || p.slider.value != 300 {
		t.Errorf("at %q and %d", p.input.entry.Text, p.slider.value)
	}
	p.SetValue(100)
	if p.input.entry.Text != "100" || len(told) != 5 {
		t.Errorf("set to %q, told %v", p.input.entry.Text, told)
	}
}
