package load

import (
	"slices"
	"testing"
)

func TestOnlyTheNewestProgressIsShown(t *testing.T) {
	scheduler := NewManual()
	var shown []int
	told := Progress(scheduler, func(done, total int) { shown = append(shown, done*10+total) })
	for done := range 5 {
		told(done, 7)
	}
	scheduler.Drain()
	told(6, 8)
	scheduler.Drain()
	if !slices.Equal(shown, []int{47, 68}) {
		t.Errorf("shown %v, want the newest of each time", shown)
	}
}
