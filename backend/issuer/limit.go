package issuer

import (
	"maps"
	"net"
	"net/http"
	"sync"
	"time"
)

const (
	// requestsPerMinute is what one host may ask for, in all: well over what several
	// programs that refresh and wait for codes need, and a script that runs one command
	// after the other.
	requestsPerMinute = 300
	// refusedGrants within refusedGrantsIn close the token endpoint.
	refusedGrants   = 30
	refusedGrantsIn = time.Minute
	// wrongCodes within wrongCodesIn close the page that codes are typed on: a
	// code has 34 bits, and is to be found by nobody who guesses (RFC 8628, 5.1).
	wrongCodes   = 10
	wrongCodesIn = 5 * time.Minute

	// maxHosts bounds the buckets; the hosts beyond share one.
	maxHosts = 1000
)

// limiter is a token bucket a host.
type limiter struct {
	perSecond, burst float64

	mu      sync.Mutex
	buckets map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

func newLimiter(perMinute float64) *limiter {
	return &limiter{perSecond: perMinute / 60, burst: perMinute, buckets: map[string]bucket{}}
}

// take lets a host through, or says how long to wait.
func (l *limiter) take(host string, now time.Time) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, known := l.buckets[host]; !known && len(l.buckets) >= maxHosts {
		maps.DeleteFunc(l.buckets, func(_ string, b bucket) bool { return l.filled(b, now).tokens >= l.burst })
		if len(l.buckets) >= maxHosts {
			host = ""
		}
	}
	b, known := l.buckets[host]
	if !known {
		b = bucket{tokens: l.burst, at: now}
	}
	b = l.filled(b, now)
	if ok = b.tokens >= 1; ok {
		b.tokens--
	} else {
		wait = time.Duration((1 - b.tokens) / l.perSecond * float64(time.Second))
	}
	l.buckets[host] = b
	return wait, ok
}

// filled is a bucket with what has come in since; a clock that goes back earns
// nothing and costs nothing.
func (l *limiter) filled(b bucket, now time.Time) bucket {
	return bucket{tokens: min(l.burst, b.tokens+max(0, now.Sub(b.at).Seconds())*l.perSecond), at: now}
}

// window counts what goes wrong. From the limit on it is shut until its span, that
// began with the first, is over.
type window struct {
	limit int
	span  time.Duration

	mu    sync.Mutex
	began time.Time
	count int
}

// shut tells for how much longer nothing is let through.
func (w *window) shut(now time.Time) (wait time.Duration, shut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	wait = w.began.Add(w.span).Sub(now)
	return wait, w.count >= w.limit && wait > 0
}

// note counts one more.
func (w *window) note(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.count == 0 || now.Sub(w.began) >= w.span {
		w.began, w.count = now, 0
	}
	w.count++
}

// limited lets a host make so many requests a minute, to all that is limited.
func (i *Issuer) limited(next handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			host = r.RemoteAddr
		}
		if wait, ok := i.requests.take(host, i.Now()); !ok {
			return tooMany("Too many requests came from this machine. Try again in "+inWords(wait)+".", wait)
		}
		return next(w, r)
	}
}
