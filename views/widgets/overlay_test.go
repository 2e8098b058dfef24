package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/resources"
	"billfold/views/theme"
)

func TestAnOverlayPutsItsContentWhereItSays(t *testing.T) {
	anchor := NewButton(ButtonSecondary, "Team", nil)
	window := show(t, HStack(0, Spacer(), anchor), 1000, 600)
	right := anchor.Position().X + anchor.Size().Width
	for name, c := range map[string]struct {
		place OverlayPlace
		least fyne.Size
		at    fyne.Position
		size  fyne.Size
	}{
		"in the middle":      {Centered(400), fyne.NewSize(100, 200), fyne.NewPos(300, 200), fyne.NewSize(400, 200)},
		"as high as it gets": {Centered(400), fyne.NewSize(100, 900), fyne.NewPos(300, 24), fyne.NewSize(400, 552)},
		"hanging":            {Hanging(400, 96), fyne.NewSize(100, 200), fyne.NewPos(300, 96), fyne.NewSize(400, 200)},
		"hanging, too high":  {Hanging(400, 96), fyne.NewSize(100, 900), fyne.NewPos(300, 96), fyne.NewSize(400, 480)},
		"under something": {
			Under(anchor, 300), fyne.NewSize(100, 200),
			fyne.NewPos(right-300, fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor).Y+anchor.Size().Height+4), fyne.NewSize(300, 200),
		},
	} {
		content := Fixed(NewText(""), c.least.Width, c.least.Height)
		overlay := NewOverlay(content, c.place, nothing)
		window.Canvas().Overlays().Add(overlay)
		if content.Position() != c.at || content.Size() != c.size {
			t.Errorf("%s: at %v, %v large; want %v, %v", name, content.Position(), content.Size(), c.at, c.size)
		}
		window.Canvas().Overlays().Remove(overlay)
	}
}

func TestAPressBesideAnOverlayIsTold(t *testing.T) {
	window := show(t, Gap(0, 0), 600, 400)
	outside := 0
	overlay := NewOverlay(Fixed(NewText("Read this"), 0, 200), Centered(300), func() { outside++ }).WithScrim()
	window.Canvas().Overlays().Add(overlay)
	test.TapAt(overlay, fyne.NewPos(300, 200))
	if outside != 0 {
		t.Error("a press on the content was told")
	}
	test.TapAt(overlay, fyne.NewPos(20, 20))
	if outside != 1 {
		t.Errorf("told %d times", outside)
	}
	if got := texts(overlay); !slices.Equal(got, []string{"Read this"}) {
		t.Errorf("shows %q", got)
	}
}

func TestAPromptSaysAsMuchAsFits(t *testing.T) {
	prompt := NewPrompt(PromptWords{Long: "Search or run a command", Short: "Search", Key: "Ctrl K"}, nil)
	for width, want := range map[float32][]string{
		PromptWidth: {"Search or run a command", "Ctrl K"}, 160: {"Search", "Ctrl K"}, PromptShort: {"Search"}, PromptLeast: nil,
	} {
		show(t, prompt, width, theme.ControlHeight)
		if got := texts(prompt); !slices.Equal(got, want) {
			t.Errorf("%v wide it says %q, want %q", width, got, want)
		}
		if misfits := Misfits(prompt); len(misfits) > 0 {
			t.Errorf("%v wide: %s", width, misfits)
		}
	}
}

func TestAPromptIsPressed(t *testing.T) {
	pressed := 0
	prompt := NewPrompt(PromptWords{Long: "Search"}, func() { pressed++ })
	show(t, prompt, PromptWidth, theme.ControlHeight)
	test.Tap(prompt)
	key(prompt, fyne.KeyReturn)
	if pressed != 2 {
		t.Errorf("pressed %d times", pressed)
	}
}

func TestAQueryGivesItsKeysAwayFirst(t *testing.T) {
	var typed []string
	var keys []fyne.KeyName
	query := NewQuery("Search", func(text string) { typed = append(typed, text) }, func(name fyne.KeyName) bool {
		keys = append(keys, name)
		return name != fyne.KeyBackspace
	})
	window := show(t, query, 300, 40)
	var passed []fyne.KeyName
	window.Canvas().SetOnTypedKey(func(event *fyne.KeyEvent) { passed = append(passed, event.Name) })
	entry := query.Entry()
	if tabs, ok := entry.(fyne.Tabbable); !ok || !tabs.AcceptsTab() {
		t.Error("Tab leaves it")
	}
	test.Type(entry, "ab")
	key(entry, fyne.KeyDown, fyne.KeyTab, fyne.KeyBackspace)
	if query.Text() != "a" || !slices.Equal(typed, []string{"a", "ab", "a"}) {
		t.Errorf("holds %q, told %q", query.Text(), typed)
	}
	if !slices.Equal(keys, []fyne.KeyName{fyne.KeyDown, fyne.KeyTab, fyne.KeyBackspace}) || len(passed) != 0 {
		t.Errorf("asked about %v, passed on %v", keys, passed)
	}
}

