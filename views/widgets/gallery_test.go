package widgets

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/resources"
	"billfold/views/theme"
)

func galleryTable() *DataTable {
	rows := [][]TableCell{
		{{Text: "NWT-0012"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}, {Text: "24.00"}},
		{{Text: "NWT-0011"}, {Text: "Void", Badge: true, Role: theme.RoleNeutral}, {Text: "854.40", Muted: true}},
		{{Text: "NWT-0010"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}, {Text: "32.72"}},
		{{Text: "NWT-0009"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}, {Text: "–796.80", Role: theme.RoleOK}},
	}
	table := NewDataTable([]TableColumn{{Title: "Number", Sorted: true}, {Title: "Status", Width: 60}, {Title: "USD", Width: 56, Right: true}},
		func(row int) []TableCell { return rows[row] })
	table.SetLength(len(rows))
	table.SetSelected(2)
	table.SetFooter("4 documents", "Paid $853.52")
	return table
}

// themes are those that the sheets are drawn in.
var themes = []theme.Choice{theme.ChoiceLight, theme.ChoiceDark, theme.ChoiceContrast}

// sheets are the pictures of the components, by their name.
var sheets = map[string]func(*testing.T) (image.Image, fyne.CanvasObject){
	"normal": func(t *testing.T) (image.Image, fyne.CanvasObject) {
		drawn, table := components()
		window := render(t, drawn)
		window.Canvas().Focus(table.Focus())
		key(table.Focus(), fyne.KeyEnd)
		return window.Canvas().Capture(), drawn
	},
	"pages": func(t *testing.T) (image.Image, fyne.CanvasObject) {
		drawn := more()
		return render(t, drawn).Canvas().Capture(), drawn
	},
}

func render(t *testing.T, drawn fyne.CanvasObject) fyne.Window {
	t.Helper()
	window := test.NewTempWindow(t, drawn)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(1280, 800))
	drawn.Refresh()
	return window
}

func TestGalleryInEveryTheme(t *testing.T) {
	for name, draw := range sheets {
		var pictures [][]byte
		for _, choice := range themes {
			use(t, choice)
			picture, drawn := draw(t)
			if got := picture.Bounds().Size(); got != (image.Point{1280, 800}) {
				t.Errorf("%s %s: the sheet needs %v (it asks for %v), want 1280x800", name, choice, got, drawn.MinSize())
			}
			if needs := drawn.MinSize(); needs.Width > 1280 || needs.Height > 800 {
				t.Errorf("%s %s: needs %v", name, choice, needs)
			}
			if misfits := Misfits(drawn); len(misfits) > 0 {
				t.Errorf("%s %s: %q", name, choice, misfits)
			}
			var encoded bytes.Buffer
			if err := png.Encode(&encoded, picture); err != nil {
				t.Fatal(err)
			}
			pictures = append(pictures, encoded.Bytes())
		}
		if bytes.Equal(pictures[0], pictures[1]) || bytes.Equal(pictures[1], pictures[2]) {
			t.Errorf("%s: two themes look alike", name)
		}
	}
}
