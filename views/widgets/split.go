package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/views/theme"
)

const (
	splitNarrow float32 = 900 // below it the panel lies over the list's right part
	splitHeight float32 = 320
)

// Split is a list with a panel at its side, which takes no room while empty. Where it is
// narrow the panel lies over the list's right part.
type Split struct {
	// Content is the list with the panel.
	Content *fyne.Container

	panel  *fyne.Container
	layout *splitLayout
}

// NewSplit returns a list with an empty panel of a width in units.
func NewSplit(list fyne.CanvasObject, width float32) *Split {
	s := &Split{panel: container.NewStack(), layout: &splitLayout{width: width}}
	s.panel.Hide()
	s.Content = container.New(s.layout, list, s.panel)
	return s
}

// Show puts something into the panel; nil empties it.
func (s *Split) Show(content fyne.CanvasObject) {
	s.panel.Objects, s.layout.frame = nil, nil
	s.panel.Hidden = content == nil
	if content != nil {
		s.layout.frame = NewPanel(content)
		s.panel.Objects = []fyne.CanvasObject{NewCover(s.layout.frame)}
	}
	s.Content.Refresh()
}

// Open tells whether something is in the panel.
func (s *Split) Open() bool { return len(s.panel.Objects) > 0 }

// Panel is where the panel is, or would be.
func (s *Split) Panel() fyne.CanvasObject { return s.panel }

type splitLayout struct {
	width float32
	frame *Panel // of what is in the panel; nil where nothing is
}

// MinSize is as narrow as the list or the panel, which may lie over it.
func (l *splitLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	return fyne.NewSize(max(size.Width, l.width), max(size.Height, splitHeight))
}

// Layout puts the panel beside the list, or over its right part, where its border parts
// it from what is under it.
func (l *splitLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	list, panel := objects[0], objects[1]
	width, line := size.Width, theme.ColorFieldEdge
	if size.Width >= splitNarrow {
		line = theme.ColorBorder
		if panel.Visible() {
			width -= l.width + theme.Gap16
		}
	}
	place(list, 0, 0, width, size.Height)
	place(panel, size.Width-l.width, 0, l.width, size.Height)
	if l.frame != nil && l.frame.Line != line {
		l.frame.Line = line
		l.frame.Refresh()
	}
}
