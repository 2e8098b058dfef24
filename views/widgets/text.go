package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

const ellipsis = "…"

// Text is one line of text in a theme colour and one of the type scale's sizes.
type Text struct {
	base
	// Color is the theme name of the text's colour.
	Color fyne.ThemeColorName
	// Alignment within the width that the text is given.
	Alignment fyne.TextAlign
	// Shortens lets the text end in an ellipsis where its width does not
	// suffice; its least width is then MinWidth.
	Shortens bool
	// MinWidth in units is what a text that shortens always gets.
	MinWidth float32

	text  string
	size  fyne.ThemeSizeName
	style fyne.TextStyle
}

var _ fyne.Widget = (*Text)(nil)

func newText(text string, size fyne.ThemeSizeName, style fyne.TextStyle, color fyne.ThemeColorName) *Text {
	t := &Text{text: text, size: size, style: style, Color: color}
	t.ExtendBaseWidget(t)
	return t
}

// NewText returns ordinary text.
func NewText(text string) *Text {
	return newText(text, theme.SizeText, fyne.TextStyle{}, theme.ColorText)
}

// NewBold returns bold text.
func NewBold(text string) *Text {
	return newText(text, theme.SizeText, fyne.TextStyle{Bold: true}, theme.ColorText)
}

// NewMuted returns ordinary text that steps back.
func NewMuted(text string) *Text {
	return newText(text, theme.SizeText, fyne.TextStyle{}, theme.ColorMuted)
}

// NewCaption returns small text that steps back.
func NewCaption(text string) *Text {
	return newText(text, theme.SizeCaption, fyne.TextStyle{}, theme.ColorMuted)
}

// NewCaptionBold returns a small bold heading.
func NewCaptionBold(text string) *Text {
	return newText(text, theme.SizeCaption, fyne.TextStyle{Bold: true}, theme.ColorMuted)
}

// NewCardTitle returns the title of a card.
func NewCardTitle(text string) *Text {
	return newText(text, theme.SizeCardTitle, fyne.TextStyle{Bold: true}, theme.ColorText)
}

// NewFigure returns the one number that a card is about.
func NewFigure(text string) *Text {
	return newText(text, theme.SizeFigure, fyne.TextStyle{Bold: true}, theme.ColorText)
}

// SetText shows another text.
func (t *Text) SetText(text string) {
	if t.text == text {
		return
	}
	t.text = text
	t.Refresh()
}

// SetColor shows the text in another theme colour.
func (t *Text) SetColor(color fyne.ThemeColorName) {
	if t.Color == color {
		return
	}
	t.Color = color
	t.Refresh()
}

// SetBold changes the weight.
func (t *Text) SetBold(bold bool) {
	if t.style.Bold == bold {
		return
	}
	t.style.Bold = bold
	t.Refresh()
}

// Right aligns the text to the right and returns it.
func (t *Text) Right() *Text {
	t.Alignment = fyne.TextAlignTrailing
	return t
}

// Shortening lets the text end in an ellipsis below its own width, down to a
// least width in units, and returns it.
func (t *Text) Shortening(minWidth float32) *Text {
	t.Shortens, t.MinWidth = true, minWidth
	return t
}

// CreateRenderer links the widget to its renderer.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewText(t.text, nil)
	r := &drawn{owner: t, objects: []fyne.CanvasObject{line}}
	r.paint = func() {
		line.Text, line.Color, line.Alignment = t.text, theme.Color(t.Color), t.Alignment
		line.TextSize, line.TextStyle = theme.Size(t.size), t.style
	}
	r.minSize = func() fyne.Size {
		width := t.measure(t.text)
		if t.Shortens {
			width = min(width, t.MinWidth)
		}
		return fyne.NewSize(width, lineHeight(t.size))
	}
	r.layout = func(size fyne.Size) {
		if t.Shortens {
			line.Text = shorten(t.text, size.Width, t.measure)
		}
		placeText(line, 0, 0, size.Width, size.Height)
	}
	r.paint()
	return t.keep(r)
}

func (t *Text) measure(text string) float32 {
	return fyne.MeasureText(text, theme.Size(t.size), t.style).Width
}

// shorten returns the longest beginning of the text that fits with an ellipsis,
// or the text itself where all of it fits.
func shorten(text string, width float32, measure func(string) float32) string {
	if measure(text) <= width+0.5 {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if measure(string(runes[:middle])+ellipsis) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return string(runes[:low]) + ellipsis
}
