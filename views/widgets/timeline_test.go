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

// Eight steps take two rows where there is room for five.
func TestATimelineGoesOnInAFurtherRow(t *testing.T) {
	use(t, theme.ChoiceLight)
	line := NewTimeline(slices.Repeat([]TimelineStep{{Icon: resources.IconClock, Caption: "4 Nov, retry 2", Title: "Not needed"}}, 8))
	one := line.MinSize().Height
	window := test.NewTempWindow(t, VStack(0, line))
	window.Resize(fyne.NewSize(600, 400))
	r := line.renderer.(*timelineRenderer)
	if r.nodes[4].Position().Y != 0 || r.nodes[5].Position().Y != one+timelineRowGap || r.nodes[5].Position().X != 0 {
		t.Errorf("the sixth step is at %v, the fifth at %v", r.nodes[5].Position(), r.nodes[4].Position())
	}
	if got := line.MinSize().Height; got != 2*one+timelineRowGap {
		t.Errorf("two rows are %v high, one is %v", got, one)
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
