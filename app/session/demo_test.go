package session_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
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

// demo is the backend that all tests share, and books what it keeps.
var demo, books string

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
	address, stop := startDemo(dir)
	demo, books = address, filepath.Join(dir, "books.db")
	code := m.Run()
	stop()
	return code
}

// startDemo serves a demo until stop.
func startDemo(dir string) (address string, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
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
	return b.Addr(), func() {
		cancel()
		<-served
		if err := b.Close(); err != nil {
			panic(err)
		}
	}
}

// desk is one machine: its home and its keychain outlive a session.
type desk struct {
	home     string
	server   string
	keychain *keptStore
	token    billing.Secret
	key      billing.Secret // of the environment
	late     time.Duration  // what the clock is ahead by, so that access tokens have ended
	embedded bool
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return &desk{home: filepath.Join(t.TempDir(), "home"), server: demo, keychain: &keptStore{Memory: keychain.NewMemory(), lasting: true}}
}

// keptStore is a keychain that outlives a session, and can refuse.
type keptStore struct {
	*keychain.Memory
	lasting bool
	err     error
	read    func() // what happens before whoever reads has the secret; or nil
}

func (k *keptStore) Lasting() bool { return k.lasting }
func (k *keptStore) Close()        {}

func (k *keptStore) Get(ctx context.Context, key keychain.Key) (string, error) {
	secret, err := k.Memory.Get(ctx, key)
	if k.read != nil {
		k.read()
	}
	return secret, err
}

func (k *keptStore) Set(ctx context.Context, key keychain.Key, secret string) error {
	if k.err != nil {
		return k.err
	}
	return k.Memory.Set(ctx, key, secret)
}

// open starts a session of the desk's server that reaches it at an address.
func (d *desk) open(t *testing.T, address string) (*session.Session, error) {
	t.Helper()
	server := d.server
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
	settings.Token, settings.DeviceKey = d.token, d.key
	return session.Open(t.Context(), session.Deps{
		Config: settings, Preferences: preferences, Keychain: d.keychain, Backend: address,
		UserAgent: "test", DeviceName: "Test", Now: func() time.Time { return time.Now().Add(d.late) }, Log: slog.New(slog.DiscardHandler),
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
	s := d.mustOpen(t, d.server)
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

// demoToken is an access token as the demo gives it to scripts.
func demoToken(t *testing.T, email string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, demo+"/demo/token", strings.NewReader(`{"email":"`+email+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var given struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&given); err != nil || given.AccessToken == "" {
		t.Fatal(response.Status, err)
	}
	return given.AccessToken
}

func closed(t *testing.T, s *session.Session) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func seats(n int) billing.Patch { return billing.Patch{Seats: &n} }
