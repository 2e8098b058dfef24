package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/views/theme"
)

// tableFooter is what stands under the rows: words and what can be done, at both
// sides.
type tableFooter struct {
	panel       *Panel
	row         *fyne.Container
	left, right *Text
	atLeft      *fyne.Container
	atRight     *fyne.Container
}

func newTableFooter() *tableFooter {
	f := &tableFooter{left: NewCaption(""), right: NewCaption(""), atLeft: container.NewStack(), atRight: container.NewStack()}
	f.row = container.New(&endsLayout{gap: theme.Gap12}, f.left, f.atLeft, Spacer(), f.right, f.atRight)
	f.panel = NewPanel(Fixed(Inset(f.row, 0, tableSide, 0, tableSide), 0, theme.RowHeight-theme.Stroke))
	f.panel.Fill, f.panel.Line, f.panel.Radius = theme.ColorSunken, theme.ColorTransparent, tableRadius
	f.panel.lowerOnly = true
	return f
}

// say says something else, and reports whether the footer comes or goes by it.
func (f *tableFooter) say(left, right string) (changed bool) {
	if f.left.text == left && f.right.text == right {
		return false
	}
	before := f.empty()
	f.left.SetText(left)
	f.right.SetText(right)
	f.row.Refresh() // the words are wider or narrower than those before
	return before != f.empty()
}

func (f *tableFooter) offer(left, right fyne.CanvasObject) {
	for place, offered := range map[*fyne.Container]fyne.CanvasObject{f.atLeft: left, f.atRight: right} {
		place.Objects = nil
		if offered != nil {
			place.Objects = []fyne.CanvasObject{offered}
		}
	}
}

func (f *tableFooter) empty() bool {
	return f.left.text == "" && f.right.text == "" && !offers(f.atLeft) && !offers(f.atRight)
}

// update shows what there is, and the footer itself where it is kept even empty.
func (f *tableFooter) update(kept bool) {
	f.panel.Hidden = f.empty() && !kept
	f.atLeft.Hidden, f.atRight.Hidden = !offers(f.atLeft), !offers(f.atRight)
}

// offers tells whether a place has something to see.
func offers(place *fyne.Container) bool {
	return len(place.Objects) > 0 && place.Objects[0].Visible()
}
