package load

import "sync"

// Manual is the scheduler of tests: it runs nothing until it is drained, and
// then on the test's own goroutine.
type Manual struct {
	mu    sync.Mutex
	queue []func()
}

var _ Scheduler = (*Manual)(nil)

// NewManual returns an empty queue.
func NewManual() *Manual { return &Manual{} }

// Background queues f.
func (m *Manual) Background(f func()) { m.push(f) }

// UI queues f.
func (m *Manual) UI(f func()) { m.push(f) }

// Step runs the oldest function in the queue and reports whether there was one.
func (m *Manual) Step() bool {
	m.mu.Lock()
	if len(m.queue) == 0 {
		m.mu.Unlock()
		return false
	}
	f := m.queue[0]
	m.queue = m.queue[1:]
	m.mu.Unlock()
	f()
	return true
}

// Drain runs what is queued, and what that queues, until nothing is left.
func (m *Manual) Drain() {
	for m.Step() {
	}
}

func (m *Manual) push(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queue = append(m.queue, f)
}
