package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"billfold/views/widgets"
)

// layerKind is what a layer is.
type layerKind int

// The kinds of layer.
const (
	layerPalette layerKind = iota
	layerPanel
	layerDialog
)

// layer is what lies over the window, one at a time. The keyboard stays in it and goes
// back to where it was.
type layer struct {
	is      layerKind
	overlay *widgets.Overlay
	closed  func()         // may be nil
	escape  func() bool    // closes what it has open over itself, where there is that; may be nil
	before  fyne.Focusable // what had the keyboard
}

// lay lays something over the window in place of what lay there, and puts the
// keyboard into it.
func (s *Shell) lay(l layer, first fyne.Focusable) {
	s.shut()
	c := s.deps.Window.Canvas()
	l.before = c.Focused()
	s.layer = &l
	c.Unfocus()
	c.Overlays().Add(l.overlay)
	if first != nil {
		c.Focus(first)
	}
}

// shut takes away whatever lies over the window, menus included, and reports whether
// there was anything.
func (s *Shell) shut() bool {
	c := s.deps.Window.Canvas()
	if menu, ok := c.Focused().(*widget.PopUpMenu); ok {
		menu.Hide()
	}
	open := s.layer
	if open == nil {
		return false
	}
	s.layer = nil
	c.Overlays().Remove(open.overlay)
	if open.closed != nil {
		open.closed()
	}
	if object, ok := open.before.(fyne.CanvasObject); ok && s.reachable(object) {
		c.Focus(open.before)
	}
	return true
}

// reachable tells whether something is where the keyboard can be: in what a page asks in
// front of everything, into which the window does not see, or else on the window.
func (s *Shell) reachable(object fyne.CanvasObject) bool {
	return s.deps.Window.Canvas().Overlays().Top() != nil || contains(s.deps.Window.Content(), object)
}
