package backend_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"billfold/backend"

	"github.com/google/uuid"
	"go.uber.org/goleak"
)

// start is the instant at which the tests' backends begin to run.
var start = time.Date(2026, 11, 21, 22, 7, 52, 0, time.UTC)

// seeded is one demo's directory, filled once and copied for each test.
var seeded = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "billfold-demo")
	if err != nil {
		return "", err
	}
	b, err := backend.Open(context.Background(), options(filepath.Join(dir, "data"), io.Discard))
	if err != nil {
		return "", err
	}
	return dir, b.Close()
})

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		if dir, err := seeded(); err == nil {
			_ = os.RemoveAll(dir)
		}
		os.Exit(code)
	}))
}

func options(dir string, log io.Writer) backend.Options {
	return backend.Options{
		Dir: dir, Listen: "127.0.0.1:0", Demo: true, Now: func() time.Time { return start },
		Log: slog.New(slog.NewTextHandler(log, nil)),
	}
}

// demoDir is a copy of the seeded directory.
func demoDir(t *testing.T) string {
	t.Helper()
	from, err := seeded()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(from, "data"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// running is a backend that serves until stop.
type running struct {
	t    *testing.T
	url  string
	stop func()
}

func serve(t *testing.T, o backend.Options) running {
	t.Helper()
	b, err := backend.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.Serve(ctx) }()
	stop := sync.OnceFunc(func() {
		cancel()
		if err := errors.Join(<-done, b.Close()); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	t.Cleanup(stop)
	return running{t: t, url: b.Addr(), stop: stop}
}

type reply struct {
	status int
	text   string
	json   map[string]any
}

// ask sends a request with headers as "Name: value".
func (r running) ask(method, path, body string, headers ...string) reply {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			request.Host = value
		} else {
			request.Header.Set(name, value)
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	out := reply{status: response.StatusCode, text: string(text)}
	_ = json.Unmarshal(text, &out.json) // what is no object stays text
	return out
}

func (r running) token(email string) string {
	r.t.Helper()
	got := r.ask(http.MethodPost, "/demo/token", `{"email":"`+email+`"}`)
	token, ok := got.json["access_token"].(string)
	if !ok {
		r.t.Fatalf("no token: %d %s", got.status, got.text)
	}
	return "Authorization: Bearer " + token
}

// account is the first account of whoever has the token.
func (r running) account(token string) string {
	r.t.Helper()
	all, ok := r.ask(http.MethodGet, "/v1/accounts", "", token).json["accounts"].([]any)
	if !ok || len(all) == 0 {
		r.t.Fatal("no accounts")
	}
	return all[0].(map[string]any)["id"].(string)
}

func newKey() string { return uuid.Must(uuid.NewV7()).String() }

func equalJSON(t *testing.T, a, b any) bool {
	t.Helper()
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	if err := errors.Join(errX, errY); err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(x, y)
}
