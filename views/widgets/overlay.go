package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

// OverlayPlace says where in a window the content of an overlay is, given the
// least size of the content.
type OverlayPlace func(window, least fyne.Size) (at fyne.Position, size fyne.Size)

// Overlay is laid over a whole window, and has the pointer and the keyboard for
// itself while it is there. Who shows it takes it away again.
type Overlay struct {
	base
	content   fyne.CanvasObject
	place     OverlayPlace
	scrim     bool
	onOutside func()
}

var (
	_ fyne.Widget   = (*Overlay)(nil)
	_ fyne.Tappable = (*Overlay)(nil)
)

// NewOverlay returns an overlay; a press beside the content is told to onOutside.
func NewOverlay(content fyne.CanvasObject, place OverlayPlace, onOutside func()) *Overlay {
	o := &Overlay{content: content, place: place, onOutside: onOutside}
	o.ExtendBaseWidget(o)
	return o
}

// WithScrim darkens what is under the overlay, and returns it.
func (o *Overlay) WithScrim() *Overlay {
	o.scrim = true
	return o
}

// Tapped is called where nothing else is under the pointer.
func (o *Overlay) Tapped(event *fyne.PointEvent) {
	at, size := o.content.Position(), o.content.Size()
	inside := event.Position.X >= at.X && event.Position.X < at.X+size.Width &&
		event.Position.Y >= at.Y && event.Position.Y < at.Y+size.Height
	if !inside {
		o.onOutside()
	}
}

// CreateRenderer links the widget to its renderer.
func (o *Overlay) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{o.content}
	scrim := canvas.NewRectangle(nil)
	if o.scrim {
		objects = []fyne.CanvasObject{scrim, o.content}
	}
	r := &drawn{owner: o, objects: objects}
	r.minSize = func() fyne.Size { return o.content.MinSize() }
	r.layout = func(size fyne.Size) {
		place(scrim, 0, 0, size.Width, size.Height)
		for range 2 { // wrapped text knows its height once it has a width
			at, own := o.place(size, o.content.MinSize())
			place(o.content, at.X, at.Y, own.Width, own.Height)
		}
	}
	r.paint = func() { setBox(scrim, theme.ColorScrim, theme.ColorTransparent, 0) }
	r.paint()
	return o.keep(r)
}

// Centered puts the content, as wide as said, into the middle of the window, and
// keeps a margin around it.
func Centered(width float32) OverlayPlace {
	return func(window, least fyne.Size) (fyne.Position, fyne.Size) {
		size := fyne.NewSize(min(max(width, least.Width), window.Width-2*theme.Gap24), min(least.Height, window.Height-2*theme.Gap24))
		return fyne.NewPos((window.Width-size.Width)/2, (window.Height-size.Height)/2), size
	}
}

// Hanging puts the content, as wide as said, in the middle below a line that stays
// where it is while the content becomes higher or lower.
func Hanging(width, top float32) OverlayPlace {
	return func(window, least fyne.Size) (fyne.Position, fyne.Size) {
		size := fyne.NewSize(min(max(width, least.Width), window.Width-2*theme.Gap24), min(least.Height, window.Height-top-theme.Gap24))
		return fyne.NewPos((window.Width-size.Width)/2, top), size
	}
}

// Under puts the content, as wide as said, under an object that stays in sight,
// with their right edges in line.
func Under(anchor fyne.CanvasObject, width float32) OverlayPlace {
	return func(window, least fyne.Size) (fyne.Position, fyne.Size) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor)
		top := at.Y + anchor.Size().Height + theme.Gap4
		own := max(width, least.Width)
		left := max(at.X+anchor.Size().Width-own, theme.Gap8)
		return fyne.NewPos(left, top), fyne.NewSize(own, min(least.Height, window.Height-top-theme.Gap8))
	}
}
