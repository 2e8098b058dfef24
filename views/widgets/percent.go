package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

const (
	percentTrack float32 = 150
	percentField float32 = 72
)

// Percent sets a percentage with a slider or a number field. It tells a value once it
// is chosen: when the thumb is let go, not while it is dragged, so that what the value
// changes may move the control itself.
type Percent struct {
	base
	// OnChosen is called with another value; it may be nil.
	OnChosen func(percent int)

	scale  scaleRange
	value  int64 // as last told
	slider *slider
	input  *input
	root   fyne.CanvasObject
}

var _ fyne.Widget = (*Percent)(nil)

// PercentRange is what a Percent moves within; keys and the pointer move by the step,
// and any whole number can be typed.
type PercentRange struct{ Least, Most, Step int }

// NewPercent returns a control at a value, with a mark at the usual one.
func NewPercent(r PercentRange, value, usual int) *Percent {
	p := &Percent{scale: scaleRange{int64(r.Least), int64(r.Most), int64(r.Step)}, value: int64(value), input: newInput()}
	p.slider = newSlider(p.scale, int64(usual), func(moved int64) { p.write(moved) })
	p.slider.value = p.value
	p.slider.released = func() { p.choose(p.slider.value) }
	p.input.unit, p.input.numeric = "%", true
	p.input.entry.Text = strconv.FormatInt(p.value, 10)
	p.input.onFocus = func(focused bool) {
		if !focused {
			p.read()
		}
	}
	p.input.entry.OnSubmitted = func(string) { p.read() }
	p.root = HStack(theme.Gap8, Fixed(p.slider, percentTrack, 0), Fixed(p.input, percentField, 0))
	p.ExtendBaseWidget(p)
	return p
}

// SetValue shows another value without calling OnChosen.
func (p *Percent) SetValue(value int) {
	p.value = int64(value)
	p.slider.set(p.value)
	p.write(p.value)
}

// Slider is what the keyboard begins at.
func (p *Percent) Slider() fyne.Focusable { return p.slider }

// Entry is the number field.
func (p *Percent) Entry() fyne.Focusable { return p.input.entry }

// read takes what was typed: the nearest that there is, or nothing where it is no number.
func (p *Percent) read() {
	typed, ok := parseDigits(p.input.entry.Text)
	if !ok {
		typed = p.value
	}
	typed = max(p.scale.least, min(typed, p.scale.most))
	p.slider.set(typed)
	p.write(typed)
	p.choose(typed)
}

func (p *Percent) write(value int64) {
	if text := strconv.FormatInt(value, 10); p.input.entry.Text != text {
		p.input.entry.SetText(text)
	}
}

func (p *Percent) choose(value int64) {
	if value == p.value {
		return
	}
	p.value = value
	if p.OnChosen != nil {
		p.OnChosen(int(value))
	}
}

// CreateRenderer links the widget to its renderer.
func (p *Percent) CreateRenderer() fyne.WidgetRenderer { return p.keep(newComposed(p.root, nil)) }
