package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

// NewSteps names the steps of a task in their order: those before the current
// one are ticked, the current one is bold.
func NewSteps(names []string, current int) fyne.CanvasObject {
	row := HStack(theme.Gap8)
	for i, name := range names {
		if i > 0 {
			row.Add(NewIcon(resources.IconChevronRight, theme.ColorMuted, theme.SmallIconSize))
		}
		if i < current {
			row.Add(NewIcon(resources.IconCheck, theme.ColorMuted, theme.SmallIconSize))
		}
		text := NewCaption(name)
		if i == current {
			text.SetBold(true)
			text.SetColor(theme.ColorText)
		}
		row.Add(text)
	}
	return row
}
