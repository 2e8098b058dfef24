//go:build uidrive

package uidrive

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"time"

	"fyne.io/fyne/v2"
)

// lookEvery is how often a waiting request looks at the windows again.
const lookEvery = 30 * time.Millisecond

// Start answers on the socket that SocketVariable names until ctx ends; without
// the variable it does nothing. Errors are those of listening.
func Start(ctx context.Context, a fyne.App) error {
	path := os.Getenv(SocketVariable)
	if path == "" {
		return nil
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "unix", path)
	if err != nil {
		return fmt.Errorf("listen for window driver: %w", err)
	}
	context.AfterFunc(ctx, func() { _ = listener.Close() }) // an error would mean that it is closed
	s := &server{see: func(ctx context.Context) ([]Window, error) { return onWindow(ctx, a) }}
	go s.accept(ctx, listener)
	return nil
}

// onWindow looks at all windows on the goroutine that owns them.
func onWindow(ctx context.Context, a fyne.App) ([]Window, error) {
	seen := make(chan []Window, 1)
	fyne.Do(func() { seen <- look(a.Driver().AllWindows()) })
	select {
	case windows := <-seen:
		return windows, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type server struct {
	see func(context.Context) ([]Window, error)
}

func (s *server) accept(ctx context.Context, listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return // closed
		}
		go s.serve(ctx, conn)
	}
}

// serve answers one driver's requests, one after the other, until it hangs up.
func (s *server) serve(ctx context.Context, conn net.Conn) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	context.AfterFunc(ctx, func() { _ = conn.Close() })
	requests, answers := json.NewDecoder(conn), json.NewEncoder(conn)
	for {
		var r Request
		if requests.Decode(&r) != nil {
			return
		}
		if answers.Encode(s.answer(ctx, r)) != nil {
			return
		}
	}
}

func (s *server) answer(ctx context.Context, r Request) Answer {
	holds, err := r.condition()
	if err != nil {
		return Answer{Error: err.Error()}
	}
	if r.Text == "" && r.State == "" {
		return s.once(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, time.Duration(r.TimeoutMS)*time.Millisecond)
	defer cancel()
	return s.wait(ctx, holds)
}

func (s *server) once(ctx context.Context) Answer {
	windows, err := s.see(ctx)
	if err != nil {
		return Answer{Error: err.Error()}
	}
	return Answer{Met: true, Windows: windows}
}

// wait looks until the condition holds twice with the text in the same place: a
// text on its way elsewhere cannot be clicked.
func (s *server) wait(ctx context.Context, holds condition) Answer {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var last []Window
	var before *Text
	var held bool
	for {
		windows, err := s.see(ctx)
		if err != nil {
			return Answer{Windows: last}
		}
		found, ok := holds(windows)
		if ok && held && same(found, before) {
			return Answer{Met: true, Found: found, Windows: windows}
		}
		last, before, held = windows, found, ok
		select {
		case <-tick.C:
		case <-ctx.Done():
			return Answer{Windows: last}
		}
	}
}

func same(a, b *Text) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
