package views

import (
	"cmp"

	"fyne.io/fyne/v2"

	"billfold/views/nav"
	"billfold/views/words"
)

// sidebarFrom is the width, in units, of a window that has room for the sidebar and any
// page beside it. That of 1280 at twice the size has not.
const sidebarFrom float32 = 1000

// sidesLayout puts the sidebar at the left, always as wide, and the rest beside it. Where
// there is no room for both, a menu in the header leads to the pages.
type sidesLayout struct{ menu fyne.CanvasObject }

// MinSize is as narrow as the rest alone, which any window can be turned into.
func (*sidesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	side, rest := objects[0], objects[1].MinSize()
	if side.Visible() {
		rest.Height = max(rest.Height, side.MinSize().Height)
	}
	return rest
}

func (l *sidesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	side, rest := objects[0], objects[1]
	room := size.Width >= max(sidebarFrom, sidebarWidth+rest.MinSize().Width)
	if side.Visible() != room {
		setVisible(side, room)
		setVisible(l.menu, !room)
	}
	x := float32(0)
	if room {
		x = sidebarWidth
		side.Resize(fyne.NewSize(sidebarWidth, size.Height))
	}
	rest.Move(fyne.NewPos(x, 0))
	rest.Resize(fyne.NewSize(size.Width-x, size.Height))
}

// pagesMenu has the pages of the sidebar, and what needs attention there.
func (s *Shell) pagesMenu(from fyne.CanvasObject) {
	var items []*fyne.MenuItem
	for _, page := range s.frame.sidebar.order {
		item := fyne.NewMenuItem(s.frame.sidebar.items[page].AccessibilityLabel(), func() { s.Go(nav.Route{Page: page}) })
		item.Checked = page == home(s.shown)
		items = append(items, item)
	}
	s.popUp(fyne.NewMenu("", items...), from, false)
}

// besides are what the menu of accounts has as well while there is no sidebar: what
// concerns the person, and what the header has no room for.
func (s *Shell) besides() []*fyne.MenuItem {
	if s.frame.sidebar.root.Visible() {
		return nil
	}
	var items []*fyne.MenuItem
	if topUp := s.frame.header.topUp; topUp.Visible() && !topUp.Disabled() {
		items = append(items, fyne.NewMenuItem(words.T("Top up"), topUp.OnTapped))
	}
	person := fyne.NewMenuItem(cmp.Or(s.last.person.Name, s.last.person.Email), nil)
	person.ChildMenu = fyne.NewMenu("", s.personItems()...)
	return append(items, person)
}
