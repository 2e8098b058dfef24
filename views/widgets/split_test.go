package widgets

import (
	"testing"

	"billfold/views/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestASplitGivesItsPanelRoomOrLaysItOver(t *testing.T) {
	test.NewTempApp(t)
	list := Gap(100, 10)
	s := NewSplit(list, 300)
	for _, tt := range []struct {
		width, left float32
		open        bool
	}{
		{1000, 1000, false}, {1000, 1000 - 300 - theme.Gap16, true}, {800, 800, true}, {800, 800, false},
	} {
		s.Show(nil)
		if tt.open {
			s.Show(Gap(10, 10))
		}
		s.Content.Resize(fyne.NewSize(tt.width, 400))
		at, size := s.Panel().Position(), s.Panel().Size()
		if list.Size().Width != tt.left || at.X != tt.width-300 || size != fyne.NewSize(300, 400) || s.Open() != tt.open {
			t.Errorf("%v wide: the list is %v wide, the panel is %v at %v, open: %t", tt.width, list.Size().Width, size, at, s.Open())
		}
	}
}
