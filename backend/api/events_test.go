package api_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"billfold/backend/api"
	"billfold/billing"
)

// pulses are told one after the other; then the stream waits.
type pulses struct {
	told   chan billing.Pulse
	closed chan struct{}
}

func (p pulses) Next(ctx context.Context) (billing.Pulse, error) {
	select {
	case next, ok := <-p.told:
		if !ok {
			return billing.Pulse{}, errors.New("books cannot be read")
		}
		return next, nil
	case <-ctx.Done():
		return billing.Pulse{}, ctx.Err()
	}
}

func (p pulses) Close() { close(p.closed) }

// listening is a stream of events as a client reads it.
type listening struct {
	t     *testing.T
	lines *bufio.Scanner
	watch pulses
	stop  chan struct{}
}

func listen(t *testing.T) listening {
	t.Helper()
	l := listening{t: t, watch: pulses{told: make(chan billing.Pulse, 8), closed: make(chan struct{})}, stop: make(chan struct{})}
	b := start(t, func(d *api.Deps) {
		d.Stopping = l.stop
		d.Watch = func(_ context.Context, person string) (api.Watch, error) {
			if person != "maya" {
				return nil, fmt.Errorf("watched %s", person)
			}
			return l.watch, nil
		}
	})
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.url+"/v1/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer token-maya")
	l.watch.told <- billing.Pulse{Account: mine, Revision: 7}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if got := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || got != "text/event-stream" {
		t.Fatalf("%d %s", res.StatusCode, got)
	}
	l.lines = bufio.NewScanner(res.Body)
	return l
}

// event reads the next one, "" at the end.
func (l listening) event() string {
	l.t.Helper()
	var lines []string
	for l.lines.Scan() && l.lines.Text() != "" {
		lines = append(lines, l.lines.Text())
	}
	return strings.Join(lines, " ")
}

func TestEventsSayWhichRevisionAndNothingElse(t *testing.T) {
	l := listen(t)
	if got, want := l.event(), `event: revision data: {"account":"acc_northwind","revision":7}`; got != want {
		t.Errorf("first event %q", got)
	}
	for pulse, want := range map[billing.Pulse]string{
		{Account: mine, Revision: 8}: `event: revision data: {"account":"acc_northwind","revision":8}`,
		{Accounts: true}:             `event: accounts data: {}`,
		{}:                           `event: alive data: {}`,
	} {
		l.watch.told <- pulse
		if got := l.event(); got != want {
			t.Errorf("%+v: %q, want %q", pulse, got, want)
		}
	}
	close(l.stop)
	if got := l.event(); got != "" {
		t.Errorf("after the end: %q", got)
	}
	<-l.watch.closed
}

func TestAStreamThatCannotBeReadOnEnds(t *testing.T) {
	l := listen(t)
	l.event()
	close(l.watch.told)
	if got := l.event(); got != "" {
		t.Errorf("after the fault: %q", got)
	}
	<-l.watch.closed
}

func TestASilentStreamSaysThatItIsThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		watch := pulses{told: make(chan billing.Pulse), closed: make(chan struct{})}
		handler, err := api.New(api.Deps{
			Engine: fakeEngine{}, Books: books{}, Access: people{}, Now: time.Now,
			Watch: func(context.Context, string) (api.Watch, error) { return watch, nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		read, write := io.Pipe()
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/events", nil)
		r.Header.Set("Authorization", "Bearer token-maya")
		began, ended := time.Now(), make(chan struct{})
		go func() {
			defer close(ended)
			handler.ServeHTTP(&pipe{PipeWriter: write, header: http.Header{}}, r)
			_ = write.Close()
		}()
		lines := bufio.NewScanner(read)
		for n := 1; n <= 3; n++ {
			for lines.Scan() && lines.Text() != "" {
			}
			if waited, want := time.Since(began), time.Duration(n)*15*time.Second; waited != want {
				t.Errorf("heartbeat %d after %v", n, waited)
			}
		}
		for lines.Scan() {
		}
		if lived := time.Since(began); lived != time.Hour {
			t.Errorf("the stream ended after %v, not when the token has to be shown again", lived)
		}
		<-ended
	})
}

// pipe is an answer that is read while it is written.
type pipe struct {
	*io.PipeWriter
	header http.Header
}

func (p *pipe) Header() http.Header              { return p.header }
func (p *pipe) WriteHeader(int)                  {}
func (p *pipe) Flush()                           {}
func (p *pipe) SetWriteDeadline(time.Time) error { return nil }

func TestLongAnswersArePacked(t *testing.T) {
	many := make([]billing.Resource, 200)
	for i := range many {
		many[i] = billing.Resource{Kind: billing.KindMembers, ID: fmt.Sprintf("mem_%d", i), Revision: int64(i)}
	}
	b := start(t, func(d *api.Deps) {
		d.Books = books{FeedFn: func(int64, int) (billing.Delta, error) { return billing.Delta{Resources: many}, nil }}
	})
	got := b.ask("maya", http.MethodGet, base+"/changes", "", "Accept-Encoding: gzip")
	if got.header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("headers %v", got.header)
	}
	unpacked, err := gzip.NewReader(strings.NewReader(got.text))
	if err != nil {
		t.Fatal(err)
	}
	var page struct{ Resources []struct{ ID string } }
	if err := json.NewDecoder(unpacked).Decode(&page); err != nil || len(page.Resources) != 200 {
		t.Errorf("%d resources, %v", len(page.Resources), err)
	}
	if got := b.ask("maya", http.MethodGet, "/v1/me", "", "Accept-Encoding: gzip"); got.header.Get("Content-Encoding") != "" {
		t.Errorf("a short answer is packed: %v", got.header)
	}
}
