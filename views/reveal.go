package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/views/theme"
	"billfold/views/widgets"
)

// Follow brings what the keyboard moved to on the screen. It comes a few times a
// second, because the toolkit tells nobody that the focus moved.
func (s *Shell) Follow() {
	focused := s.deps.Window.Canvas().Focused()
	if focused == s.followed {
		return
	}
	s.followed = focused
	object, ok := focused.(fyne.CanvasObject)
	if !ok {
		return
	}
	if contains(s.frame.area.Content, object) {
		s.frame.reveal(object)
	}
	if contains(s.root, object) {
		bring(s.outer, object)
	}
}

// bring scrolls what is larger than its place as little as shows an object, its
// beginning where not all of it finds room.
func bring(scroll *container.Scroll, object fyne.CanvasObject) {
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
	switch {
	case begins < 0:
		offset += begins
	case begins+length > room:
		offset += min(begins+length-room, begins)
	}
	return max(0, min(offset, whole-room))
}

func contains(tree, object fyne.CanvasObject) bool {
	found := false
	widgets.Walk(tree, func(o fyne.CanvasObject) { found = found || o == object })
	return found
}

// reveal scrolls as little as shows all of an object, with some room around it.
func (f *frame) reveal(object fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(object).Y - driver.AbsolutePositionForObject(f.area).Y
	bottom := top + object.Size().Height
	offset := f.area.Offset
	switch height := f.area.Size().Height; {
	case top < theme.Gap24:
		offset.Y += top - theme.Gap24
	case bottom > height-theme.Gap24:
		offset.Y += min(bottom-height+theme.Gap24, top-theme.Gap24)
	default:
		return
	}
	offset.Y = max(0, min(offset.Y, f.area.Content.Size().Height-f.area.Size().Height))
	f.area.ScrollToOffset(offset)
}
