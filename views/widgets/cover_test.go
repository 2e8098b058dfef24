package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestNothingBelowACoverIsPressed(t *testing.T) {
	pressed, below := 0, newCrowd(t, 50, 10)
	panel := NewCover(NewPanel(VStack(0, NewButton(ButtonSecondary, "Close", func() { pressed++ }), NewText("Details"), Spacer())))
	window := show(t, container.NewStack(below.DataTable, panel), 700, 400)
	test.TapCanvas(window.Canvas(), fyne.NewPos(100, 300))
	test.Scroll(window.Canvas(), fyne.NewPos(100, 300), 0, -200)
	if below.current != 0 || below.list.scroll.Offset.Y != 0 {
		t.Errorf("the ring is around row %d, scrolled by %v", below.current, below.list.scroll.Offset.Y)
	}
	test.TapCanvas(window.Canvas(), fyne.NewPos(100, 10))
	if pressed != 1 {
		t.Error("what is in the cover cannot be pressed")
	}
}
