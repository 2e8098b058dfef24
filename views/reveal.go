package views

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
	"billfold/views/widgets"
)

// Follow brings what the keyboard moved to on the screen, and takes the keyboard from what
// is there no more, where a press would still be felt. It comes a few times a second,
// because the toolkit tells nobody that the focus moved.
func (s *Shell) Follow() {
	c := s.deps.Window.Canvas()
	focused := c.Focused()
	object, ok := focused.(fyne.CanvasObject)
	if front := s.front(); ok && front != nil && !contains(front, object) {
		c.Unfocus()
		return
	}
	if focused == s.followed {
		return
	}
	s.followed = focused
	if !ok {
		return
	}
	if contains(s.frame.area.Content, object) {
		for _, scroll := range scrollsWithin(s.frame.area.Content, object) {
			bring(scroll, object)
		}
		bring(s.frame.area, object)
	}
	if contains(s.root, object) {
		bring(s.outer, object)
	}
}

// front is what the keyboard is in: the window, or the layer over it. It is nil where that
// is a menu or a page's question, into which the window does not see.
func (s *Shell) front() fyne.CanvasObject {
	top := s.deps.Window.Canvas().Overlays().Top()
	if top == nil {
		return s.deps.Window.Content()
	}
	if own, ok := top.(*widgets.Overlay); ok {
		return own
	}
	return nil
}

// scrollsWithin are what scrolls by itself within a tree and has an object in it, the
// outermost first.
func scrollsWithin(tree, object fyne.CanvasObject) []*widgets.Scroll {
	var all []*widgets.Scroll
	widgets.Walk(tree, func(o fyne.CanvasObject) {
		if scroll, ok := o.(*widgets.Scroll); ok && contains(scroll, object) {
			all = append(all, scroll)
		}
	})
	return all
}

func contains(tree, object fyne.CanvasObject) bool {
	found := false
	widgets.Walk(tree, func(o fyne.CanvasObject) { found = found || o == object })
	return found
}

// bring scrolls as little as shows an object with some room around it, its beginning
// where not all of it finds room.
func bring(scroll *widgets.Scroll, object fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(object).Subtract(driver.AbsolutePositionForObject(scroll))
	room, whole := scroll.Size(), scroll.Content.Size()
	to := fyne.NewPos(
		within(scroll.Offset.X, at.X, object.Size().Width, room.Width, whole.Width),
		within(scroll.Offset.Y, at.Y, object.Size().Height, room.Height, whole.Height))
	if to != scroll.Offset {
		scroll.ScrollToOffset(to)
	}
}

// within is the offset, of one direction, at which something that begins somewhere in
// a room of some length and is so long itself can be seen.
func within(offset, begins, length, room, whole float32) float32 {
	ends := begins + length
	switch {
	case begins < theme.Gap24:
		offset += begins - theme.Gap24
	case ends > room-theme.Gap24:
		offset += min(ends-room+theme.Gap24, begins-theme.Gap24)
	}
	return max(0, min(offset, whole-room))
}
