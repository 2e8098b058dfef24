package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"billfold/views/theme"
)

// VStack puts objects under one another, all as wide as the stack, with exact
// gaps: the toolkit's own box takes the theme's padding. Objects made by Grow
// share the height that is left.
func VStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&vStack{gap: gap}, objects...)
}

// HStack puts objects beside one another, centred on one line, with exact gaps.
// Objects made by Grow, and Spacer, share the width that is left.
func HStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&hStack{gap: gap}, objects...)
}

// Grow marks an object in a stack as taking the room that is left.
func Grow(object fyne.CanvasObject) fyne.CanvasObject {
	return container.New(growLayout{}, object)
}

// Spacer is room that is left, in a stack.
func Spacer() fyne.CanvasObject { return layout.NewSpacer() }

// Inset keeps space free around an object.
func Inset(object fyne.CanvasObject, top, right, bottom, left float32) *fyne.Container {
	return container.New(insetLayout{top: top, right: right, bottom: bottom, left: left}, object)
}

// Pad keeps the same space free on all four sides.
func Pad(object fyne.CanvasObject, space float32) *fyne.Container {
	return Inset(object, space, space, space, space)
}

// Fixed gives an object at least a width and a height; 0 leaves its own.
func Fixed(object fyne.CanvasObject, width, height float32) *fyne.Container {
	return container.New(fixedLayout{fyne.NewSize(width, height)}, object)
}

// Gap is empty space of a width and a height.
func Gap(width, height float32) fyne.CanvasObject {
	return container.New(fixedLayout{fyne.NewSize(width, height)})
}

type growLayout struct{}

func (growLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return maxSize(objects) }

func (growLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) { fill(objects, size) }

func grows(object fyne.CanvasObject) bool {
	switch o := object.(type) {
	case *fyne.Container:
		_, ok := o.Layout.(growLayout)
		return ok
	case layout.SpacerObject:
		return true
	}
	return false
}

func isSpacer(object fyne.CanvasObject) bool {
	_, ok := object.(layout.SpacerObject)
	return ok
}

func maxSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		if object.Visible() {
			size = size.Max(object.MinSize())
		}
	}
	return size
}

func fill(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		place(object, 0, 0, size.Width, size.Height)
	}
}

type vStack struct{ gap float32 }

func (v *vStack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	shown := 0
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		shown++
		if isSpacer(object) {
			continue
		}
		own := object.MinSize()
		size.Width = max(size.Width, own.Width)
		size.Height += own.Height
	}
	size.Height += v.gap * float32(max(shown-1, 0))
	return size
}

// Layout sets the widths first: the height of wrapped text follows from it. Every size
// that is tried has all that is within laid out again, so what grows is first tried with
// the height that it most likely has in the end.
func (v *vStack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	growing, left := 0, size.Height+v.gap
	least := make([]float32, len(objects))
	for i, object := range objects {
		if !object.Visible() {
			continue
		}
		switch {
		case grows(object):
			growing++
			if !isSpacer(object) {
				least[i] = object.MinSize().Height
			}
		default:
			least[i] = heightIn(object, fyne.NewSize(size.Width, object.MinSize().Height))
		}
		left -= least[i] + v.gap
	}
	tried := share(left, growing)
	for i, object := range objects {
		if object.Visible() && grows(object) && !isSpacer(object) {
			now := heightIn(object, fyne.NewSize(size.Width, least[i]+tried))
			left += least[i] - now
			least[i] = now
		}
	}
	share := share(left, growing)
	y := float32(0)
	for i, object := range objects {
		if !object.Visible() {
			continue
		}
		height := least[i]
		if grows(object) {
			height += share
		}
		place(object, 0, y, size.Width, height)
		y += height + v.gap
	}
}

// heightIn gives an object a size, and is how high it is at least in that width.
func heightIn(object fyne.CanvasObject, size fyne.Size) float32 {
	object.Resize(size)
	return object.MinSize().Height
}

func share(left float32, among int) float32 {
	if among == 0 {
		return 0
	}
	return max(left, 0) / float32(among)
}

type hStack struct{ gap float32 }

func (h *hStack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	shown := 0
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		shown++
		if isSpacer(object) {
			continue
		}
		own := object.MinSize()
		size.Height = max(size.Height, own.Height)
		size.Width += own.Width
	}
	size.Width += h.gap * float32(max(shown-1, 0))
	return size
}

func (h *hStack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	growing, left := 0, size.Width+h.gap
	least := make([]fyne.Size, len(objects))
	for i, object := range objects {
		if !object.Visible() {
			continue
		}
		if grows(object) {
			growing++
		}
		if !isSpacer(object) {
			least[i] = object.MinSize()
		}
		left -= least[i].Width + h.gap
	}
	share := share(left, growing)
	x := float32(0)
	for i, object := range objects {
		if !object.Visible() {
			continue
		}
		width, height := least[i].Width, min(least[i].Height, size.Height)
		if grows(object) {
			width += share
		}
		if object.Size().Width != width { // wrapped text is only as high as its width makes it
			object.Resize(fyne.NewSize(width, height))
			height = min(object.MinSize().Height, size.Height)
		}
		place(object, x, (size.Height-height)/2, width, height)
		x += width + h.gap
	}
}

type insetLayout struct{ top, right, bottom, left float32 }

func (i insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return maxSize(objects).AddWidthHeight(i.left+i.right, i.top+i.bottom)
}

func (i insetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		place(object, i.left, i.top, max(size.Width-i.left-i.right, 0), max(size.Height-i.top-i.bottom, 0))
	}
}

type fixedLayout struct{ size fyne.Size }

func (f fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return f.size.Max(maxSize(objects))
}

func (f fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) { fill(objects, size) }

// Hairline is a line of one unit across the width of what it stands in.
func Hairline() fyne.CanvasObject {
	line := NewPanel(nil)
	line.Fill, line.Line, line.Radius = theme.ColorBorder, theme.ColorTransparent, 0
	return Fixed(line, 0, theme.Stroke)
}
