package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

// Widths of a prompt, in units: at the most, as narrow as it becomes where it says
// something, and without words.
const (
	PromptWidth float32 = 280
	PromptShort float32 = 112
	PromptLeast         = theme.ControlHeight
)

// PromptWords are what a prompt says.
type PromptWords struct {
	Long, Short string // Short is said where there is no room for Long
	Key         string // that does the same; left out where there is no room
}

// Prompt looks like a field to search in, and opens what searches.
type Prompt struct {
	press
	words PromptWords
}

var _ fyne.Widget = (*Prompt)(nil)

// NewPrompt returns a prompt.
func NewPrompt(words PromptWords, onTapped func()) *Prompt {
	p := &Prompt{words: words}
	p.init(p, onTapped)
	return p
}

// Label returns what the prompt says where there is room.
func (p *Prompt) Label() string { return p.words.Long }

// CreateRenderer links the widget to its renderer.
func (p *Prompt) CreateRenderer() fyne.WidgetRenderer {
	box, icon, text, key := newEdge(theme.RadiusControl), newImage(), canvas.NewText(p.words.Long, nil), NewKeyCap(p.words.Key)
	r := &drawn{owner: p, objects: []fyne.CanvasObject{box, icon, text, key}}
	r.minSize = func() fyne.Size { return fyne.NewSize(PromptLeast, theme.ControlHeight) }
	r.layout = func(size fyne.Size) { p.layout(size, box, icon, text, key) }
	r.paint = func() {
		fillName, lineName, stroke := theme.ColorSurface, theme.ColorFieldEdge, theme.Stroke
		if p.hovered {
			fillName = theme.ColorHover
		}
		if p.focused {
			lineName, stroke = theme.ColorFocus, theme.FocusStroke
		}
		box.set(fillName, lineName, stroke)
		setIcon(icon, resources.IconSearch, theme.ColorMuted, theme.IconSize)
		text.Color, text.TextSize = theme.Color(theme.ColorFaint), theme.Size(theme.SizeText)
	}
	r.paint()
	return p.keep(r)
}

func (p *Prompt) layout(size fyne.Size, box, icon fyne.CanvasObject, text *canvas.Text, key *KeyCap) {
	place(box, 0, 0, size.Width, size.Height)
	place(icon, min(theme.Gap12, (size.Width-theme.IconSize)/2), (size.Height-theme.IconSize)/2, theme.IconSize, theme.IconSize)
	left := theme.Gap12 + theme.IconSize + theme.Gap8
	width := func(words string) float32 {
		return fyne.MeasureText(words, theme.Size(theme.SizeText), fyne.TextStyle{}).Width
	}
	cap := key.MinSize()
	free := size.Width - left - theme.Gap12
	text.Text = p.words.Long
	if width(text.Text)+theme.Gap8+cap.Width > free {
		text.Text = p.words.Short
	}
	key.Hidden = width(text.Text)+theme.Gap8+cap.Width > free
	text.Hidden = width(text.Text) > free
	placeText(text, left, 0, width(text.Text), size.Height)
	place(key, size.Width-theme.Gap12-cap.Width, (size.Height-cap.Height)/2, cap.Width, cap.Height)
}
