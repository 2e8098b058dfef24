package app

import (
	"sync"
	"time"

	"billfold/views/load"
)

// opening is the scheduler of the time before the window is on the screen: what
// the saved copy has to say is put into the window first, so that the first
// frame shows it, and no empty one is drawn before. Then it is the toolkit's.
type opening struct {
	toolkit load.Scheduler

	mu      sync.Mutex
	opened  bool
	reading int           // functions that run in the background
	queue   []func()      // for the goroutine that opens
	news    chan struct{} // holds a token when something was queued or read
}

func newOpening(toolkit load.Scheduler) *opening {
	return &opening{toolkit: toolkit, news: make(chan struct{}, 1)}
}

// Background runs f on a goroutine of its own.
func (o *opening) Background(f func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.opened {
		o.toolkit.Background(f)
		return
	}
	o.reading++
	o.toolkit.Background(func() {
		f()
		o.mu.Lock()
		defer o.mu.Unlock()
		o.reading--
		o.tell()
	})
}

// UI runs f on the goroutine that opens, and on the toolkit's after that.
func (o *opening) UI(f func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.opened {
		o.toolkit.UI(f)
		return
	}
	o.queue = append(o.queue, f)
	o.tell()
}

func (o *opening) tell() {
	select {
	case o.news <- struct{}{}:
	default:
	}
}

// finish runs what is queued until nothing is read any more, no longer than the
// limit: what takes longer, as the network does, comes when the window is there.
func (o *opening) finish(limit time.Duration) {
	over := time.NewTimer(limit)
	defer over.Stop()
	for {
		f, more := o.next()
		if f != nil {
			f()
			continue
		}
		if !more {
			break
		}
		select {
		case <-o.news:
		case <-over.C:
			o.handOver()
			return
		}
	}
	o.handOver()
}

// next is what to run now; more tells whether something may still come.
func (o *opening) next() (f func(), more bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.queue) == 0 {
		return nil, o.reading > 0
	}
	f = o.queue[0]
	o.queue = o.queue[1:]
	return f, true
}

// handOver leaves everything from now on to the toolkit.
func (o *opening) handOver() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.opened = true
	for _, f := range o.queue {
		o.toolkit.UI(f)
	}
	o.queue = nil
}
