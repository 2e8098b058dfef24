package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

// paragraphMinWidth keeps a paragraph readable where nothing sets its width.
const paragraphMinWidth float32 = 120

// Paragraph is text that wraps between words; it becomes as high as its width
// makes it.
type Paragraph struct {
	base
	// Color is the theme name of the text's colour.
	Color fyne.ThemeColorName

	text  string
	size  fyne.ThemeSizeName
	style fyne.TextStyle
	width float32
}

var _ fyne.Widget = (*Paragraph)(nil)

// NewParagraph returns wrapping text of the ordinary size.
func NewParagraph(text string) *Paragraph {
	return newParagraph(text, theme.SizeText, theme.ColorText)
}

// NewMutedParagraph returns wrapping text that steps back.
func NewMutedParagraph(text string) *Paragraph {
	return newParagraph(text, theme.SizeText, theme.ColorMuted)
}

// NewCaptionParagraph returns small wrapping text that steps back.
func NewCaptionParagraph(text string) *Paragraph {
	return newParagraph(text, theme.SizeCaption, theme.ColorMuted)
}

// NewMonoParagraph returns wrapping text for arithmetic.
func NewMonoParagraph(text string) *Paragraph {
	p := newParagraph(text, theme.SizeCaption, theme.ColorText)
	p.style = fyne.TextStyle{Monospace: true}
	return p
}

// NewBoldParagraph returns wrapping bold text, as for a sentence that leads.
func NewBoldParagraph(text string) *Paragraph {
	p := newParagraph(text, theme.SizeText, theme.ColorText)
	p.style = fyne.TextStyle{Bold: true}
	return p
}

// NewTitleParagraph returns a wrapping title of a page.
func NewTitleParagraph(text string) *Paragraph {
	p := newParagraph(text, theme.SizePageTitle, theme.ColorText)
	p.style = fyne.TextStyle{Bold: true}
	return p
}

// NewCardTitleParagraph returns a wrapping title of a card or a column.
func NewCardTitleParagraph(text string) *Paragraph {
	p := newParagraph(text, theme.SizeCardTitle, theme.ColorText)
	p.style = fyne.TextStyle{Bold: true}
	return p
}

func newParagraph(text string, size fyne.ThemeSizeName, color fyne.ThemeColorName) *Paragraph {
	p := &Paragraph{text: text, size: size, Color: color}
	p.ExtendBaseWidget(p)
	return p
}

// SetText shows another text.
func (p *Paragraph) SetText(text string) {
	if p.text == text {
		return
	}
	p.text = text
	p.Refresh()
}

// SetColor shows the text in another theme colour.
func (p *Paragraph) SetColor(color fyne.ThemeColorName) {
	p.Color = color
	p.Refresh()
}

// SetBold changes the weight.
func (p *Paragraph) SetBold(bold bool) {
	if p.style.Bold == bold {
		return
	}
	p.style.Bold = bold
	p.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &paragraphRenderer{paragraph: p}
	r.wrap()
	return p.keep(r)
}

type paragraphRenderer struct {
	paragraph *Paragraph
	lines     []fyne.CanvasObject
}

func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.lines }
func (r *paragraphRenderer) Destroy()                     {}

func (r *paragraphRenderer) MinSize() fyne.Size {
	p := r.paragraph
	widest := float32(0)
	for _, word := range strings.FieldsFunc(p.text, breaks) {
		widest = max(widest, p.measure(word))
	}
	whole := p.measure(p.text)
	return fyne.NewSize(max(widest, min(whole, paragraphMinWidth)), float32(len(r.lines))*lineHeight(p.size))
}

func (r *paragraphRenderer) Layout(size fyne.Size) {
	if size.Width != r.paragraph.width {
		r.paragraph.width = size.Width
		r.wrap()
	}
	height := lineHeight(r.paragraph.size)
	for i, line := range r.lines {
		if text, ok := line.(*canvas.Text); ok {
			placeText(text, 0, float32(i)*height, size.Width, height)
		}
	}
}

func (r *paragraphRenderer) Refresh() {
	r.wrap()
	r.Layout(r.paragraph.Size())
	canvas.Refresh(r.paragraph)
}

func (r *paragraphRenderer) wrap() {
	p := r.paragraph
	lines := wrapText(p.text, p.width, p.measure)
	r.lines = r.lines[:0:0]
	for _, line := range lines {
		text := canvas.NewText(line, theme.Color(p.Color))
		text.TextSize, text.TextStyle = theme.Size(p.size), p.style
		r.lines = append(r.lines, text)
	}
}

func (p *Paragraph) measure(text string) float32 {
	return fyne.MeasureText(text, theme.Size(p.size), p.style).Width
}

// breaks tells whether a line may end at a sign; at a no-break space it may not.
func breaks(r rune) bool { return r == ' ' || r == '\n' }

// wrapText breaks text at spaces and at its own line ends; a word that is wider
// than the line stands alone. Without a width, only line ends break.
func wrapText(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for given := range strings.SplitSeq(text, "\n") {
		line := ""
		for _, word := range strings.FieldsFunc(given, breaks) {
			longer := word
			if line != "" {
				longer = line + " " + word
			}
			if line != "" && width > 0 && measure(longer) > width+0.5 {
				lines = append(lines, line)
				longer = word
			}
			line = longer
		}
		lines = append(lines, line)
	}
	return lines
}
