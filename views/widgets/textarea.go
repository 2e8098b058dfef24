package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

// TextArea is several lines of input with their label above. Tab leaves it, as
// every other field.
type TextArea struct {
	base
	// OnChanged is called with the text after each edit; it may be nil.
	OnChanged func(text string)

	label *Paragraph
	input *input
	lines int
	grows bool
}

var _ fyne.Widget = (*TextArea)(nil)

// NewTextArea returns an empty field that shows a number of lines, and scrolls
// where there are more.
func NewTextArea(label string, lines int) *TextArea {
	a := &TextArea{label: NewCaptionParagraph(label), input: newInput(), lines: lines}
	a.input.entry.MultiLine, a.input.entry.Wrapping = true, fyne.TextWrapWord
	a.input.onChanged = func(text string) {
		if a.OnChanged != nil {
			a.OnChanged(text)
		}
	}
	a.ExtendBaseWidget(a)
	return a
}

// Growing lets the field show more lines where it is given the height, and returns it.
func (a *TextArea) Growing() *TextArea {
	a.grows = true
	return a
}

// Text returns what was typed.
func (a *TextArea) Text() string { return a.input.entry.Text }

// SetText replaces what was typed.
func (a *TextArea) SetText(text string) { a.input.entry.SetText(text) }

// Entry is what the keyboard goes to.
func (a *TextArea) Entry() fyne.Focusable { return a.input.entry }

// CreateRenderer links the widget to its renderer.
func (a *TextArea) CreateRenderer() fyne.WidgetRenderer {
	height := float32(a.lines)*lineHeight(theme.SizeText) + 2*inputPadding
	var field fyne.CanvasObject = Fixed(a.input, 0, height)
	if a.grows {
		field = Grow(field)
	}
	return a.keep(newComposed(VStack(theme.Gap4, a.label, field), nil))
}
