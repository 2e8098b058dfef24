package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestADialogKeepsTheKeyboardAndGivesItBack(t *testing.T) {
	below := NewButton(ButtonSecondary, "Below", nothing)
	window := show(t, below, 800, 600)
	c := window.Canvas()
	c.Focus(below)
	closed := 0
	yes := NewButton(ButtonPrimary, "Yes", nothing)
	d := NewDialog(DialogOptions{Title: "Sure?", Close: "Close", Width: 400, Actions: []fyne.CanvasObject{yes}, Closed: func() { closed++ }},
		NewParagraph("Nothing comes of it."))
	if d.Shown() {
		t.Error("shown before it was")
	}
	d.Hide() // there is nothing to hide
	d.Show(c, yes)
	for range 4 {
		c.(interface{ FocusNext() }).FocusNext()
		if c.Focused() == fyne.Focusable(below) {
			t.Fatal("Tab leaves the dialog")
		}
	}
	d.Hide()
	d.Hide()
	if d.Shown() || closed != 1 || c.Focused() != fyne.Focusable(below) || c.Overlays().Top() != nil {
		t.Errorf("shown %t, closed %d times, the keyboard is on %T", d.Shown(), closed, c.Focused())
	}
}

// A dialog is as high as its text, and never higher than the window.
func TestADialogFitsItsWindow(t *testing.T) {
	text := NewParagraph("One line.")
	window := show(t, NewButton(ButtonSecondary, "Below", nothing), 640, 400)
	d := NewDialog(DialogOptions{Title: "Read this", Close: "Close", Width: 480}, text)
	d.Show(window.Canvas(), nil)
	low := d.pop.Size()
	text.SetText(longText(8))
	d.Fit()
	higher := d.pop.Size()
	text.SetText(longText(200))
	d.Fit()
	highest := d.pop.Size()
	if low.Width != 480 || higher.Height <= low.Height || highest.Height != 400-2*dialogMargin {
		t.Errorf("%v, %v, %v", low, higher, highest)
	}
}

func longText(lines int) string {
	text := ""
	for range lines {
		text += "This line is long enough to fill most of the width of the dialog that it is in. "
	}
	return text
}

func TestBesideGoesUnderWhereThereIsNoRoom(t *testing.T) {
	one, two := NewBold("Business"), NewBadge("ok", "", "Best fit")
	row := Beside(8, one, two)
	show(t, row, 300, 60)
	if two.Position().X <= one.Position().X || row.MinSize().Height > 20 {
		t.Errorf("at %v, %v high", two.Position(), row.MinSize().Height)
	}
	narrow := row.MinSize().Width
	if beside := one.MinSize().Width + two.MinSize().Width; narrow >= beside {
		t.Errorf("needs %v units, and %v beside one another", narrow, beside)
	}
	row.Resize(fyne.NewSize(narrow, 60))
	if two.Position().X != 0 || two.Position().Y < one.MinSize().Height {
		t.Errorf("under it is at %v", two.Position())
	}
}

func TestATextAreaTakesLinesAndLetsTabGo(t *testing.T) {
	area := NewTextArea("Note", 3)
	after := NewButton(ButtonSecondary, "After", nothing)
	window := show(t, VStack(0, area, after), 300, 200)
	said := ""
	area.OnChanged = func(text string) { said = text }
	c := window.Canvas()
	c.Focus(area.Entry())
	area.Entry().TypedRune('a')
	area.Entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	area.Entry().TypedRune('b')
	if said != "a\nb" || area.Text() != said {
		t.Errorf("said %q", said)
	}
	if area.Entry().(fyne.Tabbable).AcceptsTab() {
		t.Error("Tab stays in the text")
	}
}
