package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

// NewCardFoot is the sunken last row of a flush card, for what its rows come to.
func NewCardFoot(content fyne.CanvasObject) fyne.CanvasObject {
	foot := NewPanel(Fixed(Inset(content, 0, cardPadding, 0, cardPadding), 0, theme.LargeHeight))
	foot.Fill, foot.Line, foot.Radius = theme.ColorSunken, theme.ColorTransparent, theme.RadiusCard-theme.Stroke
	foot.lowerOnly = true
	return foot
}
