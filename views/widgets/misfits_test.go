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

func TestMisfitsFindCutTextAndControlsBeyondTheirCard(t *testing.T) {
	name, draft := NewText("Add-on: 200 GB storage").Shortening(40), NewButton(ButtonSecondary, "Keep as draft", nil)
	card := NewPanel(VStack(0, Fixed(name, 0, 0), draft))
	show(t, card, 60, 80)
	draft.Resize(fyne.NewSize(140, 32))
	want := []string{
		`"Add-on: 200 GB storage" is cut to "Add-on:…"`, `*widgets.Button reaches from 0 to 140, its card from 0 to 60`,
		`"Keep as draft" reaches from 30 to 110, its card from 0 to 60`,
	}
	if got := Misfits(card); !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestMisfitsFindTextsBeyondTheirCard(t *testing.T) {
	row := HStack(0, NewText("Storage"), NewText("548.2 GB of 700 GB"))
	card := NewPanel(row)
	show(t, card, 120, 40)
	row.Objects[1].Move(fyne.NewPos(60, 0))
	row.Objects[1].Resize(row.Objects[1].MinSize())
	want := []string{`"548.2 GB of 700 GB" reaches from 60 to 177, its card from 0 to 120`}
	if got := Misfits(card); !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestACoverIsHeldAgainstItselfAlone(t *testing.T) {
	list, panel := NewText("Team, 50 seats"), NewText("NWT-0011")
	page := container.NewStack(list, NewCover(NewPanel(panel)))
	show(t, page, 300, 60)
	if got := Misfits(page); len(got) != 0 {
		t.Errorf("the panel lies over the list on purpose: %q", got)
	}
}

func TestWhatScrollsIsHeldAgainstItselfAlone(t *testing.T) {
	rows := VStack(0)
	for range 10 {
		rows.Add(NewText("Team, 50 seats"))
	}
	page := container.NewBorder(nil, NewText("Amount due now"), nil, nil, container.NewVScroll(rows))
	show(t, page, 300, 60)
	if got := Misfits(page); len(got) != 0 {
		t.Errorf("a text that is scrolled out of sight lies over the bar: %q", got)
	}
}
