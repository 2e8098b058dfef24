package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

// Space around a page's content, and the height of its head.
const (
	pageTop    float32 = 20
	pageSide           = theme.Gap24
	pageHead   float32 = 48
	pageHeadTo         = theme.Gap16
	// pageHeadWide is what the words of a head get at least beside what can be done.
	pageHeadWide float32 = 240
)

// PageHead is a page's title, a sentence under it, and what can be done, at the
// right. The pieces may be changed later through their own methods.
type PageHead struct {
	Title    *Paragraph
	Subtitle *Paragraph
	Actions  []fyne.CanvasObject
}

// NewPageHead returns a head with a title and the sentence under it.
func NewPageHead(title, subtitle string, actions ...fyne.CanvasObject) PageHead {
	return PageHead{Title: NewTitleParagraph(title), Subtitle: NewMutedParagraph(subtitle), Actions: actions}
}

// Page puts a page's body under its head, with the space around it that every
// page has. The body takes the height that is left.
func Page(head PageHead, body fyne.CanvasObject) fyne.CanvasObject {
	right := VStack(0, Spacer(), HStack(theme.Gap8, head.Actions...))
	row := Aside(pageHeadWide, theme.Gap16, Grow(VStack(2, head.Title, head.Subtitle)), right)
	return Inset(VStack(pageHeadTo, Fixed(row, 0, pageHead), Grow(body)), pageTop, pageSide, pageSide, pageSide)
}
