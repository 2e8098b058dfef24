package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

const segmentPadding float32 = 12

// Segmented lets the person choose one of two to five short options; Left and
// Right choose the neighbour.
type Segmented struct {
	press
	// OnChanged is called with the option's index after the person chose
	// another; it may be nil.
	OnChanged func(index int)

	options  []string
	selected int
}

var (
	_ fyne.Widget   = (*Segmented)(nil)
	_ fyne.Tappable = (*Segmented)(nil)
)

// NewSegmented returns a row of options with one of them chosen.
func NewSegmented(options []string, selected int, onChanged func(index int)) *Segmented {
	s := &Segmented{options: slices.Clone(options), selected: selected, OnChanged: onChanged}
	s.init(s, nil)
	return s
}

// SetSelected shows another option as chosen without calling OnChanged.
func (s *Segmented) SetSelected(index int) {
	s.selected = index
	s.Refresh()
}

// SetLabels renames the options, as when a count in them changes. Their number
// stays.
func (s *Segmented) SetLabels(labels []string) {
	copy(s.options, labels)
	s.Refresh()
}

// Tapped chooses the option under the pointer.
func (s *Segmented) Tapped(event *fyne.PointEvent) {
	if s.disabled {
		return
	}
	takeFocus(s)
	right := float32(0)
	for i, width := range s.spans(s.Size().Width) {
		right += width
		if event.Position.X < right {
			s.choose(i)
			return
		}
	}
}

// TypedKey chooses the neighbour.
func (s *Segmented) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyLeft:
		s.choose(s.selected - 1)
	case fyne.KeyRight:
		s.choose(s.selected + 1)
	default:
		passOn(s, event)
	}
}

func (s *Segmented) choose(index int) {
	if s.disabled || index < 0 || index >= len(s.options) || index == s.selected {
		return
	}
	s.selected = index
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(index)
	}
}

// spans returns the options' widths: each as wide as its bold text, and an equal
// share of what is left.
func (s *Segmented) spans(width float32) []float32 {
	spans := make([]float32, len(s.options))
	left := width
	for i, option := range s.options {
		spans[i] = fyne.MeasureText(option, theme.Size(theme.SizeText), fyne.TextStyle{Bold: true}).Width + 2*segmentPadding
		left -= spans[i]
	}
	for i := range spans {
		spans[i] += share(left, len(spans))
	}
	return spans
}

// CreateRenderer links the widget to its renderer.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	ring, box, chosen := newBox(theme.RadiusControl+theme.FocusGap+theme.FocusStroke), newEdge(theme.RadiusControl), newBox(0)
	box.set(theme.ColorSurface, theme.ColorFieldEdge, theme.Stroke)
	texts, dividers := make([]*canvas.Text, len(s.options)), make([]*canvas.Rectangle, max(len(s.options)-1, 0))
	r := &drawn{owner: s, objects: []fyne.CanvasObject{ring, box, chosen}}
	for i := range dividers {
		dividers[i] = newBox(0)
		r.objects = append(r.objects, dividers[i])
	}
	for i := range texts {
		texts[i] = canvas.NewText("", nil)
		texts[i].Alignment = fyne.TextAlignCenter
		r.objects = append(r.objects, texts[i])
	}
	r.minSize = func() fyne.Size {
		width := float32(0)
		for _, span := range s.spans(0) {
			width += span
		}
		return fyne.NewSize(width, theme.ControlHeight)
	}
	r.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{box}, size)
		placeRing(ring, size)
		x := float32(0)
		for i, width := range s.spans(size.Width) {
			placeText(texts[i], x, 0, width, size.Height)
			if i > 0 {
				place(dividers[i-1], x, theme.Stroke, theme.Stroke, size.Height-2*theme.Stroke)
			}
			if i == s.selected {
				place(chosen, x+theme.Stroke, theme.Stroke, width-theme.Stroke, size.Height-2*theme.Stroke)
			}
			x += width
		}
	}
	r.paint = func() { s.paint(ring, chosen, dividers, texts) }
	r.paint()
	return s.keep(r)
}

func (s *Segmented) paint(ring, chosen *canvas.Rectangle, dividers []*canvas.Rectangle, texts []*canvas.Text) {
	setRing(ring, s.focused)
	setBox(chosen, theme.ColorSelection, theme.ColorTransparent, 0)
	chosen.TopLeftCornerRadius, chosen.BottomLeftCornerRadius = 0, 0
	chosen.TopRightCornerRadius, chosen.BottomRightCornerRadius = 0, 0
	const inner = theme.RadiusControl - theme.Stroke
	if s.selected == 0 {
		chosen.TopLeftCornerRadius, chosen.BottomLeftCornerRadius = inner, inner
	}
	if s.selected == len(s.options)-1 {
		chosen.TopRightCornerRadius, chosen.BottomRightCornerRadius = inner, inner
	}
	chosen.Hidden = s.selected < 0 || s.selected >= len(s.options)
	for _, divider := range dividers {
		setBox(divider, theme.ColorBorder, theme.ColorTransparent, 0)
	}
	for i, text := range texts {
		text.Text, text.TextSize, text.TextStyle.Bold = s.options[i], theme.Size(theme.SizeText), i == s.selected
		text.Color = theme.Color(theme.ColorMuted)
		if i == s.selected {
			text.Color = theme.Color(theme.ColorText)
		}
	}
}
