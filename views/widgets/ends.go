package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Aside puts what can be done beside a text that takes the room that is left, and where
// that is less than a width, under it at the same end.
func Aside(least, gap float32, text, does fyne.CanvasObject) *fyne.Container {
	return container.New(&asideLayout{least: least, gap: gap}, text, does)
}

type asideLayout struct {
	least, gap float32
	under      bool
}

// MinSize is as narrow as the one under the other, which any width can be turned into.
func (a *asideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	text, does := objects[0].MinSize(), objects[1].MinSize()
	if a.under {
		return fyne.NewSize(max(text.Width, does.Width), text.Height+a.gap+does.Height)
	}
	return text.Max(does)
}

// Layout sets the widths first: the height of wrapped text follows from it.
func (a *asideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	text, does := objects[0], objects[1]
	own := does.MinSize()
	left := size.Width - a.gap - own.Width
	a.under = left < a.least
	if a.under {
		left = size.Width
	}
	text.Resize(fyne.NewSize(left, text.Size().Height))
	height := text.MinSize().Height
	if a.under {
		place(text, 0, 0, left, height)
		place(does, size.Width-own.Width, height+a.gap, own.Width, own.Height)
		return
	}
	place(text, 0, (size.Height-height)/2, left, height)
	place(does, size.Width-own.Width, (size.Height-own.Height)/2, own.Width, own.Height)
}

// endsLayout puts objects before a spacer at the left and the others at the right of one
// line, and where they do not fit, the others on a line of their own.
type endsLayout struct {
	gap   float32
	under bool
}

// sides are the objects that can be seen before the spacer and after it.
func (*endsLayout) sides(objects []fyne.CanvasObject) (left, right []fyne.CanvasObject) {
	at := &left
	for _, o := range objects {
		if isSpacer(o) {
			at = &right
		} else if o.Visible() {
			*at = append(*at, o)
		}
	}
	return left, right
}

func (e *endsLayout) row(objects []fyne.CanvasObject) fyne.Size {
	return (&hStack{gap: e.gap}).MinSize(objects)
}

func (e *endsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := e.sides(objects)
	one, two := e.row(left), e.row(right)
	if e.under {
		return fyne.NewSize(max(one.Width, two.Width), one.Height+e.gap+two.Height)
	}
	return one.Max(two)
}

func (e *endsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, right := e.sides(objects)
	one, two := e.row(left), e.row(right)
	e.under = len(left) > 0 && len(right) > 0 && one.Width+e.gap+two.Width > size.Width
	first, second, y := size.Height, size.Height, float32(0)
	if e.under {
		y = (size.Height - one.Height - e.gap - two.Height) / 2
		first, second = one.Height, two.Height
	}
	e.put(left, 0, y, first)
	if e.under {
		y += one.Height + e.gap
	}
	e.put(right, size.Width-two.Width, y, second)
	for _, o := range objects {
		if isSpacer(o) {
			e.between(o, left, right, size)
		}
	}
}

// between gives the spacer what is left of one line.
func (e *endsLayout) between(spacer fyne.CanvasObject, left, right []fyne.CanvasObject, size fyne.Size) {
	begins, ends := float32(0), size.Width
	if len(left) > 0 {
		begins = e.row(left).Width + e.gap
	}
	if len(right) > 0 {
		ends -= e.row(right).Width + e.gap
	}
	place(spacer, begins, size.Height/2, max(ends-begins, 0), 0)
}

func (e *endsLayout) put(objects []fyne.CanvasObject, x, y, height float32) {
	for _, o := range objects {
		own := o.MinSize()
		high := min(own.Height, height)
		place(o, x, y+(height-high)/2, own.Width, high)
		x += own.Width + e.gap
	}
}
