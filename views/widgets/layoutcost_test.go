package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"billfold/resources"
	"billfold/views/theme"
)

// counted tells how often it was laid out.
type counted struct {
	base
	laid int
}

func newCounted() *counted {
	c := &counted{}
	c.ExtendBaseWidget(c)
	return c
}

func (c *counted) CreateRenderer() fyne.WidgetRenderer {
	return c.keep(&drawn{
		owner: c, paint: func() {}, layout: func(fyne.Size) { c.laid++ },
		minSize: func() fyne.Size { return fyne.NewSquareSize(1) },
	})
}

// TestNestedStacksAreLaidOutOnce holds the cost of a page to its size: were what grows
// laid out twice at each depth, it would double with each.
func TestNestedStacksAreLaidOutOnce(t *testing.T) {
	leaf := newCounted()
	var page fyne.CanvasObject = leaf
	for range 10 {
		page = VStack(theme.Gap8, HStack(theme.Gap8, NewText("Above"), Grow(NewParagraph("and beside"))), Grow(page))
	}
	show(t, Spacer(), 10, 10) // for the theme
	page.Resize(fyne.NewSize(1000, 700))
	if leaf.laid == 0 || leaf.laid > 4 {
		t.Errorf("laid out %d times at first", leaf.laid)
	}
	leaf.laid = 0
	page.Resize(fyne.NewSize(1000, 701))
	page.Refresh()
	if leaf.laid > 4 {
		t.Errorf("laid out %d times in a higher place", leaf.laid)
	}
}

// TestInputsAndScrollsHaveNoThemeOfTheirOwn is about time: with one, the toolkit forgets
// the size of every text in the window whenever such a control is refreshed.
func TestInputsAndScrollsHaveNoThemeOfTheirOwn(t *testing.T) {
	page := NewVScroll(VStack(theme.Gap8, NewField("Name"), NewTextArea("Note", 3), Fixed(manyTable(100), 0, 200)))
	show(t, page, 600, 400)
	drawnOf(page, func(object fyne.CanvasObject) {
		if _, ok := object.(*container.ThemeOverride); ok {
			t.Error("a theme of its own is in the page")
		}
	})
}

func TestAScrollHasNoDarkEdge(t *testing.T) {
	scroll := NewVScroll(Gap(100, 3000))
	show(t, scroll, 600, 400)
	scroll.ScrollToOffset(fyne.NewPos(0, 500))
	if at := scroll.Content.Position().Y; at != -500 {
		t.Errorf("the content is at %v", at)
	}
	bars := 0
	drawnOf(scroll, func(object fyne.CanvasObject) {
		switch object.(type) {
		case *canvas.LinearGradient:
			t.Error("an edge is painted")
		case desktop.Hoverable:
			bars++
		}
	})
	if bars == 0 {
		t.Error("there is no bar")
	}
}

func TestAnIconIsReadOnce(t *testing.T) {
	button, field := NewButton(ButtonSecondary, "Refresh", nil).WithIcon(resources.IconRefresh), NewField("").WithIcon(resources.IconSearch)
	show(t, HStack(theme.Gap8, button, field), 600, 400)
	refreshed := func() {
		button.Refresh()
		field.input.Refresh()
	}
	refreshed()
	if n := testing.AllocsPerRun(20, refreshed); n > 60 { // reading one takes a hundred
		t.Errorf("%v objects for what looks as before", n)
	}
}

// drawnOf visits everything visible that an object is drawn with, stock widgets entered.
func drawnOf(object fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if !object.Visible() {
		return
	}
	visit(object)
	var parts []fyne.CanvasObject
	switch o := object.(type) {
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	}
	for _, part := range parts {
		drawnOf(part, visit)
	}
}
