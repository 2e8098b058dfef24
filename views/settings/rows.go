package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
)

const (
	rowHeight  float32 = 43 // of a setting that its name says enough of
	noteHeight float32 = 49 // of one with a sentence
	rowSpace   float32 = 5
	markSize   float32 = 28
)

// setting is what a row says at its left: its name, and in a sentence what it does or
// how it stands.
type setting struct {
	name    string
	does    string
	caption *widgets.Paragraph // in place of does, where that changes
}

// row is a setting with its control at the right.
func row(s setting, control fyne.CanvasObject) fyne.CanvasObject {
	text, height := widgets.VStack(0, widgets.NewParagraph(s.name)), rowHeight
	if s.does != "" {
		s.caption = widgets.NewCaptionParagraph(s.does)
	}
	if s.caption != nil {
		text.Add(s.caption)
		height = noteHeight
	}
	content := widgets.HStack(theme.Gap12, widgets.Grow(text))
	if control != nil {
		content.Add(control)
	}
	return widgets.Fixed(widgets.Inset(content, rowSpace, theme.Gap16, rowSpace, theme.Gap16), 0, height)
}

// question is a question at the right of what it is about. What answers it without any
// harm stands where what asks it stood, so that pressing that twice does nothing.
func question(asks *widgets.Button, does, keeps fyne.CanvasObject) *fyne.Container {
	return widgets.HStack(theme.Gap8, does, widgets.Fixed(container.NewStack(keeps), asks.MinSize().Width, 0))
}

// rows puts rows under one another with a hairline between them.
func rows(all ...fyne.CanvasObject) *fyne.Container {
	stack := widgets.VStack(0)
	for i, one := range all {
		if i > 0 {
			stack.Add(widgets.Hairline())
		}
		stack.Add(one)
	}
	return stack
}

// iconMark is an icon in a box, before what it is an icon of.
func iconMark(icon resources.Icon) fyne.CanvasObject {
	return mark(widgets.NewIcon(icon, theme.ColorMuted, theme.IconSize), theme.RadiusControl)
}

// initialsMark is somebody's initials in a circle.
func initialsMark(name string) fyne.CanvasObject {
	return mark(widgets.NewCaptionBold(widgets.Initials(name)), markSize/2)
}

func mark(content fyne.CanvasObject, radius float32) fyne.CanvasObject {
	box := widgets.NewPanel(container.NewCenter(content))
	box.Fill, box.Line, box.Radius = theme.RoleNeutral.Fill(), theme.RoleNeutral.Line(), radius
	return widgets.Fixed(box, markSize, markSize)
}
