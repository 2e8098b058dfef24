package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

// Field is one line of input with its label above and an error below.
type Field struct {
	base
	// OnChanged is called with the text after each edit; it may be nil.
	OnChanged func(text string)
	// OnSubmitted is called with the text on Enter; it may be nil.
	OnSubmitted func(text string)
	// OnLeft is called when the keyboard leaves the field; it may be nil.
	OnLeft func()

	label   *Text
	input   *input
	message *Paragraph
	failure string
	told    bool // what is wrong is said elsewhere
}

var _ fyne.Widget = (*Field)(nil)

// NewField returns an empty field. An empty label takes no room.
func NewField(label string) *Field {
	f := &Field{label: NewCaption(label), input: newInput(), message: NewCaptionParagraph("")}
	f.input.onChanged = func(text string) {
		if f.OnChanged != nil {
			f.OnChanged(text)
		}
	}
	f.input.entry.OnSubmitted = func(text string) {
		if f.OnSubmitted != nil {
			f.OnSubmitted(text)
		}
	}
	f.input.onFocus = func(focused bool) {
		if !focused && f.OnLeft != nil {
			f.OnLeft()
		}
	}
	f.ExtendBaseWidget(f)
	return f
}

// SetLabel says something else above the box.
func (f *Field) SetLabel(label string) { f.label.SetText(label) }

// SetProved ticks what is typed as being in the form that it should have.
func (f *Field) SetProved(proved bool) {
	if f.input.proved == proved {
		return
	}
	f.input.proved = proved
	f.input.Refresh()
}

// WithIcon puts an icon into the box, at its left, and returns the field.
func (f *Field) WithIcon(icon resources.Icon) *Field {
	f.input.icon = icon
	return f
}

// ToldElsewhere has the box marked as wrong only: the caller says why, where it moves
// nothing. It returns the field.
func (f *Field) ToldElsewhere() *Field {
	f.told = true
	return f
}

// AsNumber aligns what is typed to the right, as numbers are, and returns the field.
func (f *Field) AsNumber() *Field {
	f.input.numeric = true
	return f
}

// Disable keeps anything from being typed; the caller says why beside it.
func (f *Field) Disable() { f.input.entry.Disable() }

// Enable lets it be typed again.
func (f *Field) Enable() { f.input.entry.Enable() }

// WithPlaceholder shows a text while the field is empty and returns the field.
func (f *Field) WithPlaceholder(text string) *Field {
	f.input.entry.SetPlaceHolder(text)
	return f
}

// Text returns what was typed.
func (f *Field) Text() string { return f.input.entry.Text }

// SetText replaces what was typed.
func (f *Field) SetText(text string) { f.input.entry.SetText(text) }

// Entry is what the keyboard goes to.
func (f *Field) Entry() fyne.Focusable { return f.input.entry }

// WithUnit makes the field one for numbers: they stand at its right, before the unit
// that they are in. It returns the field.
func (f *Field) WithUnit(unit string) *Field {
	f.input.unit = unit
	return f.AsNumber()
}

// SetError marks the field as wrong and says why below; empty clears it.
func (f *Field) SetError(text string) {
	if f.failure == text {
		return
	}
	f.failure = text
	f.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	root := VStack(theme.Gap4, f.label, f.input, f.message)
	return f.keep(newComposed(root, func() {
		f.label.Hidden = f.label.text == ""
		f.message.text, f.message.Color, f.message.Hidden = f.failure, theme.RoleBad.Text(), f.told || f.failure == ""
		f.input.failed = f.failure != ""
		f.input.Refresh()
	}))
}
