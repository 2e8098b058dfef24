package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const checkSize float32 = 16

// checkState is what a box to tick says.
type checkState int

const (
	unchecked checkState = iota
	checked
	partly // of what the box stands for, some is ticked and some is not
)

// checkLook is how the box is, beside what it says.
type checkLook struct{ hovered, disabled bool }

// checkShape is the primitives of a box to tick.
type checkShape struct {
	box  *edge
	mark *canvas.Image
}

func newCheckShape() *checkShape {
	return &checkShape{box: newEdge(theme.RadiusBadge), mark: newImage()}
}

func (s *checkShape) objects() []fyne.CanvasObject { return []fyne.CanvasObject{s.box, s.mark} }

func (s *checkShape) place(x, y float32) {
	place(s.box, x, y, checkSize, checkSize)
	place(s.mark, x+2, y+2, theme.SmallIconSize, theme.SmallIconSize)
}

func (s *checkShape) paint(state checkState, look checkLook) {
	fillName, lineName, markName := theme.ColorSurface, theme.ColorFieldEdge, theme.ColorOnPrimary
	switch {
	case look.disabled:
		fillName, lineName, markName = theme.ColorDisabledFill, theme.ColorBorder, theme.ColorFaint
	case state != unchecked:
		fillName, lineName = theme.ColorPrimary, theme.ColorTransparent
	case look.hovered:
		fillName = theme.ColorHover
	}
	s.box.set(fillName, lineName, theme.Stroke)
	mark := resources.IconCheck
	if state == partly {
		mark = resources.IconMinus
	}
	setIcon(s.mark, mark, markName, theme.SmallIconSize)
	s.mark.Hidden = state == unchecked
}
