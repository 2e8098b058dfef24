package widgets

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is the toolkit's entry without its box, which inputs here draw
// themselves: the toolkit's is higher than 32 units and has no error edge.
type Entry struct {
	widget.Entry
	onFocus func(focused bool)
}

var (
	_ fyne.Widget       = (*Entry)(nil)
	_ fyne.Shortcutable = (*Entry)(nil)
)

func newEntry(onFocus func(bool)) *Entry {
	e := &Entry{onFocus: onFocus}
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained shows the caret and the focus ring.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	e.onFocus(true)
}

// FocusLost hides them.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	e.onFocus(false)
}

// TypedKey edits the text; a function key is the window's.
func (e *Entry) TypedKey(event *fyne.KeyEvent) {
	if event.Name == fyne.KeyF5 {
		passOn(e, event)
		return
	}
	e.Entry.TypedKey(event)
}

// TypedShortcut passes on what the entry has no use for: the toolkit gives a
// focused widget every shortcut, and the window's would be lost while a person
// types.
func (e *Entry) TypedShortcut(shortcut fyne.Shortcut) {
	if edits(shortcut) {
		e.Entry.TypedShortcut(shortcut)
		return
	}
	passShortcut(e, shortcut)
}

// edits tells whether a shortcut is the entry's own: the clipboard, undo and redo
// have types of their own, and moving by words is the one custom kind.
func edits(shortcut fyne.Shortcut) bool {
	custom, ok := shortcut.(*desktop.CustomShortcut)
	if !ok {
		return true
	}
	byWords := fyne.KeyModifierShortcutDefault
	if runtime.GOOS == "darwin" {
		byWords |= fyne.KeyModifierAlt
	}
	sideways := custom.KeyName == fyne.KeyLeft || custom.KeyName == fyne.KeyRight
	return sideways && custom.Modifier&^(fyne.KeyModifierShift|byWords) == 0
}
