package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/views/theme"
)

func TestMisfits(t *testing.T) {
	fits := VStack(theme.Gap4, NewText("Seats"), HStack(theme.Gap4, NewText("46"), NewText("of 50")))
	show(t, fits, 300, 100)
	if got := Misfits(fits); len(got) != 0 {
		t.Errorf("nothing is wrong, but %v", got)
	}
	one, two := NewText("Billing credit applied"), NewText("–94.80").Right()
	one.Resize(fyne.NewSize(60, 18))
	two.Move(fyne.NewPos(30, 0))
	two.Resize(fyne.NewSize(60, 18))
	crowded := container.NewWithoutLayout(one, two)
	show(t, crowded, 300, 100)
	want := []string{`"Billing credit applied" needs 125 units and has 60`, `"–94.80" lies over "Billing credit applied"`}
	if got := Misfits(crowded); !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
