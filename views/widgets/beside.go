package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Beside puts a second object after the first on one line where both fit, and else
// under it, as where another language needs more room.
func Beside(gap float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(&beside{gap: gap}, first, second)
}

type beside struct {
	gap   float32
	under bool
}

// MinSize is as narrow as the second under the first.
func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	one, two := objects[0].MinSize(), objects[1].MinSize()
	if b.under {
		return fyne.NewSize(max(one.Width, two.Width), one.Height+two.Height)
	}
	return one.Max(two)
}

func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	one, two := objects[0].MinSize(), objects[1].MinSize()
	b.under = one.Width+b.gap+two.Width > size.Width
	if b.under {
		place(objects[0], 0, 0, size.Width, one.Height)
		place(objects[1], 0, one.Height, size.Width, two.Height)
		return
	}
	height := max(one.Height, two.Height)
	place(objects[0], 0, (height-one.Height)/2, one.Width, one.Height)
	place(objects[1], one.Width+b.gap, (height-two.Height)/2, size.Width-one.Width-b.gap, two.Height)
}
