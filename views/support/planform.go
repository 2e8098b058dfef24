package support

import (
	"slices"

	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// planForm is where the plan that was wanted is chosen.
type planForm struct {
	page    *Page
	choice  *widgets.Select
	labels  []string
	content fyne.CanvasObject
}

// build makes the select once the plans are known, and keeps it, and the keyboard in it,
// after that.
func (f *planForm) build(m model) fyne.CanvasObject {
	labels := make([]string, len(m.wants))
	for i, c := range m.wants {
		labels[i] = c.label
	}
	if f.content != nil && slices.Equal(f.labels, labels) {
		f.choice.SetSelected(m.wanted)
		return f.content
	}
	f.labels = labels
	f.choice = widgets.NewSelect(labels, m.wanted, func(at int) { f.choose(m.wants[at].id) })
	panel := widgets.NewPanel(widgets.Inset(widgets.VStack(theme.Gap4, widgets.NewCaptionParagraph(words.T("Which plan did you want?")), f.choice),
		theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	panel.Fill, panel.Line, panel.Radius = theme.ColorSunken, theme.ColorTransparent, 0
	f.content = panel
	return panel
}

// choose estimates another plan.
func (f *planForm) choose(plan string) {
	f.page.asked.plan = &plan
	f.page.present()
}
