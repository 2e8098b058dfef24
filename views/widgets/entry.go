package widgets

import (
	"runtime"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is the toolkit's entry without its box, which inputs here draw
// themselves: the toolkit's is higher than 32 units and has no error edge.
type Entry struct {
	widget.Entry
	onFocus func(focused bool)
	// onKey is asked before the text gets a key, Tab included; it reports whether
	// it took it. It may be nil.
	onKey func(fyne.KeyName) bool
}

var (
	_ fyne.Widget       = (*Entry)(nil)
	_ fyne.Shortcutable = (*Entry)(nil)
	_ fyne.Tabbable     = (*Entry)(nil)
)

func newEntry(onFocus func(bool)) *Entry {
	e := &Entry{onFocus: onFocus}
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer links the widget to its renderer.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer { return boxless{e.Entry.CreateRenderer()} }

// boxless draws an entry without its box and edge, which come first. A theme of its own
// that hides them would have the toolkit forget the sizes of all texts whenever the
// entry is refreshed.
type boxless struct{ fyne.WidgetRenderer }

func (r boxless) Objects() []fyne.CanvasObject {
	objects := r.WidgetRenderer.Objects()
	for len(objects) > 0 {
		if _, box := objects[0].(*canvas.Rectangle); !box {
			break
		}
		objects = objects[1:]
	}
	return objects
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

// AcceptsTab tells whether Tab is the entry's own: else it goes on to what follows,
// from several lines of text too.
func (e *Entry) AcceptsTab() bool { return e.onKey != nil }

// TypedKey edits the text; Escape and the function keys are the window's.
func (e *Entry) TypedKey(event *fyne.KeyEvent) {
	if e.onKey != nil && e.onKey(event.Name) {
		return
	}
	if slices.Contains(windowKeys, event.Name) {
		passOn(e, event)
		return
	}
	e.Entry.TypedKey(event)
}

// windowKeys are those that a text has no use for.
var windowKeys = []fyne.KeyName{
	fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
	fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12,
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
