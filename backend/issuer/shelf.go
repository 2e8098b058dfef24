package issuer

import (
	"maps"
	"net/http"
	"time"
)

// maxPending bounds how many codes, of each sort, wait at once.
const maxPending = 1000

// shelf keeps what waits for somebody, each until an instant. What has expired is
// only dropped when there is no room, so that it can still be called expired.
type shelf[T any] map[string]shelved[T]

type shelved[T any] struct {
	value   T
	expires time.Time
}

// put keeps a value, or refuses while as many as there may be are waiting.
func (s shelf[T]) put(key string, v shelved[T], now time.Time) error {
	if len(s) >= maxPending {
		maps.DeleteFunc(s, func(_ string, v shelved[T]) bool { return v.expired(now) })
	}
	if len(s) < maxPending {
		s[key] = v
		return nil
	}
	first := v.expires
	for _, other := range s {
		if other.expires.Before(first) {
			first = other.expires
		}
	}
	wait := first.Sub(now)
	return &fault{
		status: http.StatusServiceUnavailable, code: "temporarily_unavailable", wait: wait,
		description: "Too many sign-ins are waiting to be finished. Try again in " + inWords(wait) + ".",
	}
}

func (v shelved[T]) expired(now time.Time) bool { return !now.Before(v.expires) }
