package history

import (
	"billfold/views/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

const (
	panelWidth float32 = 328
	listLeast  float32 = 320 // height of the list, in units
	narrowest  float32 = 900 // below it the panel lies over the list's right part
)

// split is a list with a panel at its side, which takes no room while empty.
type split struct {
	content *fyne.Container
	panel   *fyne.Container
}

func newSplit(list fyne.CanvasObject, panel *fyne.Container) *split {
	return &split{content: container.New(splitLayout{}, list, panel), panel: panel}
}

func (s *split) refresh() {
	s.panel.Hidden = len(s.panel.Objects) == 0
	s.content.Refresh()
}

type splitLayout struct{}

func (splitLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	return fyne.NewSize(max(size.Width, panelWidth), max(size.Height, listLeast))
}

func (splitLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	list, panel := objects[0], objects[1]
	width := size.Width
	if panel.Visible() && size.Width >= narrowest {
		width -= panelWidth + theme.Gap16
	}
	list.Move(fyne.NewPos(0, 0))
	list.Resize(fyne.NewSize(width, size.Height))
	panel.Move(fyne.NewPos(size.Width-panelWidth, 0))
	panel.Resize(fyne.NewSize(panelWidth, size.Height))
}
