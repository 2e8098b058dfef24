package identity_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"testing"
	"time"

	"billfold/app/identity"
	"billfold/backend"

	"go.uber.org/goleak"
)

const (
	admin  = "admin@northwind.example"
	reader = "member@northwind.example"
)

// demo is the address of the backend that the tests share, whose clock is ahead of
// this machine's by ahead: nothing of signing in may depend on that.
var demo string

const ahead = 5 * time.Minute

func TestMain(m *testing.M) {
	code := withDemo(m)
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func withDemo(m *testing.M) int {
	dir, err := os.MkdirTemp("", "identity-demo")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	ctx, stop := context.WithCancel(context.Background())
	b, err := backend.Open(ctx, backend.Options{
		Dir: dir, Listen: "127.0.0.1:0", Demo: true, Now: func() time.Time { return time.Now().Add(ahead) },
		Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		panic(err)
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = b.Serve(ctx)
	}()
	demo = b.Addr()
	code := m.Run()
	stop()
	<-served
	if err := b.Close(); err != nil {
		panic(err)
	}
	return code
}

// ways is how people sign in at an issuer.
func ways(issuer string) identity.Ways {
	return identity.Ways{Issuer: issuer, ClientID: "billfold", Audience: "billfold-api"}
}

// discover is a client of an issuer over a connection of its own.
func discover(t *testing.T, issuer string) *identity.Client {
	t.Helper()
	c, err := identity.Discover(t.Context(), &http.Transport{}, ways(issuer))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// atDemo is a client of the demo's own issuer.
func atDemo(t *testing.T) *identity.Client {
	t.Helper()
	return discover(t, demo+"/issuer")
}

// whose asks the demo whom an access token is of.
func whose(t *testing.T, tokens identity.Tokens) (status int) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, demo+"/v1/me", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+tokens.Access.Reveal())
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}
