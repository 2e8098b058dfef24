package safeweb

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"
)

var (
	errTooLarge = errors.New("the answer is too large")
	errSilent   = errors.New("there is no answer")
)

// Whole reads each answer to its end before anybody sees it, and within a time:
// whoever forgets to close one, as oauth2 does with that of a device, then leaves
// nothing behind that waits.
type Whole struct {
	Through http.RoundTripper
	Largest int64 // bytes of an answer
	Longest time.Duration
}

// RoundTrip is http.RoundTripper's.
func (w Whole) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeoutCause(r.Context(), w.Longest, errSilent)
	defer cancel()
	response, err := w.Through.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, w.Largest+1))
	_ = response.Body.Close() // all that counts of it was read
	if err != nil {
		return nil, err
	}
	if int64(len(body)) > w.Largest {
		return nil, errTooLarge
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// CloseIdleConnections lets go of those of the transport.
func (w Whole) CloseIdleConnections() {
	if c, ok := w.Through.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
