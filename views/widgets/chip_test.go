package widgets

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

func TestAChipIsTakenAwayByTheKeyboard(t *testing.T) {
	removed := 0
	chip := NewChip("ap@northwind.example", "Remove ap@northwind.example", func() { removed++ })
	show(t, chip, 240, 24)
	chip.Remove().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if removed != 1 || chip.Remove().Label() != "Remove ap@northwind.example" || !slices.Contains(textsOf(chip), "ap@northwind.example") {
		t.Errorf("removed %d times, shows %q", removed, textsOf(chip))
	}
	if long := NewChip(strings.Repeat("long", 40), "Remove it", nil); long.MinSize().Width > chipWidth+chipButton+theme.Gap16 {
		t.Errorf("a long one takes %v units", long.MinSize().Width)
	}
}
