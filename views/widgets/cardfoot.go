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

// NewCardVerdict is the last row of a flush card that says in a role's colours what the
// rows above it come to.
func NewCardVerdict(role theme.Role, content fyne.CanvasObject) fyne.CanvasObject {
	foot := NewRolePanel(role, Fixed(Inset(content, theme.Gap8, cardPadding, theme.Gap8, cardPadding), 0, bannerHeight))
	foot.Line, foot.Radius, foot.lowerOnly = theme.ColorTransparent, theme.RadiusCard-theme.Stroke, true
	return foot
}
