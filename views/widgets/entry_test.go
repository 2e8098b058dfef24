package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"billfold/views/theme"
)

// shortcutApp is an application whose canvases know shortcuts, as those of the
// real driver do and those for tests do not.
type shortcutApp struct {
	fyne.App
	keys *fyne.ShortcutHandler
}

func (a shortcutApp) Driver() fyne.Driver { return shortcutDriver{a.App.Driver(), a.keys} }

type shortcutDriver struct {
	fyne.Driver
	keys *fyne.ShortcutHandler
}

func (d shortcutDriver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	return shortcutCanvas{d.Driver.CanvasForObject(o), d.keys}
}

type shortcutCanvas struct {
	fyne.Canvas
	keys *fyne.ShortcutHandler
}

func (c shortcutCanvas) TypedShortcut(shortcut fyne.Shortcut) { c.keys.TypedShortcut(shortcut) }

func TestAFocusedFieldLetsTheWindowsShortcutsThrough(t *testing.T) {
	field := NewField("Reason")
	field.SetText("more people")
	show(t, field, 240, 60)
	var keys fyne.ShortcutHandler
	overview := &desktop.CustomShortcut{KeyName: fyne.Key1, Modifier: fyne.KeyModifierShortcutDefault}
	word := &desktop.CustomShortcut{KeyName: fyne.KeyRight, Modifier: fyne.KeyModifierControl}
	reached := map[string]int{}
	for _, shortcut := range []fyne.Shortcut{overview, word, &fyne.ShortcutSelectAll{}} {
		keys.AddShortcut(shortcut, func(s fyne.Shortcut) { reached[s.ShortcutName()]++ })
	}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.ChoiceLight))
	fyne.SetCurrentApp(shortcutApp{app, &keys})
	entry := field.input.entry
	entry.TypedShortcut(overview)
	if reached[overview.ShortcutName()] != 1 {
		t.Error("Ctrl+1 does not reach the window while a field has the focus")
	}
	entry.CursorColumn = 0
	entry.TypedShortcut(word)
	if entry.CursorColumn != len("more") {
		t.Errorf("Ctrl+Right leads to column %d, want the end of the word", entry.CursorColumn)
	}
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	if entry.SelectedText() != "more people" || len(reached) != 1 {
		t.Errorf("selected %q, and the window was told of %v", entry.SelectedText(), reached)
	}
}
