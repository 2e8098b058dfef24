package checkout

import (
	"billfold/views/theme"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// payBar is where the way to pay is: at the end of the payment card while all of
// the page fits, and else pinned to the lower edge, so that it is never scrolled
// out of sight. The controls are the same ones and keep the focus.
type payBar struct {
	ways   fyne.CanvasObject // what can be pressed
	said   *widgets.Paragraph
	due    *widgets.Text
	home   *fyne.Container // in the payment card
	bar    *widgets.Panel
	left   *fyne.Container // of the bar
	right  *fyne.Container
	pinned bool
}

func newPayBar(ways fyne.CanvasObject) *payBar {
	b := &payBar{
		ways: ways, said: widgets.NewCaptionParagraph(""), due: widgets.NewCardTitle(""),
		home: container.NewStack(), left: widgets.VStack(0), right: container.NewStack(),
	}
	row := widgets.HStack(theme.Gap24, widgets.Grow(b.left), widgets.Fixed(b.right, payWidth, 0))
	b.bar = widgets.NewPanel(widgets.Inset(row, theme.Gap8, theme.Gap24, theme.Gap8, theme.Gap24))
	b.bar.Radius = 0
	b.pin(false)
	return b
}

// around lets the body scroll above the bar.
func (b *payBar) around(body fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&pinLayout{bar: b, body: body}, container.NewVScroll(body), b.bar)
}

// pin moves the controls into the bar, or back.
func (b *payBar) pin(pinned bool) {
	b.pinned = pinned
	b.bar.Hidden = !pinned
	b.home.Objects, b.left.Objects, b.right.Objects = nil, nil, nil
	if pinned {
		b.left.Objects = []fyne.CanvasObject{b.due, b.said}
		b.right.Objects = []fyne.CanvasObject{b.ways}
	} else {
		b.home.Objects = []fyne.CanvasObject{widgets.VStack(theme.Gap8, widgets.Spacer(), b.ways, b.said)}
	}
	b.home.Refresh()
	b.bar.Refresh()
}

// pinLayout gives the body the height that the bar leaves it.
type pinLayout struct {
	bar  *payBar
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

// mustPin tells whether the page is higher than its room, with the controls in
// the payment card.
func (l *pinLayout) mustPin(size fyne.Size) bool {
	height := l.body.MinSize().Height
	if l.bar.pinned {
		height += l.bar.ways.MinSize().Height + l.bar.said.MinSize().Height + theme.Gap24
	}
	return height > size.Height
}
