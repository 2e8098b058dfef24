package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

// DisclosureLabels are the words of the button that opens and closes.
type DisclosureLabels struct{ Show, Hide string }

// Disclosure shows more of a row below it when asked: a head with a link at its
// side, and a sunken box that opens downward.
type Disclosure struct {
	base
	// OnToggled is called after the person opened or closed it; it may be nil.
	OnToggled func(open bool)

	labels DisclosureLabels
	button *Button
	box    *Panel
	root   fyne.CanvasObject
	open   bool
}

var _ fyne.Widget = (*Disclosure)(nil)

// NewDisclosure returns a closed disclosure. The head is what stands before the
// link, the tail after it, as an amount does; the tail may be nil.
func NewDisclosure(labels DisclosureLabels, head, tail, detail fyne.CanvasObject) *Disclosure {
	d := &Disclosure{labels: labels}
	d.button = NewButton(ButtonLink, labels.Show, func() { d.SetOpen(!d.open) }).WithTrailing(resources.IconChevronDown)
	panel := NewPanel(Pad(detail, theme.Gap12))
	panel.Fill, panel.Radius = theme.ColorSunken, theme.RadiusControl
	d.box = panel
	row := HStack(theme.Gap16, Grow(head), d.button)
	if tail != nil {
		row.Add(tail)
	}
	d.root = VStack(theme.Gap4, Fixed(row, 0, 24), d.box)
	d.ExtendBaseWidget(d)
	return d
}

// SetOpen shows or hides the box.
func (d *Disclosure) SetOpen(open bool) {
	if d.open == open {
		return
	}
	d.open = open
	d.Refresh()
	if d.OnToggled != nil {
		d.OnToggled(open)
	}
}

// CreateRenderer links the widget to its renderer.
func (d *Disclosure) CreateRenderer() fyne.WidgetRenderer {
	return d.keep(newComposed(d.root, func() {
		label, chevron := d.labels.Show, resources.IconChevronDown
		if d.open {
			label, chevron = d.labels.Hide, resources.IconChevronUp
		}
		d.button.text, d.button.trailing = label, chevron
		d.box.Hidden = !d.open
	}))
}
