package sync

import (
	"context"
	"math/rand/v2"
	"time"
)

// pace is how long to wait after a number of failures in a row: first, doubled
// each time up to most, give or take a fifth, so that clients which failed
// together do not come back together.
type pace struct {
	first time.Duration
	most  time.Duration
}

func (p pace) after(failures int) time.Duration {
	wait := p.first
	for range failures {
		if wait >= p.most {
			break
		}
		wait *= 2
	}
	wait = min(wait, p.most)
	fifth := wait / 5
	return wait - fifth + rand.N(2*fifth+1) //nolint:gosec // spreads load, guards nothing
}

// wait returns after a time, early when woken, or with the context's error.
func wait(ctx context.Context, d time.Duration, woken <-chan struct{}) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-woken:
		return nil
	case <-timer.C:
		return nil
	}
}
