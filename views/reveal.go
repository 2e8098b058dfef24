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
	if !ok || !contains(s.frame.area.Content, object) {
		return
	}
	for _, scroll := range scrollsWithin(s.frame.area.Content, object) {
		bring(scroll, object)
	}
	s.frame.reveal(object)
}

// scrollsWithin are what scrolls by itself within a tree and has an object in it, the
// outermost first.
func scrollsWithin(tree, object fyne.CanvasObject) []*container.Scroll {
	var all []*container.Scroll
	widgets.Walk(tree, func(o fyne.CanvasObject) {
		if scroll, ok := o.(*container.Scroll); ok && contains(scroll, object) {
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

// reveal scrolls the page as little as shows all of an object.
func (f *frame) reveal(object fyne.CanvasObject) { bring(f.area, object) }

// bring scrolls as little as shows all of an object, with some room around it.
func bring(area *container.Scroll, object fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(object).Y - driver.AbsolutePositionForObject(area).Y
	bottom := top + object.Size().Height
	offset := area.Offset
	switch height := area.Size().Height; {
	case top < theme.Gap24:
		offset.Y += top - theme.Gap24
	case bottom > height-theme.Gap24:
		offset.Y += min(bottom-height+theme.Gap24, top-theme.Gap24)
	default:
		return
	}
	offset.Y = max(0, min(offset.Y, area.Content.Size().Height-area.Size().Height))
	area.ScrollToOffset(offset)
}
