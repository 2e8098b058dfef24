package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

const (
	cardHead      float32 = 44
	cardHeadDense float32 = 40
	noteMinWidth  float32 = 40
	cardPadding           = theme.Gap16
)

// CardOptions are the parts of a card besides its body.
type CardOptions struct {
	// Title of the head; without one there is no head.
	Title string
	// Note stands after the title and steps back.
	Note string
	// Right stands at the head's right end; it may be nil.
	Right fyne.CanvasObject
	// Dense makes the head lower.
	Dense bool
	// Flush lets the body reach the card's edges, as tables and rows do.
	Flush bool
	// Role colours the card, for cards that report a state.
	Role theme.Role
}

// Card is a surface with a border and a head, for one subject.
type Card struct {
	base
	title, note *Text
	panel       *Panel
}

var _ fyne.Widget = (*Card)(nil)

// NewCard returns a card around a body.
func NewCard(options CardOptions, body fyne.CanvasObject) *Card {
	c := &Card{title: NewCardTitle(options.Title), note: NewMuted(options.Note).Shortening(noteMinWidth)}
	if !options.Flush {
		body = Pad(body, cardPadding)
	}
	content := VStack(0, Grow(body))
	if options.Title != "" {
		content = VStack(0, c.head(options), Hairline(), Grow(body))
	}
	c.panel = NewRolePanel(options.Role, Pad(content, theme.Stroke))
	c.ExtendBaseWidget(c)
	return c
}

func (c *Card) head(options CardOptions) fyne.CanvasObject {
	height := cardHead
	if options.Dense {
		height = cardHeadDense
	}
	row := HStack(theme.Gap8, c.title, Grow(c.note))
	if options.Right != nil {
		row.Add(options.Right)
	}
	return Fixed(Inset(row, 0, cardPadding, 0, cardPadding), 0, height-theme.Stroke)
}

// SetTitle changes the title of a card that has one.
func (c *Card) SetTitle(title string) { c.title.SetText(title) }

// SetNote changes what stands after the title.
func (c *Card) SetNote(note string) { c.note.SetText(note) }

// CreateRenderer links the widget to its renderer.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	return c.keep(newComposed(c.panel, nil))
}
