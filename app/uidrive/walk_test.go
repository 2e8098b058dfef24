//go:build uidrive

package uidrive

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func open(t *testing.T, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(300, 200))
	return w
}

// textOf is the one text that reads so, or nil.
func textOf(w Window, words string) *Text {
	for _, t := range w.Texts {
		if t.Text == words {
			return &t
		}
	}
	return nil
}

func TestLookListsWhatIsDrawn(t *testing.T) {
	pay := widget.NewButton("Pay $37.42", nil)
	off := widget.NewButton("Choose Team", nil)
	off.Disable()
	hidden := widget.NewLabel("Nothing")
	hidden.Hide()
	entry := widget.NewEntry()
	entry.SetText("northwind")
	secret := widget.NewPasswordEntry()
	secret.SetText("swordfish")
	w := open(t, container.NewVBox(canvas.NewText("Overview", theme.Color(theme.ColorNameForeground)), pay, off, hidden, entry, secret))

	seen := lookAt("Billfold", w.Canvas())
	for words, enabled := range map[string]bool{"Overview": true, "Pay $37.42": true, "Choose Team": false, "northwind": true} {
		switch found := textOf(seen, words); {
		case found == nil:
			t.Errorf("%q is not listed in %+v", words, seen.Texts)
		case found.Enabled != enabled || found.Window != "Billfold":
			t.Errorf("%q is %+v, want enabled %v", words, found, enabled)
		}
	}
	for _, words := range []string{"Nothing", "swordfish"} {
		if textOf(seen, words) != nil {
			t.Errorf("%q is listed and cannot be seen", words)
		}
	}
}

func TestLookGivesTheFocus(t *testing.T) {
	pay := widget.NewButton("Pay $37.42", nil)
	w := open(t, container.NewVBox(widget.NewButton("Keep", nil), pay))
	w.Canvas().Focus(pay)

	seen := lookAt("", w.Canvas())
	if seen.Focus == nil || seen.Focus.Text != "Pay $37.42" {
		t.Fatalf("focus %+v, want the button", seen.Focus)
	}
	if !textOf(seen, "Pay $37.42").Focused || textOf(seen, "Keep").Focused {
		t.Errorf("focused texts are %+v", seen.Texts)
	}
	w.Canvas().Focus(nil)
	if seen = lookAt("", w.Canvas()); seen.Focus != nil {
		t.Errorf("focus %+v, want none", seen.Focus)
	}
}

func TestLookClipsWhatIsScrolledAway(t *testing.T) {
	rows := container.NewVBox()
	for _, words := range []string{"first", "second", "third", "last"} {
		space := canvas.NewRectangle(theme.Color(theme.ColorNameBackground))
		space.SetMinSize(fyne.NewSize(10, 70))
		rows.Add(container.NewVBox(widget.NewLabel(words), space))
	}
	scroll := container.NewVScroll(rows)
	w := open(t, scroll)

	seen := lookAt("", w.Canvas())
	if textOf(seen, "first") == nil || textOf(seen, "last") != nil {
		t.Errorf("before scrolling: %+v", seen.Texts)
	}
	scroll.ScrollToBottom()
	seen = lookAt("", w.Canvas())
	if textOf(seen, "first") != nil || textOf(seen, "last") == nil {
		t.Errorf("after scrolling: %+v", seen.Texts)
	}
	for _, text := range seen.Texts {
		if text.Y < 0 || text.Y+text.H > 200 {
			t.Errorf("%+v lies outside the window", text)
		}
	}
}

func TestLookJoinsTheRowsOfASentence(t *testing.T) {
	const sentence = "The price is held for fifteen minutes and then quoted anew before anything is charged"
	label := widget.NewLabel(sentence)
	label.Wrapping = fyne.TextWrapWord
	w := open(t, container.NewVBox(label))

	found := textOf(lookAt("", w.Canvas()), sentence)
	if found == nil {
		t.Fatalf("not listed whole: %+v", lookAt("", w.Canvas()).Texts)
	}
	if found.H < 2*int(theme.TextSize()) {
		t.Errorf("%+v is one row high", found)
	}
}

func TestLookBehindOverlays(t *testing.T) {
	w := open(t, container.NewVBox(widget.NewButton("Pay", nil)))
	menu := widget.NewPopUp(widget.NewLabel("Fabrikam"), w.Canvas())
	menu.Show()
	seen := lookAt("", w.Canvas())
	if pay := textOf(seen, "Pay"); pay == nil || pay.Enabled {
		t.Errorf("below a pop-up the button is %+v, want visible and out of reach", pay)
	}
	if found := textOf(seen, "Fabrikam"); found == nil || !found.Enabled {
		t.Errorf("the pop-up's text is %+v", found)
	}
	menu.Hide()

	widget.ShowModalPopUp(widget.NewLabel("Confirm"), w.Canvas())
	seen = lookAt("", w.Canvas())
	if textOf(seen, "Pay") != nil || textOf(seen, "Confirm") == nil {
		t.Errorf("under a modal pop-up: %+v", seen.Texts)
	}
}

func TestLookCountsInPixels(t *testing.T) {
	content := container.NewWithoutLayout(widget.NewButton("Pay", nil))
	content.Objects[0].Resize(fyne.NewSize(100, 40))
	content.Objects[0].Move(fyne.NewPos(50, 20))
	w := open(t, content)
	one := textOf(lookAt("", w.Canvas()), "Pay")
	scaled, ok := w.Canvas().(interface{ SetScale(float32) })
	if !ok {
		t.Fatalf("%T cannot be scaled", w.Canvas())
	}
	scaled.SetScale(2)
	two := textOf(lookAt("", w.Canvas()), "Pay")
	if one.X < 50 || one.X+one.W > 150 || two.X < 2*one.X-1 || two.X > 2*one.X+1 {
		t.Errorf("at scale 1 %+v, at scale 2 %+v", one, two)
	}
}
