package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// Scroll is the toolkit's scroll without the dark edge that it paints where there is
// more to see. The edge is left out of what is drawn: a theme of its own would have the
// toolkit forget the sizes of all texts at each refresh, and keep every object that was
// ever in the scroll.
type Scroll struct{ container.Scroll }

var (
	_ fyne.Widget     = (*Scroll)(nil)
	_ fyne.Scrollable = (*Scroll)(nil)
)

// NewVScroll lets what is higher than its place scroll, as pages do.
func NewVScroll(content fyne.CanvasObject) *Scroll {
	return newScroll(content, container.ScrollVerticalOnly)
}

// NewScroll lets what is higher or wider than its place scroll.
func NewScroll(content fyne.CanvasObject) *Scroll { return newScroll(content, container.ScrollBoth) }

func newScroll(content fyne.CanvasObject, direction container.ScrollDirection) *Scroll {
	s := &Scroll{}
	s.Content, s.Direction = content, direction
	s.ExtendBaseWidget(s)
	return s
}

// Parts returns what scrolls.
func (s *Scroll) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{s.Content} }

// CreateRenderer links the widget to its renderer.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer {
	r := &edgeless{WidgetRenderer: s.Scroll.CreateRenderer(), parts: []fyne.CanvasObject{s.Content}}
	for _, part := range r.WidgetRenderer.Objects() {
		if _, ok := part.(desktop.Hoverable); ok && part != s.Content { // a bar, which an edge is not
			r.parts = append(r.parts, part)
		}
	}
	return r
}

// edgeless draws a scroll's content and its bars, and nothing else.
type edgeless struct {
	fyne.WidgetRenderer
	parts []fyne.CanvasObject // the content first
}

func (r *edgeless) Objects() []fyne.CanvasObject {
	r.parts[0] = r.WidgetRenderer.Objects()[0] // which may be another since
	return r.parts
}
