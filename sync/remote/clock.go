package remote

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Clock is what time the backend says it is, to the second.
func (c *Client) Clock(ctx context.Context) (time.Time, error) {
	var w struct {
		Status string `json:"status"`
	}
	a, err := c.ask(ctx, call{method: http.MethodGet, path: "/healthz", open: true}, &w)
	if err != nil {
		return time.Time{}, fmt.Errorf("read clock: %w", err)
	}
	at, err := http.ParseTime(a.header.Get("Date"))
	if err != nil {
		return time.Time{}, fmt.Errorf("read clock: %w", c.foreign(err))
	}
	return at, nil
}
