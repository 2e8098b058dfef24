package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	chipHeight float32 = 24
	chipButton float32 = 20
	chipWidth  float32 = 240 // that a longer text ends at in an ellipsis
)

// Chip is one of several things that were named, with the button that takes it away.
type Chip struct {
	base
	panel  *Panel
	remove *Button
}

var _ fyne.Widget = (*Chip)(nil)

// NewChip returns a chip. The label says in words what its button does.
func NewChip(text, label string, onRemoved func()) *Chip {
	c := &Chip{remove: NewIconButton(resources.IconClose, label, onRemoved).Sized(chipButton)}
	c.remove.kind = buttonQuiet
	caption := NewCaption(text).Shortening(chipWidth)
	caption.Color = theme.ColorText
	c.panel = NewPanel(Fixed(Inset(HStack(2, Grow(caption), c.remove), 0, 2, 0, theme.Gap8), 0, chipHeight))
	c.panel.Fill, c.panel.Line, c.panel.Radius = theme.RoleNeutral.Fill(), theme.RoleNeutral.Line(), theme.RadiusBadge
	c.ExtendBaseWidget(c)
	return c
}

// Remove is what the keyboard goes to.
func (c *Chip) Remove() *Button { return c.remove }

// CreateRenderer links the widget to its renderer.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer { return c.keep(newComposed(c.panel, nil)) }
