package widgets

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"pgregory.net/rapid"

	"billfold/resources"
	"billfold/views/theme"
)

func TestStackGapsAreExact(t *testing.T) {
	a, hidden, b := Gap(10, 20), Gap(10, 20), Gap(30, 10)
	hidden.Hide()
	stack := VStack(theme.Gap12, a, hidden, b)
	if got := stack.MinSize(); got != fyne.NewSize(30, 42) {
		t.Errorf("least size %v, want 30x42", got)
	}
	stack.Resize(fyne.NewSize(100, 100))
	if b.Position().Y != 32 || b.Size() != fyne.NewSize(100, 10) {
		t.Errorf("second at %v of %v", b.Position(), b.Size())
	}
	row := HStack(theme.Gap8, Gap(10, 20), Grow(Gap(0, 10)), Gap(30, 10))
	row.Resize(fyne.NewSize(100, 40))
	if grown := row.Objects[1]; grown.Position().X != 18 || grown.Size().Width != 100-18-38 || grown.Position().Y != 15 {
		t.Errorf("the growing one is at %v of %v", grown.Position(), grown.Size())
	}
}

func TestColumnsGoUnderOneAnother(t *testing.T) {
	main, side := Gap(200, 300), Gap(100, 120)
	columns := Columns(900, 16, Column{Content: main}, Column{Content: side, Width: 344})
	columns.Resize(fyne.NewSize(1024, 600))
	if main.Size().Width != 664 || side.Position().X != 680 || side.Size().Width != 344 || columns.MinSize().Height != 300 {
		t.Errorf("wide: %v, %v at %v; least %v", main.Size(), side.Size(), side.Position(), columns.MinSize())
	}
	columns.Resize(fyne.NewSize(768, 600))
	if main.Size() != fyne.NewSize(768, 300) || side.Position() != fyne.NewPos(0, 316) || columns.MinSize().Height != 436 {
		t.Errorf("narrow: %v, side at %v; least %v", main.Size(), side.Position(), columns.MinSize())
	}
}

func TestParagraphWrapsToItsWidth(t *testing.T) {
	paragraph := NewParagraph("Locked until 10:57:07. Unused email and message credits lapse at each reset.")
	stack := VStack(theme.Gap8, paragraph, NewText("next"))
	show(t, stack, 240, 300)
	lines := texts(paragraph)
	if strings.Join(lines, " ") != paragraph.text || len(lines) < 2 {
		t.Errorf("lines %q", lines)
	}
	for _, seen := range VisibleTexts(paragraph) {
		if width := seen.Object.(*canvas.Text).MinSize().Width; width > 241 {
			t.Errorf("%q is %v wide", seen.Text, width)
		}
	}
	if got, want := stack.Objects[1].Position().Y, float32(len(lines))*18+8; got != want {
		t.Errorf("what follows is at %v, want %v", got, want)
	}
}

func TestWrapLosesNoWord(t *testing.T) {
	measure := func(text string) float32 { return float32(len(text)) }
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,12}`), 1, 30).Draw(t, "words")
		width := float32(rapid.IntRange(1, 40).Draw(t, "width"))
		lines := wrapText(strings.Join(words, " "), width, measure)
		if got := strings.Fields(strings.Join(lines, " ")); !slices.Equal(got, words) {
			t.Fatalf("%q became %q", words, lines)
		}
		for _, line := range lines {
			if measure(line) > width+0.5 && strings.Contains(line, " ") {
				t.Fatalf("%q is wider than %v", line, width)
			}
		}
	})
}

func TestShorten(t *testing.T) {
	measure := func(text string) float32 { return float32(len([]rune(text))) }
	for width, want := range map[float32]string{20: "Northwind", 9: "Northwind", 8: "Northwi…", 1: "…", 0: "…"} {
		if got := shorten("Northwind", width, measure); got != want {
			t.Errorf("in %v: %q, want %q", width, got, want)
		}
	}
}

func TestBannerKeepsItsWordsWhole(t *testing.T) {
	banner := NewBanner(Notice{
		Role: theme.RoleBad, Icon: resources.IconAlert, Title: "3 members are over the limit.",
		Detail: "Remove 3 members or add seats.",
	}, NewButton(ButtonSecondary, "Add 3 seats", nil))
	window := show(t, VStack(0, banner), 800, 300)
	wide := banner.Size().Height
	if got, want := texts(banner), []string{"3 members are over the limit.", "Remove 3 members or add seats.", "Add 3 seats"}; !slices.Equal(got, want) {
		t.Errorf("wide: %v, want %v", got, want)
	}
	window.Resize(fyne.NewSize(360, 300))
	joined := strings.Join(texts(banner), " ")
	if joined != "3 members are over the limit. Remove 3 members or add seats. Add 3 seats" {
		t.Errorf("narrow: %q", joined)
	}
	if wide != bannerHeight || banner.Size().Height <= wide {
		t.Errorf("height %v, then %v; want 44 and more", wide, banner.Size().Height)
	}
}

func TestWalkSkipsWhatIsHidden(t *testing.T) {
	hidden := VStack(0, NewText("secret"))
	hidden.Hide()
	card := NewCard(CardOptions{Title: "Limits", Note: "this usage cycle"}, VStack(0, NewText("Seats"), hidden))
	show(t, card, 400, 200)
	if got, want := texts(card), []string{"Limits", "this usage cycle", "Seats"}; !slices.Equal(got, want) {
		t.Errorf("sees %v, want %v", got, want)
	}
	card.SetTitle("Bounds")
	if got, want := texts(card), []string{"Bounds", "this usage cycle", "Seats"}; !slices.Equal(got, want) {
		t.Errorf("sees %v, want %v", got, want)
	}
}
