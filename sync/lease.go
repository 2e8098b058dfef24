package sync

import (
	"fmt"
	"sync"

	"billfold/billing"

	"github.com/gofrs/flock"
)

// lease keeps two processes on one home from acting on the outbox at the same
// time: one could give up what the other is about to send. Within a process it
// is shared; the lock is let go with the last holder.
type lease struct {
	mu      sync.Mutex
	holders int
	lock    *flock.Flock
}

func newLease(path string) *lease {
	return &lease{lock: flock.New(path, flock.SetPermissions(0o600))}
}

// take does not wait: false says that another process holds it.
func (l *lease) take() (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.holders == 0 {
		ok, err := l.lock.TryLock()
		if err != nil {
			return false, fmt.Errorf("lock outbox: %w", billing.NewProblem(billing.CacheUnusable, "path", l.lock.Path()).Because(err))
		}
		if !ok {
			return false, nil
		}
	}
	l.holders++
	return true, nil
}

func (l *lease) release() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.holders--
	if l.holders > 0 {
		return nil
	}
	return l.lock.Unlock()
}
