package widgets

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/views/theme"
)

func TestALongListIsSearched(t *testing.T) {
	use(t, theme.ChoiceLight)
	options := []string{"Austria", "Gabon", "Gambia", "Germany", "Österreich"}
	var chosen []int
	s := NewSelect(options, 0, func(i int) { chosen = append(chosen, i) }).WithSearch(SelectSearch{
		Placeholder: "Search", Nothing: "Nothing is called that.",
		Find: func(query string) (found []int) {
			for i, option := range options {
				if strings.Contains(strings.ToLower(option), strings.ToLower(query)) {
					found = append(found, i)
				}
			}
			return found
		},
	})
	window := test.NewTempWindow(t, s)
	window.Resize(fyne.NewSize(400, 400))
	c := window.Canvas()
	press := func(keys ...fyne.KeyName) {
		for _, name := range keys {
			c.Focused().TypedKey(&fyne.KeyEvent{Name: name})
		}
	}
	c.Focus(s)
	s.TypedRune('g')
	test.Type(c.Focused(), "a")
	press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // below the last one is nothing
	if !slices.Equal(chosen, []int{2}) || c.Focused() != fyne.Focusable(s) {
		t.Errorf("chose %v, the keyboard is at %T", chosen, c.Focused())
	}
	press(fyne.KeySpace) // opens it where the choice is
	press(fyne.KeyUp, fyne.KeyReturn)
	if !slices.Equal(chosen, []int{2, 1}) {
		t.Errorf("chose %v", chosen)
	}
	press(fyne.KeyReturn)
	test.Type(c.Focused(), "zz")
	parts := test.WidgetRenderer(c.Overlays().Top().(fyne.Widget)).Objects()
	if seen := textsOf(parts[len(parts)-1]); !slices.Contains(seen, "Nothing is called that.") {
		t.Errorf("says %q", seen)
	}
	press(fyne.KeyReturn) // chooses nothing
	press(fyne.KeyReturn, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyEscape)
	if len(chosen) != 2 || c.Overlays().Top() != nil || c.Focused() != fyne.Focusable(s) {
		t.Errorf("chose %v, the keyboard is at %T", chosen, c.Focused())
	}
}

// What is found is seen whole, wherever in the window the select is.
func TestASearchStaysInTheWindow(t *testing.T) {
	use(t, theme.ChoiceLight)
	s := NewSelect([]string{"Austria"}, 0, nil)
	window := test.NewTempWindow(t, Inset(VStack(0, s), 500, 0, 0, 300))
	window.SetPadded(false)
	window.Resize(fyne.NewSize(500, 600))
	for name, c := range map[string]struct {
		size fyne.Size
		want fyne.Position
	}{
		"below":        {fyne.NewSize(200, 60), fyne.NewPos(292, 536)}, // 8 units from the edge
		"above":        {fyne.NewSize(100, 200), fyne.NewPos(300, 296)},
		"without room": {fyne.NewSize(100, 590), fyne.NewPos(300, 0)},
	} {
		if got := nearby(s, c.size, window.Canvas().Size()); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
