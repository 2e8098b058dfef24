package settings

import "sync"

// latest is what was chosen last, and is written where that is waited for: one at a time,
// so that it is also what stays, in whichever order the writers come to it.
type latest[T any] struct {
	writing, mu sync.Mutex
	chosen      T
}

// choose is for the goroutine of the user interface, before a writer begins.
func (l *latest[T]) choose(chosen T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.chosen = chosen
}

// write has the newest choice written.
func (l *latest[T]) write(write func(T)) {
	l.writing.Lock()
	defer l.writing.Unlock()
	l.mu.Lock()
	chosen := l.chosen
	l.mu.Unlock()
	write(chosen)
}
