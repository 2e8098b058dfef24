package app

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// recorder stands for the toolkit, whose queue is not worked off yet.
type recorder struct{ queued []func() }

func (r *recorder) Background(f func()) { go f() }
func (r *recorder) UI(f func())         { r.queued = append(r.queued, f) }

func TestOpeningShowsWhatIsReadBeforeTheFirstFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		toolkit := &recorder{}
		o := newOpening(toolkit)
		var order []string
		o.Background(func() {
			time.Sleep(5 * time.Millisecond)
			o.UI(func() {
				order = append(order, "page")
				o.Background(func() { o.UI(func() { order = append(order, "changes") }) })
			})
		})
		o.UI(func() { order = append(order, "frame") })
		o.finish(time.Second)
		if want := []string{"frame", "page", "changes"}; !slices.Equal(order, want) {
			t.Errorf("%v, want %v", order, want)
		}
		o.UI(func() {})
		if len(toolkit.queued) != 1 {
			t.Error("what comes later is not the toolkit's")
		}
	})
}

func TestOpeningDoesNotWaitForTheNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		toolkit := &recorder{}
		o := newOpening(toolkit)
		o.Background(func() {
			time.Sleep(time.Minute)
			o.UI(func() {})
		})
		start := time.Now()
		o.finish(100 * time.Millisecond)
		if took := time.Since(start); took != 100*time.Millisecond {
			t.Errorf("waited %v", took)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(toolkit.queued) != 1 {
			t.Errorf("%d functions reached the toolkit, want the late one", len(toolkit.queued))
		}
	})
}
