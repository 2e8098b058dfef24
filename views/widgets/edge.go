package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

// edge is a filled box with a border. The border is a box of its own behind the
// fill: the software painter, which makes the pictures, centres strokes on the
// edge and so blurs those of one unit.
type edge struct {
	base
	fill, line     fyne.ThemeColorName
	stroke, radius float32
	lowerOnly      bool // only the lower corners are round
}

func newEdge(radius float32) *edge {
	e := &edge{fill: theme.ColorTransparent, line: theme.ColorTransparent, radius: radius}
	e.ExtendBaseWidget(e)
	return e
}

// set changes the looks; the widget that the box belongs to refreshes it.
func (e *edge) set(fill, line fyne.ThemeColorName, stroke float32) {
	e.fill, e.line, e.stroke = fill, line, stroke
}

func (e *edge) CreateRenderer() fyne.WidgetRenderer {
	outer, inner := newBox(e.radius), newBox(e.radius)
	r := &drawn{owner: e, objects: []fyne.CanvasObject{outer, inner}}
	r.minSize = func() fyne.Size { return fyne.Size{} }
	r.layout = func(size fyne.Size) {
		in := e.inset()
		place(outer, 0, 0, size.Width, size.Height)
		place(inner, in, in, max(size.Width-2*in, 0), max(size.Height-2*in, 0))
	}
	r.paint = func() {
		in := e.inset()
		setBox(outer, e.line, theme.ColorTransparent, 0)
		setBox(inner, e.fill, theme.ColorTransparent, 0)
		outer.Hidden, inner.Hidden = in == 0, e.fill == theme.ColorTransparent
		outer.CornerRadius, inner.CornerRadius = e.radius, max(e.radius-in, 0)
		if e.lowerOnly {
			inner.BottomLeftCornerRadius, inner.BottomRightCornerRadius = inner.CornerRadius, inner.CornerRadius
			inner.CornerRadius = 0
		}
	}
	r.paint()
	return e.keep(r)
}

func (e *edge) inset() float32 {
	if e.line == theme.ColorTransparent {
		return 0
	}
	return e.stroke
}
