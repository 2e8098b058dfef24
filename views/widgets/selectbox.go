package widgets

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

// Select lets the person choose one of a few options from a menu. Up and Down
// choose without opening it.
type Select struct {
	press
	// OnChanged is called with the option's index after the person chose
	// another; it may be nil.
	OnChanged func(index int)

	options  []string
	selected int
	search   *SelectSearch // nil where the options are few
}

var _ fyne.Widget = (*Select)(nil)

// NewSelect returns a select that shows an option; an index outside of them
// shows nothing chosen.
func NewSelect(options []string, selected int, onChanged func(index int)) *Select {
	s := &Select{options: slices.Clone(options), selected: selected, OnChanged: onChanged}
	s.init(s, s.open)
	return s
}

// TypedKey moves through the options, or opens the menu.
func (s *Select) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyUp:
		s.choose(s.selected - 1)
	case fyne.KeyDown:
		s.choose(s.selected + 1)
	default:
		s.press.TypedKey(event)
	}
}

// TypedRune goes to the next option that begins with what was typed, or searches for it
// where the list is long.
func (s *Select) TypedRune(typed rune) {
	if s.search != nil && !s.disabled {
		s.find(string(typed))
		return
	}
	for n := range s.options {
		at := (max(s.selected, 0) + n + 1) % len(s.options)
		first, _ := utf8.DecodeRuneInString(s.options[at])
		if unicode.ToLower(first) == unicode.ToLower(typed) {
			s.choose(at)
			return
		}
	}
}

// SetSelected shows another option as chosen without calling OnChanged.
func (s *Select) SetSelected(index int) {
	s.selected = index
	s.Refresh()
}

func (s *Select) choose(index int) {
	if s.disabled || index < 0 || index >= len(s.options) || index == s.selected {
		return
	}
	s.selected = index
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(index)
	}
}

func (s *Select) open() {
	if s.search != nil {
		s.find("")
		return
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil {
		return
	}
	items := make([]*fyne.MenuItem, len(s.options))
	for i, option := range s.options {
		items[i] = fyne.NewMenuItem(option, func() { s.choose(i) })
		items[i].Checked = i == s.selected
	}
	menu := NewMenu(fyne.NewMenu("", items...), c)
	menu.Resize(menu.MinSize().Max(fyne.NewSize(s.Size().Width, 0)))
	menu.ShowAtRelativePosition(fyne.NewPos(0, s.Size().Height+theme.Gap4), s)
}

func (s *Select) shown() string {
	if s.selected < 0 || s.selected >= len(s.options) {
		return ""
	}
	return s.options[s.selected]
}

// CreateRenderer links the widget to its renderer.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	box, text, chevron := newEdge(theme.RadiusControl), canvas.NewText("", nil), newImage()
	measure := func(text string) float32 {
		return fyne.MeasureText(text, theme.Size(theme.SizeText), fyne.TextStyle{}).Width
	}
	const side, rest = theme.Gap12, 2*theme.Gap12 + theme.Gap8 + theme.IconSize
	r := &drawn{owner: s, objects: []fyne.CanvasObject{box, text, chevron}}
	r.minSize = func() fyne.Size {
		widest := float32(0)
		if s.search != nil { // the longest of many is not to make all of them wide
			return fyne.NewSize(searchedWidth, theme.ControlHeight)
		}
		for _, option := range s.options {
			widest = max(widest, measure(option))
		}
		return fyne.NewSize(widest+rest, theme.ControlHeight)
	}
	r.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{box}, size)
		text.Text = shorten(s.shown(), max(size.Width-rest, 0), measure)
		placeText(text, side, 0, size.Width-rest, size.Height)
		place(chevron, size.Width-side-theme.IconSize, (size.Height-theme.IconSize)/2, theme.IconSize, theme.IconSize)
	}
	r.paint = func() {
		fillName, lineName, textName, stroke := theme.ColorSurface, theme.ColorFieldEdge, theme.ColorText, theme.Stroke
		switch {
		case s.disabled:
			fillName, lineName, textName = theme.ColorDisabledFill, theme.ColorBorder, theme.ColorFaint
		case s.focused:
			lineName, stroke = theme.ColorFocus, theme.FocusStroke
		case s.hovered:
			fillName = theme.ColorHover
		}
		box.set(fillName, lineName, stroke)
		text.Text, text.Color, text.TextSize = s.shown(), theme.Color(textName), theme.Size(theme.SizeText)
		setIcon(chevron, resources.IconChevronDown, theme.ColorMuted, theme.IconSize)
	}
	r.paint()
	return s.keep(r)
}
