package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/resources"
)

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Northwind Traders": "NT", "Fabrikam": "F", "ana maría lópez": "AL", "": "", "Émile Zola": "ÉZ", "– –": "",
	} {
		if got := Initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestNothingIsCutAtTheNaturalWidth(t *testing.T) {
	for _, row := range []*Identity{
		NewIdentity("Northwind Traders", "Workspace: Northwind HQ", nil).WithTrailing(resources.IconChevrons),
		NewIdentity("NT", "A sentence that is longer than the name", nil).WithRight("right"),
	} {
		show(t, container.NewWithoutLayout(row), 800, 44)
		row.Resize(fyne.NewSize(row.Natural(), identityHeight))
		if misfits := Misfits(row); len(misfits) > 0 {
			t.Error(misfits)
		}
		row.Resize(fyne.NewSize(row.Natural()-4, identityHeight))
		if misfits := Misfits(row); len(misfits) == 0 {
			t.Error("there was room to spare")
		}
	}
}
