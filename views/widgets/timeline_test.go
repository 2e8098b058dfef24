package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/resources"
	"billfold/views/theme"
)

func TestTimelineIsDarkAsFarAsThingsGot(t *testing.T) {
	use(t, theme.ChoiceLight)
	line := NewTimeline([]TimelineStep{
		{Icon: resources.IconAlert, Role: theme.RoleBad, Caption: "1 Nov, first try", Title: "Declined", Note: "too little money on it"},
		{Icon: resources.IconCheck, Role: theme.RoleOK, Caption: "2 Nov, retry 1", Title: "Paid"},
		{Icon: resources.IconClock, Caption: "4 Nov, retry 2", Title: "Not needed"},
	})
	window := test.NewTempWindow(t, line)
	window.Resize(fyne.NewSize(600, 120))
	if got := textsOf(line); !slices.Contains(got, "too little money on it") || !slices.Contains(got, "Not needed") {
		t.Errorf("shows %q", got)
	}
	r := line.renderer.(*timelineRenderer)
	if r.lines[0].FillColor != theme.Color(theme.ColorFieldEdge) || r.lines[1].FillColor != theme.Color(theme.ColorBorder) || r.lines[2].Visible() {
		t.Error("the way is not dark up to the last step that was reached, and light behind it")
	}
	if misfits := Misfits(line); len(misfits) > 0 {
		t.Error(misfits)
	}
}

func TestTypedLettersGoThroughASelect(t *testing.T) {
	use(t, theme.ChoiceLight)
	var chosen []int
	s := NewSelect([]string{"Austria", "Gabon", "Germany", "Österreich"}, -1, func(i int) { chosen = append(chosen, i) })
	for _, r := range "gGgöx" {
		s.TypedRune(r)
	}
	if want := []int{1, 2, 1, 3}; !slices.Equal(chosen, want) {
		t.Errorf("chose %v, want %v", chosen, want)
	}
}