func TestAnEntryPassesOnWhatIsTheWindows(t *testing.T) {
	field := NewField("")
	window := show(t, field, 240, 60)
	var passed []fyne.KeyName
	window.Canvas().SetOnTypedKey(func(event *fyne.KeyEvent) { passed = append(passed, event.Name) })
	key(field.input.entry, fyne.KeyEscape, fyne.KeyF1, fyne.KeyF8, fyne.KeyHome)
	if want := []fyne.KeyName{fyne.KeyEscape, fyne.KeyF1, fyne.KeyF8}; !slices.Equal(passed, want) {
		t.Errorf("passed on %v, want %v", passed, want)
	}
	if field.input.entry.AcceptsTab() {
		t.Error("Tab stays in a field")
	}
}

func TestWhatIsPressedPassesOnWhatIsTyped(t *testing.T) {
	button := NewButton(ButtonSecondary, "Refresh", nil)
	window := show(t, button, 200, 40)
	var typed []rune
	window.Canvas().SetOnTypedRune(func(r rune) { typed = append(typed, r) })
	button.TypedRune('?')
	if !slices.Equal(typed, []rune{'?'}) {
		t.Errorf("passed on %q", typed)
	}
}

func TestAReaderIsScrolledByKeyboard(t *testing.T) {
	lines := VStack(0)
	for range 40 {
		lines.Add(NewText("A line of a licence"))
	}
	reader := NewReader(lines)
	window := show(t, reader, 300, 200)
	window.Canvas().Focus(reader)
	offset := func() float32 { return reader.scroll.Offset.Y }
	key(reader, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if offset() != readerStep {
		t.Errorf("at %v after one step", offset())
	}
	key(reader, fyne.KeyEnd)
	end := offset()
	if end != 40*18-reader.scroll.Size().Height {
		t.Errorf("the end is %v", end)
	}
	key(reader, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyHome)
	if offset() != 0 {
		t.Errorf("at %v after Home", offset())
	}
	var passed []fyne.KeyName
	window.Canvas().SetOnTypedKey(func(event *fyne.KeyEvent) { passed = append(passed, event.Name) })
	key(reader, fyne.KeyEscape)
	if !slices.Equal(passed, []fyne.KeyName{fyne.KeyEscape}) {
		t.Errorf("passed on %v", passed)
	}
}

func TestANavItemSaysWhatNeedsAttention(t *testing.T) {
	item := NewNavItem(resources.IconSeats, "Seats", nil)
	show(t, item, 192, 32)
	plain := item.MinSize().Width
	item.SetMark(NavMark{Role: theme.RoleBad, Text: "3", Words: "3 members are over the limit"})
	if got := texts(item); !slices.Equal(got, []string{"Seats", "3"}) {
		t.Errorf("shows %q", got)
	}
	if got := item.AccessibilityLabel(); got != "Seats: 3 members are over the limit" {
		t.Errorf("says %q", got)
	}
	if item.MinSize().Width <= plain {
		t.Error("the mark has no room")
	}
	item.SetMark(NavMark{})
	if got := texts(item); !slices.Equal(got, []string{"Seats"}) || item.AccessibilityLabel() != "Seats" || item.MinSize().Width != plain {
		t.Errorf("without a mark: shows %q, says %q", got, item.AccessibilityLabel())
	}
}

// What is said may be long, and a toast is not as wide as the window.
func TestAToastWraps(t *testing.T) {
	short := NewToast(ToastContent{Icon: resources.IconCheckCircle, Text: "Copied NWT-0011", Close: "Close"})
	long := NewToast(ToastContent{
		Icon: resources.IconInfo, Close: "Close", Action: "Undo",
		Text: "Something unexpected went wrong in Billfold. If you were paying, look into the history before trying again; the log has the details.",
	})
	window := show(t, VStack(8, HStack(0, short), HStack(0, long)), 700, 200)
	if got := short.MinSize(); got.Height != theme.LargeHeight {
		t.Errorf("a short one is %v", got)
	}
	if got := long.MinSize(); got.Height <= theme.LargeHeight || got.Width > 560 {
		t.Errorf("a long one is %v", got)
	}
	if misfits := Misfits(window.Content()); len(misfits) > 0 {
		t.Error(misfits)
	}
}
