package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// press is what everything that can be pressed embeds: pointer, keyboard focus,
// Space and Enter, and being switched off.
type press struct {
	base
	outer     fyne.Widget
	onPressed func()
	refresh   func()

	hovered, focused, disabled bool
}

var (
	_ fyne.Tappable     = (*press)(nil)
	_ fyne.Focusable    = (*press)(nil)
	_ fyne.Disableable  = (*press)(nil)
	_ desktop.Hoverable = (*press)(nil)
)

// init links the outer widget; every constructor calls it.
func (p *press) init(outer fyne.Widget, onPressed func()) {
	p.ExtendBaseWidget(outer)
	p.outer, p.refresh = outer, outer.Refresh
	p.onPressed = onPressed
}

// Tapped is called when the pointer presses the widget.
func (p *press) Tapped(*fyne.PointEvent) { p.activate() }

// TypedKey presses the widget with Space or Enter.
func (p *press) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.activate()
	default:
		passOn(p.outer, event)
	}
}

// passOn gives the window a key that a focused widget has no use for: the toolkit
// gives the window only what is typed while nothing has the focus.
func passOn(from fyne.CanvasObject, event *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil {
		if typed := c.OnTypedKey(); typed != nil {
			typed(event)
		}
	}
}

// passRune is passOn for what is typed.
func passRune(from fyne.CanvasObject, typed rune) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil {
		if given := c.OnTypedRune(); given != nil {
			given(typed)
		}
	}
}

// TypedRune gives the window what is typed: what is pressed takes no text.
func (p *press) TypedRune(typed rune) { passRune(p.outer, typed) }

// FocusGained shows the focus ring.
func (p *press) FocusGained() { p.focused = true; p.refresh() }

// FocusLost hides the focus ring.
func (p *press) FocusLost() { p.focused = false; p.refresh() }

// MouseIn shows the hover colours.
func (p *press) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.refresh() }

// MouseMoved does nothing.
func (p *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides the hover colours.
func (p *press) MouseOut() { p.hovered = false; p.refresh() }

// Disabled tells whether the widget is switched off.
func (p *press) Disabled() bool { return p.disabled }

// Disable switches the widget off. The caller shows the reason beside it.
func (p *press) Disable() { p.setDisabled(true) }

// Enable switches the widget on.
func (p *press) Enable() { p.setDisabled(false) }

// SetEnabled switches the widget on or off.
func (p *press) SetEnabled(enabled bool) { p.setDisabled(!enabled) }

func (p *press) setDisabled(disabled bool) {
	if p.disabled == disabled {
		return
	}
	p.disabled = disabled
	p.refresh()
}

// takeFocus gives the keyboard to a widget that the pointer used and that arrow
// keys move on from.
func takeFocus(target fyne.Focusable) {
	object, ok := target.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(object); c != nil {
		c.Focus(target)
	}
}

// passShortcut gives the window a shortcut that a focused widget has no use for.
func passShortcut(from fyne.CanvasObject, shortcut fyne.Shortcut) {
	if window, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(fyne.Shortcutable); ok {
		window.TypedShortcut(shortcut)
	}
}

func (p *press) activate() {
	if !p.disabled && p.onPressed != nil {
		p.onPressed()
	}
}
