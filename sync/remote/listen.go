package remote

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"billfold/billing"

	"github.com/tmaxmax/go-sse"
)

const (
	// silence is three heartbeats of the backend: a line that is silent for longer
	// is dead, whatever the network says.
	silence = 45 * time.Second
	// maxEvent is far more bytes than any event of ours has.
	maxEvent = 4 << 10
)

// Listen hands over what the backend tells by itself, as it comes, until the
// stream ends: with the context, after a silence, or because the backend or
// something between ends it. It returns why.
func (c *Client) Listen(ctx context.Context, heard func(billing.Pulse)) error {
	ctx, hangUp := context.WithCancelCause(ctx)
	defer hangUp(nil)
	quiet := time.AfterFunc(c.quiet, func() { hangUp(errSilence) })
	defer quiet.Stop()
	body, err := c.stream(ctx)
	if err == nil {
		err = readEvents(body, func(p billing.Pulse) {
			quiet.Reset(c.quiet)
			heard(p)
		})
		_ = body.Close() // its end is why it is closed
	}
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	if errors.Is(err, errSilence) || errors.Is(err, io.EOF) {
		err = billing.NewProblem(billing.Offline, "host", c.host).Because(err)
	}
	return fmt.Errorf("listen: %w", err)
}

// stream opens the stream of events.
func (c *Client) stream(ctx context.Context) (io.ReadCloser, error) {
	token, err := c.token(ctx)
	if err != nil {
		return nil, fmt.Errorf("read token: %w", err)
	}
	res, err := c.writes.R().SetContext(ctx).SetDoNotParseResponse(true).
		SetHeader("Accept", "text/event-stream").SetHeader("Authorization", "Bearer "+token).Get("/v1/events")
	if err != nil {
		return nil, c.unreached(ctx, err)
	}
	if res.StatusCode() == http.StatusOK && hasType(res.Header(), "text/event-stream") {
		return res.RawBody(), nil
	}
	defer func() { _ = res.RawBody().Close() }()
	text, err := io.ReadAll(io.LimitReader(res.RawBody(), maxEvent))
	if err != nil {
		return nil, c.unreached(ctx, err)
	}
	a := &answer{status: res.StatusCode(), header: res.Header(), body: text, sent: true}
	if a.status == http.StatusUnauthorized {
		c.refuse(token)
	}
	if a.status == http.StatusOK {
		return nil, c.foreign(fmt.Errorf("events with content type %q", a.header.Get("Content-Type")))
	}
	return nil, c.refusal(a)
}

// readEvents reads until the end, which it returns as io.EOF. What this version
// does not know is a sign of life like everything else.
func readEvents(from io.Reader, heard func(billing.Pulse)) error {
	for event, err := range sse.Read(from, &sse.ReadConfig{MaxEventSize: maxEvent}) {
		if err != nil {
			return err
		}
		p := billing.Pulse{Accounts: event.Type == "accounts"}
		if event.Type == "revision" {
			var w struct {
				Account  string `json:"account"`
				Revision int64  `json:"revision"`
			}
			if err := json.Unmarshal([]byte(event.Data), &w); err != nil {
				return fmt.Errorf("read event: %w", err)
			}
			p.Account, p.Revision = w.Account, w.Revision
		}
		heard(p)
	}
	return io.EOF
}

var errSilence = errors.New("nothing was heard for too long")
