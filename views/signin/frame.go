package signin

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const (
	leftWidth  float32 = 480
	rightWidth float32 = 360
	rowHeight  float32 = 56
	barHeight  float32 = 56
	footHeight float32 = 40
)

// frame is the bar with the name, what the page is for in two columns, and the
// version.
func (p *Page) frame() fyne.CanvasObject {
	icon := canvas.NewImageFromResource(resources.App())
	icon.FillMode = canvas.ImageFillContain
	brand := widgets.HStack(theme.Gap12, widgets.Fixed(icon, 20, 20), widgets.NewCardTitle("Billfold"))
	top := ground(widgets.VStack(0,
		widgets.Fixed(widgets.Inset(brand, 0, theme.Gap24, 0, theme.Gap24), 0, barHeight-theme.Stroke), widgets.Hairline()))
	foot := widgets.VStack(0, widgets.Hairline(),
		widgets.Fixed(widgets.Inset(widgets.NewCaption("Billfold "+p.deps.Version), 0, theme.Gap24, 0, theme.Gap24), 0, footHeight))
	both := leftWidth + rightWidth + theme.Gap24 + theme.Gap16
	columns := widgets.Columns(both, theme.Gap24+theme.Gap16,
		widgets.Column{Content: p.left, Width: leftWidth}, widgets.Column{Content: promises(), Width: rightWidth})
	middle := container.New(middleLayout{most: both}, columns)
	return container.NewBorder(top, foot, nil, nil, widgets.NewVScroll(widgets.Pad(middle, theme.Gap24)))
}

// promises says what the program is good for.
func promises() fyne.CanvasObject {
	promise := func(icon resources.Icon, title, detail string) fyne.CanvasObject {
		return widgets.HStack(theme.Gap12, widgets.NewIcon(icon, theme.ColorLink, theme.IconSize),
			widgets.Grow(widgets.VStack(0, widgets.NewText(title), widgets.NewCaptionParagraph(detail))))
	}
	card := widgets.NewCard(widgets.CardOptions{}, widgets.VStack(theme.Gap16,
		promise(resources.IconCloudOff, words.T("Read everything offline"), words.T("Plan and invoices, with their age shown.")),
		promise(resources.IconLock, words.T("Nothing is paid without you"), words.T("You confirm exactly the amount that you saw.")),
		promise(resources.IconHistory, words.T("Every change is kept"), words.T("Who, when, before and after, and the reason."))))
	head := widgets.VStack(theme.Gap8,
		widgets.Fixed(widgets.NewCardTitle(words.T("Wherever you sign in")), 0, 32), widgets.NewMuted(words.T("What Billfold keeps to.")))
	return widgets.VStack(theme.Gap16, head, card)
}

// middleLayout puts something in the middle, as wide as there is room for and at most as
// wide as said.
type middleLayout struct{ most float32 }

func (middleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (m middleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(m.most, size.Width)
	objects[0].Resize(fyne.NewSize(width, objects[0].Size().Height)) // wrapped text gets its height from its width
	height := objects[0].MinSize().Height
	objects[0].Resize(fyne.NewSize(width, height))
	objects[0].Move(fyne.NewPos((size.Width-width)/2, max(0, (size.Height-height)/2)))
}

func ground(content fyne.CanvasObject) fyne.CanvasObject {
	panel := widgets.NewPanel(content)
	panel.Fill, panel.Line, panel.Radius = theme.ColorSide, theme.ColorTransparent, 0
	return panel
}
