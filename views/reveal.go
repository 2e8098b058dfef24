package views

import (
	"fyne.io/fyne/v2"

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
	if !ok || !contains(s.frame.area.Content, object) {
		return
	}
	s.frame.reveal(object)
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
