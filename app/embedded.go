package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"time"

	"billfold/backend"
	"billfold/billing"
)

// embedded is the demo's backend inside this program. Its address is known at
// once; that it answers takes longer, the first time while its books are filled,
// and nothing on the screen waits for that.
type embedded struct {
	dir      string
	listener net.Listener // the backend's, once that is opened
	now      func() time.Time
	log      *slog.Logger

	ready chan struct{} // closed once it answers or cannot
	err   error         // why it cannot; read after ready
}

// newEmbedded takes a free port of this machine for a backend that keeps its
// books in a directory.
func newEmbedded(ctx context.Context, e embedded) (*embedded, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("find a port for the demo: %w", err)
	}
	e.listener = listener
	e.ready = make(chan struct{})
	return &e, nil
}

// URL is where the backend answers once it is ready.
func (e *embedded) URL() string { return "http://" + e.listener.Addr().String() }

// Serve runs the backend until the context ends.
func (e *embedded) Serve(ctx context.Context) error {
	b, err := backend.Open(ctx, backend.Options{Dir: e.dir, Listener: e.listener, Demo: true, Now: e.now, Log: e.log})
	if err != nil {
		e.err = e.unusable(err)
		close(e.ready)
		return fmt.Errorf("open demo backend: %w", err)
	}
	close(e.ready)
	return errors.Join(b.Serve(ctx), b.Close())
}

// Close frees the port of a backend that was never served; nil is no backend.
func (e *embedded) Close() {
	if e != nil {
		_ = e.listener.Close() // served, it is closed already
	}
}

// Wait returns once the backend answers, or with the reason why it cannot.
func (e *embedded) Wait(ctx context.Context) error {
	select {
	case <-e.ready:
		return e.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Problem is why the backend could not be started; nil while it is not known
// and where it was.
func (e *embedded) Problem() *billing.Problem {
	select {
	case <-e.ready:
		problem, _ := errors.AsType[*billing.Problem](e.err)
		return problem
	default:
		return nil
	}
}

// unusable gives what a backend said when it was opened a code, for words.
func (e *embedded) unusable(err error) error {
	if billing.CodeOf(err) != "" {
		return err
	}
	reason := err.Error()
	if rest, ok := strings.CutPrefix(reason, e.dir+" "); ok {
		reason = "it " + rest
	}
	return billing.NewProblem(billing.HomeUnusable, "path", e.dir, "reason", reason).Because(err)
}
