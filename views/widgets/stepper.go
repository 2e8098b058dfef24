package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

const stepperNumber float32 = 72

// StepperSpec says what a Stepper counts.
type StepperSpec struct {
	Least, Most, Value int
	// Fewer and More say in words what the buttons do.
	Fewer, More string
}

// Stepper sets a small number with two buttons or by typing it.
type Stepper struct {
	base
	// OnChanged is called with the new number after the person changed it; it may be
	// nil.
	OnChanged func(value int)

	spec        StepperSpec
	value       int
	input       *input
	fewer, more *Button
	root        fyne.CanvasObject
}

var _ fyne.Widget = (*Stepper)(nil)

// NewStepper returns a stepper at a number.
func NewStepper(spec StepperSpec) *Stepper {
	s := &Stepper{spec: spec, input: newInput()}
	s.value = s.nearest(spec.Value)
	s.fewer = NewIconButton(resources.IconMinus, spec.Fewer, func() { s.step(-1) })
	s.more = NewIconButton(resources.IconPlus, spec.More, func() { s.step(1) })
	s.input.numeric = true
	s.input.entry.Text = strconv.Itoa(s.value)
	s.input.onChanged = s.typed
	s.input.onFocus = func(focused bool) {
		if !focused {
			s.settle()
		}
	}
	s.input.entry.OnSubmitted = func(string) { s.settle() }
	s.root = HStack(theme.Gap8, s.fewer, Fixed(s.input, stepperNumber, 0), s.more)
	s.mark()
	s.ExtendBaseWidget(s)
	return s
}

// Value is the number that counts.
func (s *Stepper) Value() int { return s.value }

// Entry returns what takes the keyboard.
func (s *Stepper) Entry() fyne.Focusable { return s.input.entry }

func (s *Stepper) nearest(value int) int { return max(min(value, s.spec.Most), s.spec.Least) }

func (s *Stepper) step(by int) {
	s.change(s.nearest(s.value + by))
	s.settle()
}

// typed follows the field. The text stays as it is typed; only settle writes it anew.
func (s *Stepper) typed(text string) {
	if value, ok := parseDigits(text); ok {
		s.change(s.nearest(int(value)))
	}
}

func (s *Stepper) change(value int) {
	if value == s.value {
		return
	}
	s.value = value
	s.mark()
	if s.OnChanged != nil {
		s.OnChanged(value)
	}
}

// settle writes the number into the field as it counts.
func (s *Stepper) settle() {
	if text := strconv.Itoa(s.value); s.input.entry.Text != text {
		s.input.entry.SetText(text)
	}
}

// mark switches off what leads nowhere.
func (s *Stepper) mark() {
	s.fewer.setDisabled(s.value <= s.spec.Least)
	s.more.setDisabled(s.value >= s.spec.Most)
}

// CreateRenderer links the widget to its renderer.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer {
	return s.keep(newComposed(s.root, nil))
}
