package load

import "sync/atomic"

// Progress returns what is told how far something is, on any goroutine and as often as that
// likes. What was told last is shown on the goroutine of the user interface, and never more
// than one waits to be.
func Progress(scheduler Scheduler, show func(done, total int)) func(done, total int) {
	type progress struct{ done, total int }
	var newest atomic.Pointer[progress]
	return func(done, total int) {
		if newest.Swap(&progress{done, total}) != nil {
			return // the one before was not shown yet
		}
		scheduler.UI(func() {
			at := newest.Swap(nil)
			show(at.done, at.total)
		})
	}
}
