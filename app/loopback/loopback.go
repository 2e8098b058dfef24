// Package loopback waits for a browser to come back to this machine, at a port
// that is open for that alone (RFC 8252, 7.3). See README.md.
package loopback

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"billfold/views/words"
)

// Path is where the browser comes back to.
const Path = "/callback"

// Landing is an open port. Close it after use.
type Landing struct {
	listener net.Listener
	server   *http.Server
	served   chan struct{}
	answers  chan url.Values
	answered atomic.Bool
	close    func()
	accept   Accept
}

// Accept decides on what a browser brought: whether it is the answer that is
// waited for, and what the page says to whoever sees it.
type Accept func(url.Values) (says Page, ok bool)

//go:embed back.html
var backPage string

//go:embed back.css
var style string

var back = template.Must(template.New("back").Parse(backPage))

// policy lets nothing run and nothing be loaded but the style in the page, which is
// named by its hash.
var policy = fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'", hash(style))

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Open opens a port. What accept turns down changes nothing; of what it takes, the
// first is the answer.
func Open(ctx context.Context, accept Accept) (*Landing, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("wait for the browser: %w", err)
	}
	l := &Landing{
		listener: listener, served: make(chan struct{}), answers: make(chan url.Values, 1), accept: accept,
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path, l.land)
	l.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, MaxHeaderBytes: 32 << 10}
	l.close = sync.OnceFunc(func() { l.shut(context.WithoutCancel(ctx)) })
	go func() {
		defer close(l.served)
		_ = l.server.Serve(listener) // until it is closed
	}()
	return l, nil
}

// URL is where the browser is to come back to.
func (l *Landing) URL() string { return "http://" + l.listener.Addr().String() + Path }

// Answer receives what the browser brought, once.
func (l *Landing) Answer() <-chan url.Values { return l.answers }

// Close closes the port, once the page that thanks has been written.
func (l *Landing) Close() { l.close() }

func (l *Landing) shut(ctx context.Context) {
	stop, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if l.server.Shutdown(stop) != nil {
		_ = l.server.Close() // whoever holds the connection gets no page
	}
	<-l.served
}

func (l *Landing) land(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	says, ok := l.accept(q)
	switch {
	case r.Method != http.MethodGet: // whoever only looks brings nothing
		show(w, http.StatusMethodNotAllowed, NotOurs)
	case !ok:
		show(w, http.StatusBadRequest, NotOurs)
	case !l.answered.CompareAndSwap(false, true):
		show(w, http.StatusConflict, known)
	default:
		l.answers <- q
		show(w, http.StatusOK, says)
	}
}

// show writes a page without anything that runs or is kept.
func show(w http.ResponseWriter, status int, says Page) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Connection", "close") // the port is about to be closed
	w.WriteHeader(status)
	title, text := says.words()
	// A browser that has gone away is told nothing.
	_ = back.Execute(w, struct {
		Language    words.Language
		Title, Text string
		Style       template.CSS
	}{words.Spoken(), title, text, template.CSS(style)}) //nolint:gosec // it is a file of ours
}
