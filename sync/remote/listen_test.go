package remote_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"billfold/billing"
)

// events answers with a stream, which stays open until the client has gone.
func events(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = fmt.Fprint(w, text)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}
}

func TestListenHandsOverWhatTheBackendTells(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+secret || r.URL.Path != "/v1/events" {
			t.Errorf("asked for %s with %q", r.URL, r.Header.Get("Authorization"))
		}
		events("event: revision\ndata: {\"account\":\"acc_1\",\"revision\":7}\n\n: comment\n\n"+
			"event: accounts\ndata: {}\n\nevent: of_tomorrow\ndata: [1]\n\nevent: alive\ndata: {}\n\n")(w, r)
	})
	ctx, cancel := context.WithCancel(t.Context())
	var heard []billing.Pulse
	err := c.Listen(ctx, func(p billing.Pulse) {
		if heard = append(heard, p); len(heard) == 4 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	want := []billing.Pulse{{Account: "acc_1", Revision: 7}, {Accounts: true}, {}, {}}
	if !slices.Equal(heard, want) {
		t.Errorf("heard %+v", heard)
	}
}

func TestStreamsThatEnd(t *testing.T) {
	for name, test := range map[string]struct {
		h    http.HandlerFunc
		want billing.Code
	}{
		"silence": {events("event: alive\ndata: {}\n\n"), billing.Offline},
		"ended": {func(w http.ResponseWriter, _ *http.Request) {
			answer(w, 200, "text/event-stream", "event: alive\ndata: {}\n\n")
		}, billing.Offline},
		"no answer":       {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, billing.Offline},
		"unauthenticated": {func(w http.ResponseWriter, _ *http.Request) { problemAnswer(w, 401, `{"code":"unauthenticated"}`) }, billing.Unauthenticated},
		"older backend":   {func(w http.ResponseWriter, _ *http.Request) { problemAnswer(w, 404, `{"code":"not_found"}`) }, billing.NotFound},
		"a portal":        {func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, "text/html", "<html>") }, billing.BackendForeign},
		"endless event": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			for r.Context().Err() == nil {
				if _, err := fmt.Fprint(w, "data: xxxxxxxxxxxxxxxx\n"); err != nil {
					return
				}
			}
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := serve(t, test.h)
			c.SetQuiet(200 * time.Millisecond)
			err := c.Listen(t.Context(), func(billing.Pulse) {})
			if err == nil || billing.CodeOf(err) != test.want {
				t.Errorf("ended with %v", err)
			}
		})
	}
}
