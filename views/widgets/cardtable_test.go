package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

func TestTilesHalveTheirColumns(t *testing.T) {
	tiles := Tiles(200, 10, Gap(50, 20), Gap(50, 40), Gap(50, 20), Gap(50, 30))
	window := show(t, VStack(0, tiles), 830, 200)
	for _, tt := range []struct{ width, height, tile float32 }{{830, 40, 200}, {829, 80, 409.5}, {410, 80, 200}, {409, 140, 409}, {830, 40, 200}} {
		window.Resize(fyne.NewSize(tt.width, 300))
		if got := tiles.MinSize().Height; got != tt.height || tiles.Objects[3].Size().Width != tt.tile {
			t.Errorf("%v wide: %v high, a tile %v wide; want %v and %v", tt.width, got, tiles.Objects[3].Size().Width, tt.height, tt.tile)
		}
	}
}

func TestCardTableWrapsItsWideColumn(t *testing.T) {
	table := NewCardTable([]TableColumn{{Title: "Item"}, {Title: "GB", Width: 60, Right: true}}, [][]TableCell{
		{{Text: "A name that goes on and on, much longer than there is room for it"}, {Text: "38.2"}},
		{{Text: "Short"}, {Text: "7.1", Role: theme.RoleWarn}},
	})
	window := show(t, VStack(0, table), 600, 200)
	for _, width := range []float32{600, 240} {
		window.Resize(fyne.NewSize(width, 300))
		if misfits := Misfits(table); len(misfits) > 0 {
			t.Errorf("%v wide: %q", width, misfits)
		}
	}
	if got := table.MinSize().Height; got <= headHeight+2*theme.RowHeight {
		t.Errorf("narrow: %v high, want a row that became higher", got)
	}
	if got := texts(table); !slices.Contains(got, "GB") || !slices.Contains(got, "7.1") {
		t.Errorf("shows %q", got)
	}
}
