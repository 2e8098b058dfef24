package widgets

import (
	"image/color"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"billfold/resources"
	"billfold/views/theme"
)

// TestMain sets the theme before any widget is built, as the application does.
func TestMain(m *testing.M) {
	test.NewApp().Settings().SetTheme(theme.New(theme.ChoiceLight))
	m.Run()
}

// use changes the theme for the rest of a test.
func use(t *testing.T, choice theme.Choice) {
	t.Helper()
	settings := fyne.CurrentApp().Settings()
	settings.SetTheme(theme.New(choice))
	t.Cleanup(func() { settings.SetTheme(theme.New(theme.ChoiceLight)) })
}

// show puts an object into a window.
func show(t *testing.T, object fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	window := test.NewTempWindow(t, object)
	window.SetPadded(false)
	use(t, theme.ChoiceLight)
	window.Resize(fyne.NewSize(width, height))
	return window
}

func key(target fyne.Focusable, names ...fyne.KeyName) {
	for _, name := range names {
		target.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func texts(object fyne.CanvasObject) []string {
	var list []string
	for _, seen := range VisibleTexts(object) {
		list = append(list, seen.Text)
	}
	return list
}

func TestButtonPresses(t *testing.T) {
	pressed := 0
	button := NewButton(ButtonPrimary, "Pay $37.42", func() { pressed++ })
	show(t, button, 200, 40)
	test.Tap(button)
	key(button, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyA)
	if pressed != 4 {
		t.Errorf("pressed %d times, want 4: by pointer, Space, Return and Enter", pressed)
	}
	button.Disable()
	test.Tap(button)
	key(button, fyne.KeySpace)
	if pressed != 4 {
		t.Error("a disabled button was pressed")
	}
}

func TestTabGoesPastDisabledButtons(t *testing.T) {
	first, off, last := NewButton(ButtonSecondary, "Back", nil), NewButton(ButtonSecondary, "Export", nil), NewButton(ButtonPrimary, "Pay", nil)
	off.Disable()
	window := show(t, HStack(theme.Gap8, first, off, last), 400, 40)
	for i, want := range []fyne.Focusable{first, last, first} {
		window.Canvas().FocusNext()
		if got := window.Canvas().Focused(); got != want {
			t.Errorf("step %d: focus is on %v, want %v", i, got, want)
		}
	}
}

func TestButtonHeights(t *testing.T) {
	for _, height := range []float32{ButtonNormal, ButtonSmall, ButtonLarge} {
		if got := NewButton(ButtonSecondary, "Back", nil).Sized(height).MinSize().Height; got != height {
			t.Errorf("height %v, want %v", got, height)
		}
	}
	icon := NewIconButton(resources.IconClose, "Close", nil)
	if got := icon.MinSize(); got != fyne.NewSquareSize(ButtonNormal) {
		t.Errorf("an icon button is %v, want square", got)
	}
	if got := texts(icon); len(got) != 0 || icon.Label() != "Close" {
		t.Errorf("an icon button shows %v and is called %q", got, icon.Label())
	}
}

func TestAnotherThemeRepaints(t *testing.T) {
	button := NewButton(ButtonPrimary, "Pay", nil)
	window := show(t, VStack(theme.Gap8, button, NewBadge(theme.RoleOK, resources.IconCheck, "Paid"), NewText("Team")), 300, 200)
	colors := func() (found []color.Color) {
		Walk(window.Content(), func(o fyne.CanvasObject) {
			if text, ok := o.(*canvas.Text); ok {
				found = append(found, text.Color)
			}
		})
		return found
	}
	light := []color.Color{theme.Light.OnPrimary.RGBA(), theme.Light.OK.Text.RGBA(), theme.Light.Text.RGBA()}
	contrast := []color.Color{theme.Contrast.OnPrimary.RGBA(), theme.Contrast.OK.Text.RGBA(), theme.Contrast.Text.RGBA()}
	if got := colors(); !slices.Equal(got, light) {
		t.Errorf("light: %v, want %v", got, light)
	}
	use(t, theme.ChoiceContrast)
	if got := colors(); !slices.Equal(got, contrast) {
		t.Errorf("contrast: %v, want %v", got, contrast)
	}
}

func TestNavItem(t *testing.T) {
	went := 0
	item := NewNavItem(resources.IconPlan, "Plan", func() { went++ })
	show(t, item, 192, 32)
	key(item, fyne.KeyReturn)
	test.Tap(item)
	if went != 2 {
		t.Errorf("went %d times, want 2", went)
	}
	item.SetSelected(true)
	if !item.selected || item.Label() != "Plan" {
		t.Error("the item does not know that it is selected, or its name")
	}
	if got := item.MinSize().Height; got != theme.ControlHeight {
		t.Errorf("%v high, want %v", got, theme.ControlHeight)
	}
}

func TestSegmentedByPointerAndKeys(t *testing.T) {
	var chosen []int
	segmented := NewSegmented([]string{"Strategic", "Temporary", "Corrective"}, 0, func(i int) { chosen = append(chosen, i) })
	show(t, segmented, 330, 32)
	test.TapAt(segmented, fyne.NewPos(325, 16))
	key(segmented, fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
	if want := []int{2, 1, 0}; !slices.Equal(chosen, want) {
		t.Errorf("chose %v, want %v", chosen, want)
	}
	segmented.SetSelected(2)
	if len(chosen) != 3 || segmented.selected != 2 {
		t.Error("SetSelected told, or did not select")
	}
}

func TestRadioGroupByPointerAndKeys(t *testing.T) {
	var chosen []int
	group := NewRadioGroup([]RadioOption{
		{Icon: resources.IconPayments, Title: "Visa ending 4242", Note: "08/2028"},
		{Icon: resources.IconPayments, Title: "Visa ending 1111", Note: "expired", Disabled: true},
		{Icon: resources.IconBank, Title: "Account balance", Note: "$240.00"},
	}, 0, func(i int) { chosen = append(chosen, i) })
	window := show(t, group, 340, 160)
	window.Canvas().FocusNext()
	key(window.Canvas().Focused(), fyne.KeyDown) // past the one that is off
	key(window.Canvas().Focused(), fyne.KeyDown) // nothing further
	key(window.Canvas().Focused(), fyne.KeyUp)
	test.TapCanvas(window.Canvas(), fyne.NewPos(60, 44+8+20)) // off
	test.TapCanvas(window.Canvas(), fyne.NewPos(60, 2*(44+8)+20))
	if want := []int{2, 0, 2}; !slices.Equal(chosen, want) {
		t.Errorf("chose %v, want %v", chosen, want)
	}
	if got := group.selected; got != 2 {
		t.Errorf("selected %d, want 2", got)
	}
}

func TestSelect(t *testing.T) {
	var chosen []int
	box := NewSelect([]string{"Germany", "France", "Japan"}, 0, func(i int) { chosen = append(chosen, i) })
	window := show(t, box, 200, 300)
	key(box, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp)
	if want := []int{1, 0}; !slices.Equal(chosen, want) {
		t.Errorf("keys chose %v, want %v", chosen, want)
	}
	key(box, fyne.KeySpace)
	if len(window.Canvas().Overlays().List()) != 1 {
		t.Fatal("Space opened no menu")
	}
	menu := window.Canvas().Focused()
	key(menu, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if got := box.selected; got != 2 {
		t.Errorf("the menu chose %d, want 2", got)
	}
	if got := texts(box); !slices.Equal(got, []string{"Japan"}) {
		t.Errorf("shows %v", got)
	}
}

func TestCheck(t *testing.T) {
	var told []bool
	check := NewCheck("I have seen the new price", func(checked bool) { told = append(told, checked) })
	show(t, check, 300, 24)
	test.Tap(check)
	key(check, fyne.KeySpace)
	check.SetChecked(true)
	if !slices.Equal(told, []bool{true, false}) || !check.checked {
		t.Errorf("told %v, checked %t", told, check.checked)
	}
	check.Disable()
	test.Tap(check)
	if len(told) != 2 || !check.checked {
		t.Error("a disabled box changed")
	}
}

func TestThePointerHandsOverToTheArrowKeys(t *testing.T) {
	segmented := NewSegmented([]string{"Monthly", "Yearly"}, 0, nil)
	window := show(t, segmented, 200, 32)
	test.TapAt(segmented, fyne.NewPos(190, 16))
	if window.Canvas().Focused() != fyne.Focusable(segmented) {
		t.Fatal("a tapped switch has no focus")
	}
	key(window.Canvas().Focused(), fyne.KeyLeft)
	if segmented.selected != 0 {
		t.Error("Left did not go back")
	}
}

func TestDisclosure(t *testing.T) {
	d := NewDisclosure(DisclosureLabels{"How computed", "Hide"}, NewText("50 seats"), NewText("286.62"), NewMonoParagraph("50 * 18.00"))
	toggled := 0
	d.OnToggled = func(bool) { toggled++ }
	window := show(t, d, 400, 200)
	closed := d.MinSize().Height
	if got, want := texts(d), []string{"50 seats", "How computed", "286.62"}; !slices.Equal(got, want) {
		t.Errorf("closed: %v, want %v", got, want)
	}
	window.Canvas().FocusNext()
	key(window.Canvas().Focused(), fyne.KeySpace)
	if got, want := texts(d), []string{"50 seats", "Hide", "286.62", "50 * 18.00"}; !slices.Equal(got, want) {
		t.Errorf("open: %v, want %v", got, want)
	}
	if !d.open || toggled != 1 || d.MinSize().Height <= closed {
		t.Errorf("open %t, toggled %d, height %v after %v", d.open, toggled, d.MinSize().Height, closed)
	}
}
