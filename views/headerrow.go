package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/views/theme"
	"billfold/views/widgets"
)

// Widths of the account in the header: what it gets, what a long name can take
// besides, and what is left of it where everything else needs the room.
const (
	switcherWidth float32 = 236
	switcherMost  float32 = 320
	switcherLeast float32 = 176
)

// headerLayout puts the menu, the account, a line and the search to the left and the rest
// to the right. Where the room does not suffice the search becomes narrower first, and
// loses its words before anything of the account is cut. Where there is a menu the button
// that tops up goes, which is in the menu too, and then the account balance, which is on
// the page of payments.
type headerLayout struct {
	menu                *widgets.Button
	account             *widgets.Identity
	divider, search     fyne.CanvasObject
	funds, topUp, badge fyne.CanvasObject
}

func newHeaderRow(l headerLayout) *fyne.Container {
	return container.New(&l, l.menu, l.account, l.divider, l.search, l.funds, l.topUp, l.badge)
}

// least is the width that the objects at the left have at any rate, with the gap after
// them.
func (l *headerLayout) least() float32 {
	width := switcherLeast + theme.Gap12 + theme.Stroke + theme.Gap12 + widgets.PromptLeast
	if l.menu.Visible() {
		width += l.menu.MinSize().Width + theme.Gap12
	}
	return width
}

// wanted is the width of what is at the right, with the gap before it; 0 where it has
// nothing to show.
func wanted(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok && len(c.Objects) == 1 && !c.Objects[0].Visible() {
		return 0
	}
	return theme.Gap12 + o.MinSize().Width
}

func (l *headerLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(l.least()+wanted(l.badge), 0)
	if !l.menu.Visible() {
		size.Width += wanted(l.funds) + wanted(l.topUp)
	}
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

func (l *headerLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	room := size.Width - l.least() - wanted(l.badge)
	if l.menu.Visible() { // whose account it is comes before how much is in it
		room -= max(0, min(l.account.Natural(), switcherMost)-switcherLeast)
	}
	for _, o := range []fyne.CanvasObject{l.funds, l.topUp} {
		fits := !l.menu.Visible() || wanted(o) <= room
		if room -= wanted(o); fits != o.Visible() {
			setVisible(o, fits)
		}
	}
	put := func(o fyne.CanvasObject, x, width float32) {
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
	}
	right := size.Width
	for _, o := range []fyne.CanvasObject{l.badge, l.topUp, l.funds} {
		if o.Visible() && wanted(o) > 0 {
			put(o, right+theme.Gap12-wanted(o), wanted(o)-theme.Gap12)
			right -= wanted(o)
		}
	}
	left := float32(0)
	if l.menu.Visible() {
		put(l.menu, 0, l.menu.MinSize().Width)
		left = l.menu.MinSize().Width + theme.Gap12
		right -= left
	}
	const between = theme.Gap12 + theme.Stroke + theme.Gap12
	like := min(max(l.account.Natural(), switcherWidth), switcherMost)
	search := widgets.PromptShort
	if right-between-like < search {
		like, search = min(l.account.Natural(), switcherMost), widgets.PromptLeast
	}
	account := max(switcherLeast, min(like, right-between-search))
	put(l.account, left, account)
	put(l.divider, left+account+theme.Gap12, theme.Stroke)
	put(l.search, left+account+between, min(widgets.PromptWidth, right-account-between))
}

func setVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}
