package keychain

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/billing"
)

const accessDenied = "org.freedesktop.DBus.Error.AccessDenied"

// open is what a program has of the service.
func open(t *testing.T) *system {
	t.Helper()
	s, ok := Open(t.Context()).(*system)
	if !ok {
		t.Fatal("the service was not found")
	}
	t.Cleanup(s.Close)
	return s
}

// operations are the three calls of a store.
var operations = map[string]func(context.Context, Store) error{
	"get": func(ctx context.Context, s Store) error {
		_, err := s.Get(ctx, key)
		return err
	},
	"set":    func(ctx context.Context, s Store) error { return s.Set(ctx, key, "new") },
	"delete": func(ctx context.Context, s Store) error { return s.Delete(ctx, key) },
}

func wantCode(t *testing.T, what string, err error, want billing.Code) {
	t.Helper()
	if billing.CodeOf(err) != want {
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}

func wantSecret(t *testing.T, s Store, want string) {
	t.Helper()
	if got, err := s.Get(t.Context(), key); err != nil || got != want {
		t.Errorf("kept %q, %v, want %q", got, err, want)
	}
}

func TestServiceKeepsSecrets(t *testing.T) {
	newSecretService(t)
	keepsSecrets(t, open(t))
}

// go-keyring would look in /run/user, and then start a bus of its own.
func TestServiceOfTheRuntimeDirectory(t *testing.T) {
	address, _ := startBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", filepath.Dir(strings.TrimPrefix(address, "unix:path=")))
	serve(t, address)
	keepsSecrets(t, open(t))
}

func TestPromptAnswered(t *testing.T) {
	locks := map[string]func(*secretService){
		"collection": func(svc *secretService) { svc.locked = true },
		"item":       func(svc *secretService) { svc.shut = true },
	}
	for what, lock := range locks {
		for name, operation := range operations {
			t.Run(what+" "+name, func(t *testing.T) {
				svc := newSecretService(t)
				s := open(t)
				if err := s.Set(t.Context(), key, "old"); err != nil {
					t.Fatal(err)
				}
				svc.change(func() { lock(svc) })
				svc.answers <- false
				wantCode(t, "dismissed", operation(t.Context(), s), billing.KeychainDenied)
				svc.answers <- true
				wantSecret(t, s, "old")
				svc.change(func() { lock(svc) })
				svc.answers <- true
				if err := operation(t.Context(), s); err != nil {
					t.Errorf("accepted: %v", err)
				}
			})
		}
	}
}

// go-keyring takes a dismissed prompt of an entry for success.
func TestPromptOfAChangeDismissed(t *testing.T) {
	svc := newSecretService(t)
	s := open(t)
	svc.change(func() { svc.asks["CreateItem"], svc.asks["Delete"] = true, true })
	svc.answers <- false
	wantCode(t, "new", s.Set(t.Context(), key, "old"), billing.KeychainDenied)
	svc.answers <- true
	if err := s.Set(t.Context(), key, "old"); err != nil {
		t.Fatal(err)
	}
	svc.answers <- false
	wantCode(t, "over another", s.Set(t.Context(), key, "new"), billing.KeychainDenied)
	svc.answers <- false
	wantCode(t, "delete", s.Delete(t.Context(), key), billing.KeychainDenied)
	wantSecret(t, s, "old")
}

func TestPromptForgotten(t *testing.T) {
	svc := newSecretService(t)
	s := open(t)
	svc.change(func() { svc.locked = true })
	s.patient = 100 * time.Millisecond
	wantCode(t, "first", s.Set(t.Context(), key, "given up"), billing.KeychainLocked)
	<-svc.opened
	for name, operation := range operations {
		wantCode(t, name, operation(t.Context(), s), billing.KeychainLocked)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Delete(ctx, key); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	s.patient = patient
	svc.answers <- true
	_, err := s.Get(t.Context(), key)
	wantCode(t, "what was given up", err, billing.KeychainNotFound)
	keepsSecrets(t, s)
}

// An entry may ask by itself, as KeePassXC's do, in a collection that is not locked.
func TestPromptOfAnEntryForgotten(t *testing.T) {
	svc := newSecretService(t)
	s := open(t)
	if err := s.Set(t.Context(), key, "tok"); err != nil {
		t.Fatal(err)
	}
	svc.change(func() { svc.shut = true })
	s.patient = 100 * time.Millisecond
	_, err := s.Get(t.Context(), key)
	wantCode(t, "forgotten", err, billing.KeychainLocked)
	s.patient = patient
	svc.answers <- true
	wantSecret(t, s, "tok")
}

func TestPromptCanceled(t *testing.T) {
	svc := newSecretService(t)
	s := open(t)
	svc.change(func() { svc.locked = true })
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	go func() { failed <- s.Set(ctx, key, "given up") }()
	<-svc.opened
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	svc.answers <- true
	keepsSecrets(t, s)
}

func TestSlowService(t *testing.T) {
	svc := newSecretService(t)
	s := open(t)
	if err := s.Set(t.Context(), key, "tok"); err != nil {
		t.Fatal(err)
	}
	slow := make(chan struct{})
	svc.change(func() { svc.slow = slow })
	s.quick = time.Second
	_, err := s.Get(t.Context(), key)
	wantCode(t, "slow", err, billing.KeychainMissing)
	close(slow)
	s.quick = quick
	wantSecret(t, s, "tok")
}

func TestServiceRefuses(t *testing.T) {
	methods := map[string][]string{
		"Unlock": {"get", "set", "delete"}, "GetSecret": {"get", "set", "delete"},
		"SearchItems": {"get", "set", "delete"}, "Collections": {"get", "set", "delete"},
		"CreateItem": {"set"}, "Delete": {"delete"},
	}
	codes := map[string]billing.Code{
		accessDenied:                                billing.KeychainDenied,
		"org.freedesktop.Secret.Error.IsLocked":     billing.KeychainLocked,
		"org.freedesktop.Secret.Error.NoSession":    billing.KeychainMissing,
		"org.freedesktop.DBus.Error.ServiceUnknown": billing.KeychainMissing,
	}
	svc := newSecretService(t)
	s := open(t)
	if err := s.Set(t.Context(), key, "old"); err != nil {
		t.Fatal(err)
	}
	for name, want := range codes {
		for method, affected := range methods {
			svc.change(func() { svc.errors[method] = name })
			for _, operation := range affected {
				wantCode(t, method+" "+operation+" "+name, operations[operation](t.Context(), s), want)
			}
			svc.change(func() { delete(svc.errors, method) })
			svc.change(func() {
				if svc.items[key.user()] == nil {
					t.Errorf("%s %s: the entry is gone", method, name)
				}
			})
		}
	}
	svc.change(func() { svc.errors["GetSecret"] = "org.freedesktop.Secret.Error.NoSuchObject" })
	_, err := s.Get(t.Context(), key)
	wantCode(t, "deleted meanwhile", err, billing.KeychainNotFound)
}

// A service that refuses is there; only one that is not is made up for by memory.
func TestOpenAServiceThatRefuses(t *testing.T) {
	svc := newSecretService(t)
	svc.change(func() { svc.errors["Collections"] = accessDenied })
	_, err := open(t).Get(t.Context(), key)
	wantCode(t, "refused", err, billing.KeychainDenied)
}

// go-keyring panics then.
func TestBusEndsAtAPrompt(t *testing.T) {
	address, stop := startBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	svc := serve(t, address)
	s := open(t)
	svc.change(func() { svc.locked = true })
	failed := make(chan error, 1)
	go func() {
		_, err := s.Get(t.Context(), key)
		failed <- err
	}()
	<-svc.opened
	stop()
	wantCode(t, "at the prompt", <-failed, billing.KeychainMissing)
	_, err := s.Get(t.Context(), key)
	wantCode(t, "after it", err, billing.KeychainMissing)
}
