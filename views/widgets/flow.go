package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Flow puts objects beside one another as long as they fit, and goes on in a further
// row; the gaps are between objects and between rows.
func Flow(gap, rowGap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: gap, rowGap: rowGap}, objects...)
}

type flowLayout struct {
	gap, rowGap float32
	width       float32 // given last; 0 before that, and then everything is in one row
}

func (f *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := maxSize(objects)
	size.Height = f.each(objects, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
	return size
}

func (f *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.each(objects, func(object fyne.CanvasObject, at fyne.Position, own fyne.Size) {
		object.Move(at)
		object.Resize(own)
	})
}

// each finds the place of every object, and the height of all rows. Rows are as high
// as the highest object.
func (f *flowLayout) each(objects []fyne.CanvasObject, found func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	row := maxSize(objects).Height
	x, y := float32(0), float32(0)
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		own := object.MinSize()
		if x > 0 && f.width > 0 && x+own.Width > f.width {
			x, y = 0, y+row+f.rowGap
		}
		found(object, fyne.NewPos(x, y+(row-own.Height)/2), own)
		x += own.Width + f.gap
	}
	return y + row
}
