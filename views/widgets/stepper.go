package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	stepperSide  float32 = 28 // of the fields with a sign
	stepperValue float32 = 44
)

// Stepper sets a small number by ones: with its signs, or with the arrow keys.
type Stepper struct {
	press
	// OnChanged is called with the number after the person changed it; it may be
	// nil.
	OnChanged func(value int)

	least, most, value int
}

var _ fyne.Widget = (*Stepper)(nil)

// NewStepper returns a stepper at the least number of its bounds.
func NewStepper(least, most int, onChanged func(value int)) *Stepper {
	s := &Stepper{least: least, most: most, value: least, OnChanged: onChanged}
	s.init(s, nil)
	return s
}

// Value is the number that is set.
func (s *Stepper) Value() int { return s.value }

// SetValue shows another number, the nearest within the bounds, without calling
// OnChanged.
func (s *Stepper) SetValue(value int) {
	s.value = max(min(value, s.most), s.least)
	s.Refresh()
}

func (s *Stepper) step(by int) {
	before := s.value
	if s.disabled {
		return
	}
	s.SetValue(before + by)
	if s.value != before && s.OnChanged != nil {
		s.OnChanged(s.value)
	}
}

// Tapped steps down left of the number, and up right of it.
func (s *Stepper) Tapped(event *fyne.PointEvent) {
	takeFocus(s)
	switch {
	case event.Position.X < stepperSide:
		s.step(-1)
	case event.Position.X >= s.Size().Width-stepperSide:
		s.step(1)
	}
}

// TypedKey steps by one, or to a bound.
func (s *Stepper) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyUp, fyne.KeyRight, fyne.KeyPlus:
		s.step(1)
	case fyne.KeyDown, fyne.KeyLeft, fyne.KeyMinus:
		s.step(-1)
	case fyne.KeyHome:
		s.step(s.least - s.value)
	case fyne.KeyEnd:
		s.step(s.most - s.value)
	default:
		passOn(s, event)
	}
}

// CreateRenderer links the widget to its renderer.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer {
	ring, box := newBox(theme.RadiusControl+theme.FocusGap+theme.FocusStroke), newEdge(theme.RadiusControl)
	minus, plus, left, right := newImage(), newImage(), newBox(0), newBox(0)
	text := canvas.NewText("", nil)
	text.Alignment = fyne.TextAlignCenter
	r := &drawn{owner: s, objects: []fyne.CanvasObject{ring, box, left, right, minus, plus, text}}
	r.minSize = func() fyne.Size { return fyne.NewSize(2*stepperSide+stepperValue, theme.SmallHeight) }
	r.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{box}, size)
		placeRing(ring, size)
		inner := size.Height - 2*theme.Stroke
		place(left, stepperSide, theme.Stroke, theme.Stroke, inner)
		place(right, size.Width-stepperSide-theme.Stroke, theme.Stroke, theme.Stroke, inner)
		in, y := (stepperSide-theme.SmallIconSize)/2, (size.Height-theme.SmallIconSize)/2
		place(minus, in, y, theme.SmallIconSize, theme.SmallIconSize)
		place(plus, size.Width-in-theme.SmallIconSize, y, theme.SmallIconSize, theme.SmallIconSize)
		placeText(text, stepperSide, 0, size.Width-2*stepperSide, size.Height)
	}
	r.paint = func() {
		setRing(ring, s.focused)
		s.paint(box, left, right, text)
		setIcon(minus, resources.IconMinus, s.sign(s.value > s.least), theme.SmallIconSize)
		setIcon(plus, resources.IconPlus, s.sign(s.value < s.most), theme.SmallIconSize)
	}
	r.paint()
	return s.keep(r)
}

func (s *Stepper) paint(box *edge, left, right *canvas.Rectangle, text *canvas.Text) {
	fillName, lineName, textName := theme.ColorSurface, theme.ColorFieldEdge, theme.ColorText
	if s.disabled {
		fillName, lineName, textName = theme.ColorDisabledFill, theme.ColorBorder, theme.ColorFaint
	}
	box.set(fillName, lineName, theme.Stroke)
	for _, divider := range []*canvas.Rectangle{left, right} {
		setBox(divider, theme.ColorBorder, theme.ColorTransparent, 0)
	}
	text.Text, text.Color, text.TextSize = strconv.Itoa(s.value), theme.Color(textName), theme.Size(theme.SizeText)
}

// sign is the colour of a sign that does something, or not.
func (s *Stepper) sign(works bool) fyne.ThemeColorName {
	if s.disabled || !works {
		return theme.ColorFaint
	}
	return theme.ColorText
}
