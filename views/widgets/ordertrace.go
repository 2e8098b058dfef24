package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

// orderTrace is the way from an estimate to what billing answered: "Estimate at
// 10:42:06 → Confirmed, same to the cent". Its line stays while there is nothing to
// say, so that nothing below it jumps.
type orderTrace struct {
	estimated, answered *Text
	arrow               *IconView
	object              fyne.CanvasObject
}

// answeredMin is the least that must be readable of what billing answered.
const answeredMin float32 = 40

func newOrderTrace() *orderTrace {
	t := &orderTrace{
		estimated: NewCaption(""), answered: NewCaption("").Shortening(answeredMin),
		arrow: NewIcon(resources.IconArrowRight, theme.ColorMuted, theme.IconSize),
	}
	t.object = Fixed(HStack(theme.Gap8, t.estimated, t.arrow, Grow(t.answered)), 0, theme.IconSize)
	return t
}

func (t *orderTrace) set(content OrderContent) {
	t.estimated.SetText(content.Estimated)
	t.answered.SetText(content.Answered)
	role := theme.RoleOK
	if content.Differs {
		role = theme.RoleWarn
	}
	t.answered.SetColor(role.Text())
	t.arrow.Hidden = content.Answered == ""
}
