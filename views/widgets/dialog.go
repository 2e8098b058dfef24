package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	dialogMargin float32 = 48 // to the window's edges, at least
	dialogHead   float32 = 52
)

// DialogOptions are the parts of a Dialog besides its body.
type DialogOptions struct {
	Title string
	Close string // what the button in the corner does, in words
	Width float32
	// Actions stand at the bottom right, the way on last.
	Actions []fyne.CanvasObject
	// Closed is told that the dialog was closed, however that came about; it may
	// be nil.
	Closed func()
}

// Dialog is a question in front of the page, which waits behind it. It keeps the
// keyboard to itself and scrolls where the window is too low for it.
type Dialog struct {
	options DialogOptions
	body    fyne.CanvasObject
	scroll  *fyne.Container
	content fyne.CanvasObject
	pop     *widget.PopUp
	from    fyne.Focusable // what had the keyboard before
}

// NewDialog returns a dialog around a body; Show puts it on the screen.
func NewDialog(options DialogOptions, body fyne.CanvasObject) *Dialog {
	d := &Dialog{options: options, body: Inset(body, 0, theme.Gap24, theme.Gap16, theme.Gap24)}
	closing := NewIconButton(resources.IconClose, options.Close, d.Hide).Sized(ButtonSmall)
	head := Fixed(Inset(HStack(theme.Gap8, Grow(NewCardTitleParagraph(options.Title)), closing), 0, theme.Gap16, 0, theme.Gap24), 0, dialogHead)
	foot := Inset(HStack(theme.Gap8, append([]fyne.CanvasObject{Spacer()}, options.Actions...)...), theme.Gap12, theme.Gap24, theme.Gap16, theme.Gap24)
	d.scroll = Fixed(NewVScroll(d.body), 0, 0)
	d.content = NewPanel(VStack(0, head, Grow(d.scroll), Hairline(), foot))
	return d
}

// Show puts the dialog in front of a window and the keyboard into it.
func (d *Dialog) Show(c fyne.Canvas, first fyne.Focusable) {
	d.from = c.Focused()
	d.pop = widget.NewModalPopUp(d.content, c)
	d.Fit()
	d.pop.Show()
	if first != nil {
		c.Focus(first)
	}
}

// Fit makes the dialog as high as its body, or as the window allows. It is to be
// called after the body's height has changed.
func (d *Dialog) Fit() {
	if d.pop == nil {
		return
	}
	window := d.pop.Canvas.Size()
	width := min(d.options.Width, window.Width-2*dialogMargin)
	d.body.Resize(fyne.NewSize(width, d.body.Size().Height)) // wrapped text gets its height from its width
	others := d.content.MinSize().Height - d.scroll.MinSize().Height
	d.pop.Resize(fyne.NewSize(width, min(others+d.body.MinSize().Height, window.Height-2*dialogMargin)))
}

// Shown tells whether the dialog is on the screen.
func (d *Dialog) Shown() bool { return d != nil && d.pop != nil }

// Hide takes the dialog from the screen and gives the keyboard back.
func (d *Dialog) Hide() {
	if !d.Shown() {
		return
	}
	c := d.pop.Canvas
	d.pop.Hide()
	d.pop = nil
	if d.from != nil {
		c.Focus(d.from)
	}
	if d.options.Closed != nil {
		d.options.Closed()
	}
}
