package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/views/theme"
)

const pinWaysWidth float32 = 320

// PinBar is where the way on from a page is: at its place in the page while all
// of the page fits, and else in a bar at the lower edge, so that it is never
// scrolled out of sight. The controls are the same ones and keep the focus.
type PinBar struct {
	// Home is the place in the page; the page puts it there.
	Home *fyne.Container

	ways   fyne.CanvasObject
	said   *Paragraph
	due    *Text
	bar    *Panel
	left   *fyne.Container
	right  *fyne.Container
	pinned bool
}

// NewPinBar returns a bar of what can be pressed.
func NewPinBar(ways fyne.CanvasObject) *PinBar {
	b := &PinBar{
		ways: ways, said: NewCaptionParagraph(""), due: NewCardTitle(""),
		Home: container.NewStack(), left: VStack(0), right: container.NewStack(),
	}
	row := HStack(theme.Gap24, Grow(b.left), Fixed(b.right, pinWaysWidth, 0))
	b.bar = NewPanel(Inset(row, theme.Gap8, theme.Gap24, theme.Gap8, theme.Gap24))
	b.bar.Radius = 0
	b.pin(false)
	return b
}

// SetDue says what the way on costs; only the bar shows it.
func (b *PinBar) SetDue(due string) { b.due.SetText(due) }

// Say says a sentence beside the way on, such as why it is off, in a colour.
func (b *PinBar) Say(sentence string, color fyne.ThemeColorName) {
	b.said.SetText(sentence)
	b.said.SetColor(color)
	b.said.Hidden = sentence == ""
}

// Around returns the page's body, which scrolls above the bar. It is to be
// refreshed when the body's height has changed.
func (b *PinBar) Around(body fyne.CanvasObject) *fyne.Container {
	return container.New(&pinLayout{bar: b, body: body}, container.NewVScroll(body), b.bar)
}

// pin moves the controls into the bar, or back.
func (b *PinBar) pin(pinned bool) {
	b.pinned = pinned
	b.bar.Hidden = !pinned
	b.Home.Objects, b.left.Objects, b.right.Objects = nil, nil, nil
	if pinned {
		b.left.Objects = []fyne.CanvasObject{b.due, b.said}
		b.right.Objects = []fyne.CanvasObject{b.ways}
	} else {
		b.Home.Objects = []fyne.CanvasObject{VStack(theme.Gap8, Spacer(), b.ways, b.said)}
	}
	b.Home.Refresh()
	b.bar.Refresh()
}

// pinLayout gives the body the height that the bar leaves it.
type pinLayout struct {
	bar  *PinBar
	body fyne.CanvasObject
}

func (l *pinLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (l *pinLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	scroll, bar := objects[0], objects[1]
	scroll.Move(fyne.NewPos(0, 0))
	scroll.Resize(size)
	if l.bar.pinned != l.mustPin(size) {
		l.bar.pin(!l.bar.pinned)
	}
	if !l.bar.pinned {
		return
	}
	height := bar.MinSize().Height
	bar.Move(fyne.NewPos(0, size.Height-height))
	bar.Resize(fyne.NewSize(size.Width, height))
	scroll.Resize(fyne.NewSize(size.Width, size.Height-height))
}

// mustPin tells whether the page is higher than its room, with the controls at
// their place in it.
func (l *pinLayout) mustPin(size fyne.Size) bool {
	height := l.body.MinSize().Height
	if l.bar.pinned {
		height += l.bar.ways.MinSize().Height + l.bar.said.MinSize().Height + theme.Gap24
	}
	return height > size.Height
}
