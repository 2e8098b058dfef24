// Package widgets holds the application's own controls. They show and report;
// they decide nothing. Colours are theme names, read again at each refresh, so
// that another theme repaints everything.
package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"billfold/views/theme"
)

// base is what every widget here embeds: the toolkit's base, and its parts for
// Walk, which the toolkit keeps to itself.
type base struct {
	widget.BaseWidget
	renderer fyne.WidgetRenderer
}

func (b *base) keep(renderer fyne.WidgetRenderer) fyne.WidgetRenderer {
	b.renderer = renderer
	return renderer
}

// Parts returns the objects that the widget is drawn with; none before it was
// first measured or shown.
func (b *base) Parts() []fyne.CanvasObject {
	if b.renderer == nil {
		return nil
	}
	return b.renderer.Objects()
}

// composed draws a widget that is made of other objects and a layout.
type composed struct {
	root   fyne.CanvasObject
	update func()
}

// newComposed calls update, which may be nil, before the first measure and at
// each refresh: it copies the widget's state into its parts.
func newComposed(root fyne.CanvasObject, update func()) *composed {
	if update != nil {
		update()
	}
	return &composed{root: root, update: update}
}

func (c *composed) Layout(size fyne.Size)        { c.root.Resize(size) }
func (c *composed) MinSize() fyne.Size           { return c.root.MinSize() }
func (c *composed) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{c.root} }
func (c *composed) Destroy()                     {}

func (c *composed) Refresh() {
	if c.update != nil {
		c.update()
	}
	c.root.Refresh()
}

// drawn draws a widget that places and colours primitive shapes by itself.
type drawn struct {
	objects []fyne.CanvasObject
	layout  func(size fyne.Size)
	minSize func() fyne.Size
	paint   func()
	owner   fyne.Widget
	icons   drawings
}

func (d *drawn) Layout(size fyne.Size)        { d.layout(size) }
func (d *drawn) MinSize() fyne.Size           { return d.minSize() }
func (d *drawn) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawn) Destroy()                     {}

func (d *drawn) Refresh() {
	d.paint()
	d.layout(d.owner.Size())
	for _, object := range d.objects {
		d.icons.refresh(object)
	}
	canvas.Refresh(d.owner)
}

func setBox(box *canvas.Rectangle, fill, line fyne.ThemeColorName, stroke float32) {
	box.FillColor, box.StrokeColor, box.StrokeWidth = theme.Color(fill), theme.Color(line), stroke
}

func newBox(radius float32) *canvas.Rectangle {
	box := &canvas.Rectangle{}
	box.CornerRadius = radius
	return box
}

func place(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}

// setRing shows or hides a focus ring.
func setRing(ring *canvas.Rectangle, shown bool) {
	setBox(ring, theme.ColorTransparent, theme.ColorFocus, theme.FocusStroke)
	ring.Hidden = !shown
}

// placeRing puts a focus ring around a box, clear of it by the focus gap.
func placeRing(ring fyne.CanvasObject, size fyne.Size) {
	const out = theme.FocusStroke + theme.FocusGap
	place(ring, -out, -out, size.Width+2*out, size.Height+2*out)
}

func lineHeight(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeCaption:
		return 16
	case theme.SizeCardTitle:
		return 20
	case theme.SizePageTitle:
		return 28
	case theme.SizeFigure:
		return 32
	default:
		return 18
	}
}

// placeText centres a line of text in a box of a height; the toolkit's own line
// boxes are higher than the type scale's.
func placeText(text *canvas.Text, x, y, width, height float32) {
	own := text.MinSize().Height
	place(text, x, y+float32(math.Floor(float64(height-own)/2)), width, own)
}
