package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Tiles puts objects of one width and, within a row, of one height beside one
// another: all of them in a row where each gets its least width, in half as many rows
// otherwise, and so on.
func Tiles(least, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tilesLayout{least: least, gap: gap}, objects...)
}

type tilesLayout struct {
	least, gap float32
	width      float32 // given last; 0 before that
}

func (t *tilesLayout) columns(n int) int {
	columns := max(n, 1)
	for columns > 1 && t.width > 0 && (t.width-t.gap*float32(columns-1))/float32(columns) < t.least {
		columns = (columns + 1) / 2
	}
	return columns
}

func (t *tilesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(maxSize(objects).Width, 0)
	columns := t.columns(len(objects))
	for i := 0; i < len(objects); i += columns {
		if i > 0 {
			size.Height += t.gap
		}
		size.Height += maxSize(objects[i:min(i+columns, len(objects))]).Height
	}
	return size
}

// Layout sets the widths first: the height of wrapped text follows from it.
func (t *tilesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t.width = size.Width
	columns := t.columns(len(objects))
	width := (size.Width - t.gap*float32(columns-1)) / float32(columns)
	for _, object := range objects {
		object.Resize(fyne.NewSize(width, object.Size().Height))
	}
	rows := (len(objects) + columns - 1) / columns
	spare := share(size.Height-t.MinSize(objects).Height, rows)
	y := float32(0)
	for i := 0; i < len(objects); i += columns {
		row := objects[i:min(i+columns, len(objects))]
		height := maxSize(row).Height + spare
		for n, object := range row {
			place(object, float32(n)*(width+t.gap), y, width, height)
		}
		y += height + t.gap
	}
}
