package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

// Check is a box to tick, with what it means beside it.
type Check struct {
	press
	// OnChanged is called after the person ticked or cleared the box; it may be
	// nil.
	OnChanged func(checked bool)

	label   string
	checked bool
	bare    bool // the label stands elsewhere
}

var _ fyne.Widget = (*Check)(nil)

// NewCheck returns a box that is not ticked.
func NewCheck(label string, onChanged func(checked bool)) *Check {
	c := &Check{label: label, OnChanged: onChanged}
	c.init(c, func() {
		c.SetChecked(!c.checked)
		if c.OnChanged != nil {
			c.OnChanged(c.checked)
		}
	})
	return c
}

// Bare draws the box alone, where its label stands beside it already, and returns it.
func (c *Check) Bare() *Check {
	c.bare = true
	return c
}

// SetChecked ticks or clears the box without calling OnChanged.
func (c *Check) SetChecked(checked bool) {
	if c.checked == checked {
		return
	}
	c.checked = checked
	c.Refresh()
}

// Checked tells whether the box is ticked.
func (c *Check) Checked() bool { return c.checked }

// Label returns what stands beside the box.
func (c *Check) Label() string { return c.label }

// CreateRenderer links the widget to its renderer.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	ring, box := newBox(theme.RadiusBadge+theme.FocusGap+theme.FocusStroke), newCheckShape()
	text := canvas.NewText(c.label, nil)
	r := &drawn{owner: c, objects: append(append([]fyne.CanvasObject{ring}, box.objects()...), text)}
	text.Hidden = c.bare
	r.minSize = func() fyne.Size {
		if c.bare {
			return fyne.NewSize(checkSize, theme.Gap24)
		}
		return fyne.NewSize(checkSize+theme.Gap8+text.MinSize().Width, theme.Gap24)
	}
	r.layout = func(size fyne.Size) {
		y := (size.Height - checkSize) / 2
		box.place(0, y)
		const out = theme.FocusGap + theme.FocusStroke
		place(ring, -out, y-out, checkSize+2*out, checkSize+2*out)
		x := checkSize + theme.Gap8
		placeText(text, x, 0, size.Width-x, size.Height)
	}
	r.paint = func() {
		state, textName := unchecked, theme.ColorText
		if c.checked {
			state = checked
		}
		if c.disabled {
			textName = theme.ColorFaint
		}
		box.paint(state, checkLook{hovered: c.hovered, disabled: c.disabled})
		setRing(ring, c.focused)
		text.Color, text.TextSize = theme.Color(textName), theme.Size(theme.SizeText)
	}
	r.paint()
	return c.keep(r)
}
