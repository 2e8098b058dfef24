package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// NewMenu is the toolkit's menu, which has no edge, with a shadow that is seen on any
// ground; whoever opens it shows it.
func NewMenu(menu *fyne.Menu, c fyne.Canvas) *widget.PopUpMenu {
	pop := widget.NewPopUpMenu(menu, c)
	outlined(pop)
	return pop
}

// outlined has what pops up cast a shadow in the colour of edges: that of the toolkit is
// the scrim's, and black on black is not seen. The override is kept with the object; the
// container that it comes with is not needed.
func outlined(pop fyne.CanvasObject) { container.NewThemeOverride(pop, litShadow) }
