package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const checkSize float32 = 16

// Check is a box to tick, with what it means beside it.
type Check struct {
	press
	// OnChanged is called after the person ticked or cleared the box; it may be
	// nil.
	OnChanged func(checked bool)

	label   string
	checked bool
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

// SetChecked ticks or clears the box without calling OnChanged.
func (c *Check) SetChecked(checked bool) {
	if c.checked == checked {
		return
	}
	c.checked = checked
	c.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	ring, box := newBox(theme.RadiusBadge+theme.FocusGap+theme.FocusStroke), newEdge(theme.RadiusBadge)
	tick, text := newImage(), canvas.NewText(c.label, nil)
	r := &drawn{owner: c, objects: []fyne.CanvasObject{ring, box, tick, text}}
	r.minSize = func() fyne.Size {
		return fyne.NewSize(checkSize+theme.Gap8+text.MinSize().Width, theme.Gap24)
	}
	r.layout = func(size fyne.Size) {
		y := (size.Height - checkSize) / 2
		place(box, 0, y, checkSize, checkSize)
		const out = theme.FocusGap + theme.FocusStroke
		place(ring, -out, y-out, checkSize+2*out, checkSize+2*out)
		place(tick, 2, y+2, theme.SmallIconSize, theme.SmallIconSize)
		x := checkSize + theme.Gap8
		placeText(text, x, 0, size.Width-x, size.Height)
	}
	r.paint = func() {
		fillName, lineName, tickName, textName := theme.ColorSurface, theme.ColorFieldEdge, theme.ColorOnPrimary, theme.ColorText
		switch {
		case c.disabled:
			fillName, lineName, tickName, textName = theme.ColorDisabledFill, theme.ColorBorder, theme.ColorFaint, theme.ColorFaint
		case c.checked:
			fillName, lineName = theme.ColorPrimary, theme.ColorTransparent
		case c.hovered:
			fillName = theme.ColorHover
		}
		box.set(fillName, lineName, theme.Stroke)
		setRing(ring, c.focused)
		setIcon(tick, resources.IconCheck, tickName, theme.SmallIconSize)
		tick.Hidden = !c.checked
		text.Color, text.TextSize = theme.Color(textName), theme.Size(theme.SizeText)
	}
	r.paint()
	return c.keep(r)
}
