package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	bannerHeight  float32 = 44
	bannerPadding float32 = 6
)

// Notice is what a banner, a state card or a toast says.
type Notice struct {
	Role theme.Role
	Icon resources.Icon
	// Title is one bold sentence: what is the case.
	Title string
	// Detail is a plain sentence: what it means, what to do. It may be empty.
	Detail string
}

// Banner is the full-width slot under the header.
type Banner struct {
	base
	panel  *Panel
	icon   *IconView
	title  *Paragraph
	detail *Paragraph
	root   fyne.CanvasObject
}

var _ fyne.Widget = (*Banner)(nil)

// NewBanner returns a banner with an action, usually a button, which may be nil.
func NewBanner(notice Notice, action fyne.CanvasObject) *Banner {
	b := &Banner{
		icon:   NewIcon(notice.Icon, notice.Role.Text(), theme.IconSize),
		title:  NewBoldParagraph(""),
		detail: NewParagraph(""),
	}
	row := HStack(theme.Gap12, b.icon, Grow(BesideText(theme.Gap12, b.title, b.detail)))
	if action != nil {
		row.Add(action)
	}
	b.panel = NewRolePanel(notice.Role, Inset(row, bannerPadding, theme.Gap8, bannerPadding, theme.Gap12))
	b.root = Fixed(b.panel, 0, bannerHeight)
	b.ExtendBaseWidget(b)
	b.Set(notice)
	return b
}

// Flush makes the banner a bar without round corners, for the slot right under
// the header, and returns it.
func (b *Banner) Flush() *Banner {
	b.panel.Radius = 0
	return b
}

// Set says something else; the action stays.
func (b *Banner) Set(notice Notice) {
	b.icon.Set(notice.Icon, notice.Role.Text())
	b.title.SetText(notice.Title)
	b.detail.SetText(notice.Detail)
	b.detail.Hidden = notice.Detail == ""
	b.panel.SetRole(notice.Role)
	b.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	return b.keep(newComposed(b.root, nil))
}

// BesideText puts two texts on one line where both fit, and else under one another.
func BesideText(gap float32, first, second *Paragraph) fyne.CanvasObject {
	return container.New(&wordsLayout{gap: gap}, first, second)
}

type wordsLayout struct {
	gap     float32
	stacked bool
}

func (w *wordsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if w.stacked {
		return (&vStack{}).MinSize(objects)
	}
	return maxSize(objects)
}

func (w *wordsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, titleOK := objects[0].(*Paragraph)
	detail, detailOK := objects[1].(*Paragraph)
	if !titleOK || !detailOK {
		return
	}
	first := title.measure(title.text)
	w.stacked = detail.text != "" && first+w.gap+detail.measure(detail.text) > size.Width
	if w.stacked || detail.text == "" {
		(&vStack{}).Layout(objects, size)
		return
	}
	place(title, 0, 0, first, size.Height)
	place(detail, first+w.gap, 0, size.Width-first-w.gap, size.Height)
}
