package api

import (
	"sync"
	"time"
)

// How many confirms one person may send, and beside them how many acts about people: well over the 60 a minute that are
// promised, few enough that a program gone wild stops charging.
const (
	confirmsPerSecond = 2
	confirmsAtOnce    = 120
)

// How often one person may begin or end to enrol a device: at a demo every paying
// command of a terminal does both.
const (
	enrolsPerSecond = 2 * confirmsPerSecond
	enrolsAtOnce    = 2 * confirmsAtOnce
)

// How many pages for adding a card one person may have opened: each is a row here and
// one at the gateway.
const (
	setupsPerSecond = 0.2
	setupsAtOnce    = 20
)

// limiter is a token bucket a person. The people are those of the books, so
// that the buckets are bounded by them.
type limiter struct {
	now       func() time.Time
	perSecond float64
	burst     float64

	mu      sync.Mutex
	buckets map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

func newLimiter(now func() time.Time, perSecond, burst float64) *limiter {
	return &limiter{now: now, perSecond: perSecond, burst: burst, buckets: map[string]bucket{}}
}

// take lets a person through, or says how long to wait.
func (l *limiter) take(person string) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b, known := l.buckets[person]
	if !known {
		b = bucket{tokens: l.burst, at: now}
	}
	// A clock that goes back earns nothing and costs nothing.
	b.tokens = min(l.burst, b.tokens+max(0, now.Sub(b.at).Seconds())*l.perSecond)
	b.at = now
	if ok = b.tokens >= 1; ok {
		b.tokens--
	} else {
		wait = time.Duration((1 - b.tokens) / l.perSecond * float64(time.Second))
	}
	l.buckets[person] = b
	return wait, ok
}
