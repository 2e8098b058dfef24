package widgets

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

const (
	numberWidth float32 = 120
	unitWidth   float32 = 64
	priceWidth  float32 = 72
	// maxDigits keeps what is typed within an int64.
	maxDigits = 15
)

// VolumeSpec says what a VolumeRow sets.
type VolumeSpec struct {
	Label, Hint, Unit string
	// Min, Max and Step bound the value; Step is at least 1.
	Min, Max, Step int64
	// Now is today's value, marked on the track and captioned NowLabel.
	Now      int64
	NowLabel string
	// RangeError is the sentence shown when what was typed was out of range.
	RangeError string
	// Format writes a value for people; nil writes plain digits. Signs and
	// separators that it adds are ignored when a value is typed.
	Format func(int64) string
}

// VolumeRow sets a quantity with a number field or a slider, and shows what it
// costs.
type VolumeRow struct {
	base
	// OnChanged is called with the value after the person changed it, or began or
	// ceased to type something out of range; it may be nil.
	OnChanged func(value int64)

	spec    VolumeSpec
	scale   scaleRange
	value   int64
	input   *input
	slider  *slider
	price   *Text
	failure *Paragraph
	root    fyne.CanvasObject
}

var _ fyne.Widget = (*VolumeRow)(nil)

// NewVolumeRow returns a row at today's value.
func NewVolumeRow(spec VolumeSpec) *VolumeRow {
	if spec.Format == nil {
		spec.Format = func(value int64) string { return strconv.FormatInt(value, 10) }
	}
	spec.Step = max(spec.Step, 1)
	v := &VolumeRow{
		spec: spec, scale: scaleRange{spec.Min, spec.Max, spec.Step},
		input: newInput(), price: NewText("").Right(), failure: NewCaptionParagraph(""),
	}
	v.value = v.scale.nearest(spec.Now)
	v.slider = newSlider(v.scale, spec.Now, v.moved)
	v.input.numeric = true
	v.input.entry.Text = spec.Format(v.value)
	v.input.onChanged = v.typed
	v.input.onFocus = func(focused bool) {
		if !focused {
			v.settle()
		}
	}
	v.input.entry.OnSubmitted = func(string) { v.settle() }
	v.failure.Color = theme.RoleBad.Text()
	v.failure.Hidden = true
	v.root = v.build()
	v.ExtendBaseWidget(v)
	return v
}

func (v *VolumeRow) build() fyne.CanvasObject {
	words := VStack(0, NewBold(v.spec.Label), NewCaptionParagraph(v.spec.Hint))
	head := HStack(theme.Gap12, Grow(words),
		Fixed(v.input, numberWidth, 0),
		Fixed(NewMuted(v.spec.Unit), unitWidth, 0),
		Fixed(v.price, priceWidth, 0))
	captions := newScaleCaptions(v.slider,
		v.spec.Format(v.spec.Min), v.spec.NowLabel, v.spec.Format(v.spec.Max))
	return VStack(theme.Gap8, head, VStack(0, v.slider, captions), v.failure)
}

// Entry returns what takes the keyboard.
func (v *VolumeRow) Entry() *Entry { return v.input.entry }

// SetValue shows another quantity, the nearest that is allowed, without calling
// OnChanged.
func (v *VolumeRow) SetValue(value int64) {
	v.value = v.scale.nearest(value)
	v.slider.set(v.value)
	v.fail(false)
	v.settle()
}

// SetPrice shows what the quantity costs, in words made for people.
func (v *VolumeRow) SetPrice(price string) { v.price.SetText(price) }

// Failed tells whether what was typed is out of range: the field is left as it is,
// and the value is the last one that was in range.
func (v *VolumeRow) Failed() bool { return v.input.failed }

// moved follows the thumb.
func (v *VolumeRow) moved(value int64) {
	v.change(value, false)
	v.settle()
}

// typed follows the number field. The text stays as it is typed; only settle
// writes it anew, so that the caret does not jump.
func (v *VolumeRow) typed(text string) {
	typed, ok := parseDigits(text)
	if !ok || typed < v.spec.Min || typed > v.spec.Max {
		v.change(v.value, text != "")
		return
	}
	value := v.scale.nearest(typed)
	v.slider.set(value)
	v.change(value, false)
}

func (v *VolumeRow) change(value int64, failed bool) {
	if value == v.value && failed == v.input.failed {
		return
	}
	v.value = value
	v.fail(failed)
	if v.OnChanged != nil {
		v.OnChanged(value)
	}
}

// settle writes the value into the field as it counts; what is out of range is the
// person's to put right.
func (v *VolumeRow) settle() {
	if v.input.failed {
		return
	}
	text := v.spec.Format(v.value)
	if v.input.entry.Text == text {
		return
	}
	follow := v.input.onChanged
	v.input.onChanged = nil
	v.input.entry.SetText(text)
	v.input.onChanged = follow
}

func (v *VolumeRow) fail(failed bool) {
	if v.input.failed == failed {
		return
	}
	v.input.failed = failed
	v.failure.text, v.failure.Hidden = v.spec.RangeError, !failed
	v.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (v *VolumeRow) CreateRenderer() fyne.WidgetRenderer {
	return v.keep(newComposed(v.root, nil))
}

// parseDigits reads a whole number, ignoring what groups its digits. A negative
// or an overlong number is read as far beyond the bounds.
func parseDigits(text string) (int64, bool) {
	text = strings.TrimSpace(text)
	negative := strings.HasPrefix(text, "-") || strings.HasPrefix(text, "–")
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	if digits == "" || strings.ContainsFunc(text, isLetter) {
		return 0, false
	}
	digits = strings.TrimLeft(digits, "0")
	if len(digits) > maxDigits {
		digits = digits[:maxDigits]
	}
	value, err := strconv.ParseInt("0"+digits, 10, 64)
	if err != nil {
		return 0, false
	}
	if negative {
		value = -value
	}
	return value, true
}

func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
