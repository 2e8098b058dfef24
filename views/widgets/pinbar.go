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
	scroll := NewVScroll(body)
	return container.New(&pinLayout{bar: b, scroll: scroll}, scroll, b.bar)
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
		b.Home.Objects = []fyne.CanvasObject{VStack(0, Spacer(), VStack(theme.Gap8, b.ways, b.said))}
	}
	b.Home.Refresh()
	b.bar.Refresh()
}

// pinLayout gives the body the height that the bar leaves it.
type pinLayout struct {
	bar    *PinBar
	scroll *Scroll
}

func (l *pinLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout measures the page with the controls at their place in it, and pins them
// where it is higher than its room.
func (l *pinLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	offset := l.scroll.Offset // measuring makes more room, and would move the page
	if l.bar.pinned {
		l.bar.pin(false)
	}
	page, bar := objects[0], objects[1]
	page.Move(fyne.NewPos(0, 0))
	page.Resize(size)
	if l.scroll.Content.MinSize().Height <= size.Height {
		return
	}
	l.bar.pin(true)
	bar.Resize(fyne.NewSize(size.Width, bar.Size().Height)) // what it says gets its height from its width
	height := bar.MinSize().Height
	bar.Move(fyne.NewPos(0, size.Height-height))
	bar.Resize(fyne.NewSize(size.Width, height))
	page.Resize(fyne.NewSize(size.Width, size.Height-height))
	l.scroll.ScrollToOffset(offset)
}
