package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Cover is put around what lies over something else, as a panel over a list: the toolkit
// gives whatever the pointer does to the topmost object that wants it, which would be the
// list where the panel has no control.
type Cover struct {
	base
	content fyne.CanvasObject
}

var (
	_ fyne.Widget            = (*Cover)(nil)
	_ fyne.Tappable          = (*Cover)(nil)
	_ fyne.SecondaryTappable = (*Cover)(nil)
	_ fyne.Scrollable        = (*Cover)(nil)
	_ fyne.Draggable         = (*Cover)(nil)
	_ desktop.Hoverable      = (*Cover)(nil)
	_ desktop.Cursorable     = (*Cover)(nil)
)

// NewCover returns a cover with what it is around.
func NewCover(content fyne.CanvasObject) *Cover {
	c := &Cover{content: content}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer links the widget to its renderer.
func (c *Cover) CreateRenderer() fyne.WidgetRenderer { return c.keep(newComposed(c.content, nil)) }

// Tapped does nothing.
func (c *Cover) Tapped(*fyne.PointEvent) {}

// TappedSecondary does nothing.
func (c *Cover) TappedSecondary(*fyne.PointEvent) {}

// Scrolled does nothing.
func (c *Cover) Scrolled(*fyne.ScrollEvent) {}

// Dragged does nothing.
func (c *Cover) Dragged(*fyne.DragEvent) {}

// DragEnd does nothing.
func (c *Cover) DragEnd() {}

// MouseIn does nothing.
func (c *Cover) MouseIn(*desktop.MouseEvent) {}

// MouseMoved does nothing.
func (c *Cover) MouseMoved(*desktop.MouseEvent) {}

// MouseOut does nothing.
func (c *Cover) MouseOut() {}

// Cursor is the ordinary one.
func (c *Cover) Cursor() desktop.Cursor { return desktop.DefaultCursor }
