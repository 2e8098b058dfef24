package widgets

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// slack is how many units two texts may share: line boxes are higher than
// letters.
const slack float32 = 3

// Misfits lists what does not fit its place in an object that is in a window:
// texts that are cut or that lie over one another, and texts and controls that
// reach beyond the sides of their card. It is for the tests of pages: at every size
// that a page supports it returns nothing.
func Misfits(object fyne.CanvasObject) []string {
	i := inspection{driver: fyne.CurrentApp().Driver()}
	i.look(object, surroundings{layer: &layer{}})
	return i.misfits
}

type inspection struct {
	driver  fyne.Driver
	misfits []string
}

// surroundings are what an object is held against.
type surroundings struct {
	*layer
	card *placed // nil outside of any
}

// layer is what scrolls together: only there texts can lie over one another.
type layer struct{ texts []placed }

type placed struct {
	text string
	at   fyne.Position
	size fyne.Size
}

func (i *inspection) look(object fyne.CanvasObject, around surroundings) {
	if object == nil || !object.Visible() {
		return
	}
	switch o := object.(type) {
	case *canvas.Text:
		i.text(o, around)
	case *Text:
		for _, part := range o.Parts() {
			i.whole(o.text, part)
		}
	case *tableRow:
		for _, cell := range o.cells {
			i.whole(cell.cell.Text, cell.text)
			if cell.then != nil {
				i.whole(cell.cell.Then, cell.then)
			}
		}
	case *Scroll, *container.Scroll, *tableList:
		around.layer = &layer{}
	case *Cover: // lies over what is beside it, on purpose
		around = surroundings{layer: &layer{}}
	case *Panel:
		around.card = &placed{at: i.driver.AbsolutePositionForObject(o), size: o.Size()}
	case fyne.Focusable:
		i.inside(object, around.card)
	}
	for _, part := range partsOf(object) {
		i.look(part, around)
	}
}

func (i *inspection) text(text *canvas.Text, around surroundings) {
	if text.Text == "" {
		return
	}
	needed, given := text.MinSize(), text.Size()
	if needed.Width > given.Width+1 {
		i.report("%q needs %.0f units and has %.0f", text.Text, needed.Width, given.Width)
	}
	at := i.driver.AbsolutePositionForObject(text)
	switch text.Alignment {
	case fyne.TextAlignLeading:
	case fyne.TextAlignTrailing:
		at.X += given.Width - needed.Width
	case fyne.TextAlignCenter:
		at.X += (given.Width - needed.Width) / 2
	}
	own := placed{text.Text, at, needed}
	for _, other := range around.texts {
		if covers(own, other) {
			i.report("%q lies over %q", own.text, other.text)
		}
	}
	around.texts = append(around.texts, own)
	if card := around.card; card != nil && (at.X+1 < card.at.X || at.X+needed.Width > card.at.X+card.size.Width+1) {
		i.report("%q reaches from %.0f to %.0f, its card from %.0f to %.0f",
			text.Text, at.X, at.X+needed.Width, card.at.X, card.at.X+card.size.Width)
	}
}

// whole reports a text that ends in an ellipsis for want of room.
func (i *inspection) whole(text string, drawn fyne.CanvasObject) {
	if line, ok := drawn.(*canvas.Text); ok && line.Visible() && line.Text != text {
		i.report("%q is cut to %q", text, line.Text)
	}
}

func (i *inspection) inside(control fyne.CanvasObject, card *placed) {
	if card == nil {
		return
	}
	left := i.driver.AbsolutePositionForObject(control).X
	right := left + control.Size().Width
	if left < card.at.X || right > card.at.X+card.size.Width {
		i.report("%T reaches from %.0f to %.0f, its card from %.0f to %.0f", control, left, right, card.at.X, card.at.X+card.size.Width)
	}
}

func (i *inspection) report(format string, args ...any) {
	i.misfits = append(i.misfits, fmt.Sprintf(format, args...))
}

func covers(a, b placed) bool {
	return a.at.X+slack < b.at.X+b.size.Width && b.at.X+slack < a.at.X+a.size.Width &&
		a.at.Y+slack < b.at.Y+b.size.Height && b.at.Y+slack < a.at.Y+a.size.Height
}
