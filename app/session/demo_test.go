package session_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"billfold/app/config"
	"billfold/app/keychain"
	"billfold/app/session"
	"billfold/backend"
	"billfold/billing"

	"go.uber.org/goleak"
)

const (
	admin   = "admin@northwind.example"
	manager = "billing@fabrikam.example"
	reader  = "member@northwind.example"
	// nowhere is an address at which nothing listens.
	nowhere = "http://127.0.0.1:1"
)

// demo is the backend that all tests share.
var demo string

func TestMain(m *testing.M) {
	code := withDemo(m)
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func withDemo(m *testing.M) int {
	dir, err := os.MkdirTemp("", "session-demo")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	ctx, stop := context.WithCancel(context.Background())
	b, err := backend.Open(ctx, backend.Options{
		Dir: dir, Listen: "127.0.0.1:0", Demo: true, Now: time.Now, Log: slog.New(slog.DiscardHandler),
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

// desk is one machine: its home and its keychain outlive a session.
type desk struct {
	home     string
	keychain *keptStore
	token    config.Secret
	embedded bool
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return &desk{home: filepath.Join(t.TempDir(), "home"), keychain: &keptStore{Memory: keychain.NewMemory(), lasting: true}}
}

// keptStore is a keychain that outlives a session, and can refuse.
type keptStore struct {
	*keychain.Memory
	lasting bool
	err     error
}

func (k *keptStore) Lasting() bool { return k.lasting }
func (k *keptStore) Close()        {}

func (k *keptStore) Set(ctx context.Context, key keychain.Key, secret string) error {
	if k.err != nil {
		return k.err
	}
	return k.Memory.Set(ctx, key, secret)
}

// open starts a session of the demo's server that reaches it at an address.
func (d *desk) open(t *testing.T, address string) (*session.Session, error) {
	t.Helper()
	server := demo
	if d.embedded {
		server = ""
	}
	settings, preferences, err := config.Load(config.Input{
		Server:        server,
		Demo:          d.embedded,
		Getenv:        func(name string) string { return map[string]string{config.HomeVariable: d.home}[name] },
		UserConfigDir: os.UserConfigDir,
	})
	if err != nil {
		t.Fatal(err)
	}
	settings.Token = d.token
	return session.Open(t.Context(), session.Deps{
		Config: settings, Preferences: preferences, Keychain: d.keychain, Backend: address,
		UserAgent: "test", Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
}

func (d *desk) mustOpen(t *testing.T, address string) *session.Session {
	t.Helper()
	s, err := d.open(t, address)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// signedIn is a session with one account caught up.
func (d *desk) signedIn(t *testing.T, email string) (*session.Session, string) {
	t.Helper()
	s := d.mustOpen(t, demo)
	if _, err := s.SignIn(t.Context(), email); err != nil {
		t.Fatal(err)
	}
	accounts, err := s.RefreshAccounts(t.Context())
	if err != nil || len(accounts) == 0 {
		t.Fatal(accounts, err)
	}
	if _, err := s.Refresh(t.Context(), accounts[0].ID); err != nil {
		t.Fatal(err)
	}
	return s, accounts[0].ID
}

func closed(t *testing.T, s *session.Session) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func seats(n int) billing.Patch { return billing.Patch{Seats: &n} }
