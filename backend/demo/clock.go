package demo

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/natefinch/atomic"
)

// Clock is the time in which a demo lives: the real one, moved forward by an
// offset that is kept in a file. It is safe for concurrent use.
type Clock struct {
	real func() time.Time
	path string

	mu     sync.Mutex
	offset time.Duration
}

// OpenClock reads the offset at a path; there is none before the first Advance.
func OpenClock(path string, real func() time.Time) (*Clock, error) {
	c := &Clock{real: real, path: path}
	text, err := os.ReadFile(path) //nolint:gosec // in the operator's own directory
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read demo clock: %w", err)
	}
	if c.offset, err = time.ParseDuration(string(bytes.TrimSpace(text))); err != nil || c.offset < 0 {
		return nil, fmt.Errorf("read demo clock: %s holds %q and no duration; delete it to return to the real time", path, text)
	}
	return c, nil
}

// Now is the demo's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.real().Add(c.offset)
}

// Advance moves the clock forward for good, and tells the time that it is then.
func (c *Clock) Advance(by time.Duration) (time.Time, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	offset := c.offset + by
	if offset < c.offset {
		return time.Time{}, fmt.Errorf("advance demo clock: %v beyond %v is further than it can count", by, c.offset)
	}
	if err := atomic.WriteFile(c.path, bytes.NewReader([]byte(offset.String()+"\n"))); err != nil {
		return time.Time{}, fmt.Errorf("write demo clock: %w", err)
	}
	c.offset = offset
	return c.real().Add(offset), nil
}
