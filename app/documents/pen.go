package documents

import (
	"slices"
	"strings"
	"sync"

	"billfold/billing/money"
	"billfold/resources/fonts"
	"billfold/views/words"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// The page, in millimetres: A4 upright, the same white on either side, and a foot.
const (
	pageWidth, pageHeight = 210.0, 297.0
	left, right           = 20.0, pageWidth - 20.0
	top, bottom           = 20.0, pageHeight - 28.0
	footLine              = pageHeight - 20.0
)

// The sizes of letters, in points.
const (
	sizeTitle = 21.0
	sizeSum   = 13.0
	sizeText  = 9.0
	sizeSmall = 7.5
)

// leading is the height of a line of a size.
func leading(size float64) float64 { return size * 1.42 * 25.4 / 72 }

type ink [3]int

var (
	black  = ink{23, 27, 36}
	grey   = ink{96, 103, 115}
	rule   = ink{205, 210, 217}
	red    = ink{180, 35, 24}
	shaded = ink{244, 246, 248}
)

// style is how a text looks.
type style struct {
	size float64
	bold bool
	ink  ink
}

var (
	plain     = style{sizeText, false, black}
	strong    = style{sizeText, true, black}
	muted     = style{sizeText, false, grey}
	small     = style{sizeSmall, false, grey}
	smallBold = style{sizeSmall, true, grey}
)

// pen writes on pages from top to bottom; y is where the next line begins.
type pen struct {
	pdf    *fpdf.Fpdf
	words  words.Printer
	y      float64
	opened func() // what a page begins with after the first
}

const family = "noto"

func newPen(p words.Printer) *pen {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes(family, "", fonts.Regular)
	pdf.AddUTF8FontFromBytes(family, "B", fonts.Bold)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true) // for the same bytes every time
	return &pen{pdf: pdf, words: p}
}

// turn begins a page.
func (p *pen) turn() {
	p.pdf.AddPage()
	p.y = top
	if p.pdf.PageNo() > 1 && p.opened != nil {
		p.opened()
	}
}

// room begins a page where less than a height is left, unless no page has more.
func (p *pen) room(height float64) {
	if p.y+min(height, (bottom-top)/2) > bottom {
		p.turn()
	}
}

func (p *pen) use(s style) {
	weight := ""
	if s.bold {
		weight = "B"
	}
	p.pdf.SetFont(family, weight, s.size)
	p.pdf.SetTextColor(s.ink[0], s.ink[1], s.ink[2])
}

// baseline is where the letters stand of a line that begins at y.
func (p *pen) baseline(s style) float64 { return p.y + leading(s.size)*0.76 }

// at writes a line from x on; y stays.
func (p *pen) at(x float64, s style, text string) {
	p.use(s)
	p.pdf.Text(x, p.baseline(s), printable(text))
}

// before writes a line that ends at x; y stays.
func (p *pen) before(x float64, s style, text string) {
	p.use(s)
	text = printable(text)
	p.pdf.Text(x-p.pdf.GetStringWidth(text), p.baseline(s), text)
}

// lines breaks a text where it is wider than a width: between words, and within one that
// is wider by itself. What is not to be broken has a space that does not break.
func (p *pen) lines(s style, text string, width float64) []string {
	p.use(s)
	var all []string
	for _, paragraph := range strings.Split(printable(text), "\n") {
		line := ""
		for _, word := range strings.Split(paragraph, " ") {
			if longer := strings.TrimPrefix(line+" "+word, " "); p.pdf.GetStringWidth(longer) <= width {
				line = longer
				continue
			}
			if line != "" {
				all = append(all, line)
			}
			var full []string
			full, line = p.broken(word, width)
			all = append(all, full...)
		}
		all = append(all, line)
	}
	return all
}

// short is a text in one line of a width, with an ellipsis where it is cut.
func (p *pen) short(s style, text string, width float64) string {
	p.use(s)
	text = printable(text)
	if p.pdf.GetStringWidth(text) <= width {
		return text
	}
	letters := []rune(text)
	for len(letters) > 0 && p.pdf.GetStringWidth(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ") + "…"
}

// broken is a word in pieces of a width, and the last one.
func (p *pen) broken(word string, width float64) (full []string, last string) {
	for _, letter := range word {
		if last != "" && p.pdf.GetStringWidth(last+string(letter)) > width {
			full, last = append(full, last), ""
		}
		last += string(letter)
	}
	return full, last
}

// paragraph writes a text in lines under each other, over pages where it has to.
func (p *pen) paragraph(x float64, s style, text string, width float64) {
	if text == "" {
		return
	}
	for _, line := range p.lines(s, text, width) {
		p.room(leading(s.size))
		p.at(x, s, line)
		p.y += leading(s.size)
	}
}

// height is that of a paragraph.
func (p *pen) height(s style, text string, width float64) float64 {
	if text == "" {
		return 0
	}
	return float64(len(p.lines(s, text, width))) * leading(s.size)
}

// line draws a hairline at y.
func (p *pen) line(from, to, weight float64, c ink) {
	p.pdf.SetDrawColor(c[0], c[1], c[2])
	p.pdf.SetLineWidth(weight)
	p.pdf.Line(from, p.y, to, p.y)
}

// sum is an amount with its currency's code in front, so that digits stand under each
// other.
func (p *pen) sum(m money.Money) string {
	return string(m.Currency()) + "\u00a0" + p.words.Amount(m)
}

var face = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(fonts.Regular) })

// printable is a text with a letter and its accent in one sign, and with a question mark
// for each sign that the typeface has not.
func printable(text string) string {
	var buffer sfnt.Buffer
	letters, err := face()
	text = norm.NFC.String(strings.ToValidUTF8(text, "?"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r < ' ', slices.Contains(unseen, r):
			return -1
		case err != nil:
			return r
		}
		if glyph, err := letters.GlyphIndex(&buffer, r); err != nil || glyph == 0 {
			return '?'
		}
		return r
	}, text)
}

// unseen are signs that only say in which direction or where to break.
var unseen = []rune{'\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad'}
