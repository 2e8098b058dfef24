// Package load brings data to the screen: it fetches away from the goroutine of
// the user interface, applies on it, and drops what is no longer wanted. It is
// the only place that hands work to the toolkit's goroutine.
package load

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"
)

// Scheduler decides where work runs.
type Scheduler interface {
	// Background runs f away from the user interface. It returns at once.
	Background(f func())
	// UI runs f on the goroutine of the user interface, after the functions
	// given before it. It returns at once.
	UI(f func())
}

// Fyne runs background work on goroutines and the rest on the toolkit's own.
type Fyne struct{}

var _ Scheduler = Fyne{}

// NewFyne returns the scheduler of a running application.
func NewFyne() Fyne { return Fyne{} }

// Background starts a goroutine.
func (Fyne) Background(f func()) { go f() }

// UI queues f for the toolkit's goroutine.
func (Fyne) UI(f func()) { fyne.Do(f) }

// Loader fetches one kind of thing for one page, the newest request winning.
// The zero value is not usable; see New.
type Loader[T any] struct {
	scheduler Scheduler

	mu      sync.Mutex
	request uint64
	cancel  context.CancelFunc
	ended   bool // nothing is begun any more
	closed  bool // and nothing applied
}

// New returns a loader that works through the scheduler.
func New[T any](scheduler Scheduler) *Loader[T] {
	return &Loader[T]{scheduler: scheduler}
}

// Run fetches off the user interface and applies the outcome on it. A later Run
// cancels this one's context, and its outcome is then never applied, nor is any
// after Close. After End or Close it does nothing.
func (l *Loader[T]) Run(ctx context.Context, fetch func(context.Context) (T, error), apply func(T, error)) {
	ctx, cancel := context.WithCancel(ctx)
	request, ok := l.begin(cancel)
	if !ok {
		cancel()
		return
	}
	l.scheduler.Background(func() {
		value, err := fetch(ctx)
		cancel()
		l.scheduler.UI(func() {
			if l.wanted(request) {
				apply(value, err)
			}
		})
	})
}

// Cancel drops what is running: its outcome is not applied.
func (l *Loader[T]) Cancel() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.request++
	l.cancelLocked()
}

// End cancels what is running and begins nothing any more. What came of it is applied
// still: whoever began something is told how it ended.
func (l *Loader[T]) End() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
	l.cancelLocked()
}

// Close cancels what is running; nothing is applied from now on.
func (l *Loader[T]) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended, l.closed = true, true
	l.cancelLocked()
}

func (l *Loader[T]) begin(cancel context.CancelFunc) (uint64, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		return 0, false
	}
	l.cancelLocked()
	l.request++
	l.cancel = cancel
	return l.request, true
}

func (l *Loader[T]) cancelLocked() {
	if l.cancel != nil {
		l.cancel()
	}
	l.cancel = nil
}

func (l *Loader[T]) wanted(request uint64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.closed && l.request == request
}
