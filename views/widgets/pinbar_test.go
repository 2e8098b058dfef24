package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/views/theme"
)

func pinnedPage(t *testing.T) (*Button, *fyne.Container, fyne.Window) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.ChoiceLight))
	button := NewButton(ButtonPrimary, "Pay $37.42", nil)
	bar := NewPinBar(button)
	bar.SetDue("Amount due now: $37.42")
	bar.Say("Price held until 10:57:07.", theme.ColorMuted)
	page := bar.Around(VStack(0, Gap(300, 300), bar.Home))
	window := test.NewTempWindow(t, page)
	window.SetPadded(false)
	return button, page, window
}

func TestPinBarIsPinnedOnlyWhereThePageDoesNotFit(t *testing.T) {
	button, page, window := pinnedPage(t)
	for _, height := range []float32{600, 200, 600, 340} {
		window.Resize(fyne.NewSize(700, height))
		pinned := height < 400
		if got := slices.Contains(textsOf(page), "Amount due now: $37.42"); got != pinned {
			t.Errorf("%v high: pinned %t, want %t", height, got, pinned)
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
		if bottom := at.Y + button.Size().Height; bottom > height || button.Size().Height == 0 {
			t.Errorf("%v high: the button ends at %v", height, bottom)
		}
	}
}

func TestPinBarLeavesThePageWhereItWasScrolledTo(t *testing.T) {
	_, page, window := pinnedPage(t)
	window.Resize(fyne.NewSize(700, 200))
	scroll := page.Layout.(*pinLayout).scroll
	scroll.ScrollToBottom()
	bottom := scroll.Offset
	page.Refresh()
	if scroll.Offset != bottom || bottom.Y == 0 {
		t.Errorf("scrolled to %v, after a refresh it is %v", bottom, scroll.Offset)
	}
}
