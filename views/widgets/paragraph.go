package widgets

import (
	"regexp"
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
	wrapped   wrapped
	least     float32 // width, of what is wrapped
}

// wrapped is what the lines were made of: layouts ask for the least size of a page's
// every part again and again, and measuring text is what that costs.
type wrapped struct {
	text  string
	style fyne.TextStyle
	size  float32 // of the text
	width float32
}

func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.lines }
func (r *paragraphRenderer) Destroy()                     {}

func (r *paragraphRenderer) MinSize() fyne.Size {
	r.wrap()
	return fyne.NewSize(r.least, float32(len(r.lines))*lineHeight(r.paragraph.size))
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
	for _, line := range r.lines {
		if text, ok := line.(*canvas.Text); ok {
			text.Color = theme.Color(r.paragraph.Color)
		}
	}
	r.Layout(r.paragraph.Size())
	canvas.Refresh(r.paragraph)
}

// wrap breaks the text into lines, where it or its place is another than before.
func (r *paragraphRenderer) wrap() {
	p := r.paragraph
	now, before := wrapped{text: p.text, style: p.style, size: theme.Size(p.size), width: p.width}, r.wrapped
	if now == before && r.lines != nil {
		return
	}
	r.wrapped = now
	if before.width = now.width; now != before || r.lines == nil {
		r.least = p.leastWidth()
	}
	r.lines = r.lines[:0:0]
	for _, line := range wrapText(p.text, p.width, p.measure) {
		text := canvas.NewText(line, theme.Color(p.Color))
		text.TextSize, text.TextStyle = now.size, p.style
		r.lines = append(r.lines, text)
	}
}

// leastWidth is that of the widest word, or more where the whole text needs little.
func (p *Paragraph) leastWidth() float32 {
	widest := float32(0)
	for line := range strings.SplitSeq(p.text, "\n") {
		for _, piece := range pieces(line) {
			widest = max(widest, p.measure(piece.text))
		}
	}
	return max(widest, min(p.measure(p.text), paragraphMinWidth))
}

func (p *Paragraph) measure(text string) float32 {
	return fyne.MeasureText(text, theme.Size(p.size), p.style).Width
}

// piece is a part of a text that a line is never broken within.
type piece struct {
	text string
	// glued goes on at once with what stands before it in the same line.
	glued bool
}

// pieces are the words of a line; one that is put together with hyphens may be broken
// behind them: "Nachrichten-" and "Credits". At a no-break space no line is broken.
func pieces(line string) []piece {
	var all []piece
	for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == ' ' }) {
		begin, where := 0, hyphens
		if len(word) >= long {
			where = anyHyphen
		}
		for _, at := range where.FindAllStringIndex(word, -1) {
			end := at[0] + strings.IndexByte(word[at[0]:], '-') + 1
			all = append(all, piece{word[begin:end], begin > 0})
			begin = end
		}
		all = append(all, piece{word[begin:], begin > 0})
	}
	return all
}

// hyphens are those within words; short ids, dates and options have none of them. What
// is long is an id, which may be broken behind each.
var (
	hyphens   = regexp.MustCompile(`\p{Ll}{3}-\p{Lu}`)
	anyHyphen = regexp.MustCompile(`[^-]-[^-]`)
)

// long is from how many letters on nothing is a word.
const long = 30

// wrapText breaks text at spaces, behind hyphens and at its own line ends; what is
// wider than the line stands alone. Without a width, only line ends break.
func wrapText(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for given := range strings.SplitSeq(text, "\n") {
		line := ""
		for _, p := range pieces(given) {
			longer := line + p.text
			if line != "" && !p.glued {
				longer = line + " " + p.text
			}
			if line != "" && width > 0 && measure(longer) > width+0.5 {
				lines = append(lines, line)
				longer = p.text
			}
			line = longer
		}
		lines = append(lines, line)
	}
	return lines
}
