package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"billfold/billing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

const (
	eventsPath = "/v1/events"
	// streamTimeout ends a stream, so that whoever listens shows their token again.
	streamTimeout = time.Hour
	// heartbeat is how long a stream is silent at most.
	heartbeat = 15 * time.Second
	// writeTimeout ends the stream of somebody who does not read.
	writeTimeout = 10 * time.Second
)

// The names of events.
const (
	eventRevision = "revision" // an account has come to a revision
	eventAccounts = "accounts" // the list of accounts changed
	eventAlive    = "alive"    // nothing, but still here
)

type revised struct {
	Account  string `json:"account"`
	Revision int64  `json:"revision"`
}

func (s *server) registerEvents(surface huma.API) {
	op := operation(own, http.MethodGet, eventsPath, "listen", "Server-sent events: which revision the person's accounts have come to")
	op.Description = "Events named revision carry an account and its revision, one for each account at the start; " +
		"accounts says that the list of accounts changed, and alive that the stream is. None says what changed: read the changes."
	op.Responses = map[string]*huma.Response{"200": {
		Description: "OK",
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
	handle(s, surface, op, s.listen)
}

func (s *server) listen(ctx context.Context, _ *nothing) (*huma.StreamResponse, error) {
	watch, err := s.Watch(ctx, callerOf(ctx).person.ID)
	if err != nil {
		return nil, fmt.Errorf("watch accounts: %w", err)
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		defer watch.Close()
		ctx, cancel := context.WithCancel(c.Context())
		defer cancel()
		go func() {
			select {
			case <-s.Stopping:
				cancel()
			case <-ctx.Done():
			}
		}()
		if err := tell(ctx, c, watch); ctx.Err() == nil {
			s.Log.Warn("stream of events ended", "error", err)
		}
	}}, nil
}

// tell writes what a watch tells until the context ends, or why it cannot go on.
func tell(ctx context.Context, c huma.Context, watch Watch) error {
	_, w := humago.Unwrap(c)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := stream{w: w, control: http.NewResponseController(w)}
	for {
		waiting, cancel := context.WithTimeout(ctx, heartbeat)
		pulse, err := watch.Next(waiting)
		cancel()
		if err != nil && (ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded)) {
			return err
		}
		if err := out.send(pulse); err != nil {
			return err
		}
	}
}

// stream writes events as they come.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// send writes one event and has it leave at once. The deadline of the server's
// answers is not one of a stream, each event has its own.
func (s stream) send(p billing.Pulse) error {
	name, data := eventAlive, any(struct{}{})
	switch {
	case p.Accounts:
		name = eventAccounts
	case p.Account != "":
		name, data = eventRevision, revised{Account: p.Account, Revision: p.Revision}
	}
	text, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	if err := s.control.SetWriteDeadline(time.Time{}); err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	longAgo := time.Unix(1, 0)
	late := time.AfterFunc(writeTimeout, func() { _ = s.control.SetWriteDeadline(longAgo) })
	defer late.Stop()
	if _, err := fmt.Fprintf(s.w, "event: %s\ndata: %s\n\n", name, text); err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	return s.control.Flush()
}
