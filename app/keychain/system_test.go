package keychain

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"billfold/billing"

	"github.com/zalando/go-keyring"
)

// fakeKeyring keeps secrets by user and can be held up, as by an open prompt.
type fakeKeyring struct {
	secrets map[string]string
	held    chan struct{}
	err     error
}

func (f *fakeKeyring) Get(_, user string) (string, error) {
	if f.held != nil {
		<-f.held
	}
	if f.err != nil {
		return "", f.err
	}
	secret, ok := f.secrets[user]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return secret, nil
}

func (f *fakeKeyring) Set(_, user, secret string) error {
	f.secrets[user] = secret
	return f.err
}

func (f *fakeKeyring) Delete(_, user string) error {
	if _, ok := f.secrets[user]; !ok {
		return keyring.ErrNotFound
	}
	delete(f.secrets, user)
	return f.err
}

func lockedIs(locked bool, err error) func(context.Context, string) (bool, error) {
	return func(context.Context, string) (bool, error) { return locked, err }
}

var key = Key{Kind: RefreshToken, Server: "http://127.0.0.1:1", PersonID: "per_1"}

func TestStoresKeepSecrets(t *testing.T) {
	stores := map[string]Store{
		"memory": NewMemory(),
		"system": newSystem(&fakeKeyring{secrets: map[string]string{}}, lockedIs(false, nil)),
	}
	for name, s := range stores {
		t.Run(name, func(t *testing.T) {
			keepsSecrets(t, s)
			keepsApart(t, s)
			keepsLargest(t, s)
		})
		s.Close()
	}
	if stores["memory"].Lasting() || !stores["system"].Lasting() {
		t.Error("only the system's keychain lasts")
	}
}

func keepsSecrets(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	if _, err := s.Get(ctx, key); billing.CodeOf(err) != billing.KeychainNotFound {
		t.Errorf("before: %v", err)
	}
	if err := s.Set(ctx, key, "tok"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Get(ctx, key); err != nil || got != "tok" {
		t.Errorf("got %q, %v", got, err)
	}
	other := Key{Kind: key.Kind, Server: key.Server, PersonID: "per_2"}
	if _, err := s.Get(ctx, other); billing.CodeOf(err) != billing.KeychainNotFound {
		t.Errorf("somebody else's: %v", err)
	}
	for range 2 {
		if err := s.Delete(ctx, key); err != nil {
			t.Errorf("delete: %v", err)
		}
	}
	if _, err := s.Get(ctx, key); billing.CodeOf(err) != billing.KeychainNotFound {
		t.Errorf("after: %v", err)
	}
}

// keepsApart sets a secret of each kind for several persons and servers before it
// looks at any.
func keepsApart(t *testing.T, s Store) {
	t.Helper()
	var keys []Key
	for _, kind := range []Kind{RefreshToken, DeviceKey} {
		for _, person := range []string{"per_1", "per_2", "per_11"} {
			for _, server := range []string{"http://127.0.0.1:1", "http://127.0.0.1:11", "https://billing.example.com"} {
				keys = append(keys, Key{Kind: kind, Server: server, PersonID: person})
			}
		}
	}
	for _, k := range keys {
		if err := s.Set(t.Context(), k, "secret of "+k.user()); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range keys {
		if got, err := s.Get(t.Context(), k); err != nil || got != "secret of "+k.user() {
			t.Errorf("%v: %q, %v", k, got, err)
		}
		if err := s.Delete(t.Context(), k); err != nil {
			t.Errorf("%v: %v", k, err)
		}
	}
}

func TestFailuresHaveCodes(t *testing.T) {
	broken := errors.New("bus is gone")
	cases := []struct {
		name   string
		locked func(context.Context, string) (bool, error)
		err    error
		want   billing.Code
	}{
		{"no service", lockedIs(false, broken), nil, billing.KeychainMissing},
		{"service fails", lockedIs(false, nil), broken, billing.KeychainMissing},
		{"service fails after a prompt", lockedIs(true, nil), broken, billing.KeychainMissing},
	}
	for _, c := range cases {
		s := newSystem(&fakeKeyring{secrets: map[string]string{}, err: c.err}, c.locked)
		_, err := s.Get(t.Context(), key)
		if billing.CodeOf(err) != c.want || !errors.Is(err, broken) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		s.Close()
	}
}

// While one call waits at a prompt, others give up in their own time and no
// goroutine is added a call: the bubble would not end otherwise.
func TestPromptThatNobodyAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := &fakeKeyring{secrets: map[string]string{}, held: make(chan struct{})}
		s := newSystem(fake, lockedIs(true, nil))
		begun := time.Now()
		_, err := s.Get(t.Context(), key)
		if billing.CodeOf(err) != billing.KeychainLocked || time.Since(begun) != patient {
			t.Errorf("first: %v after %v", err, time.Since(begun))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begun = time.Now()
		err = s.Set(ctx, key, "tok")
		if billing.CodeOf(err) != billing.KeychainLocked || time.Since(begun) != time.Second {
			t.Errorf("second: %v after %v", err, time.Since(begun))
		}
		canceled, stop := context.WithCancel(t.Context())
		stop()
		if err := s.Delete(canceled, key); !errors.Is(err, context.Canceled) {
			t.Errorf("canceled: %v", err)
		}
		close(fake.held)
		synctest.Wait()
		if _, err := s.Get(t.Context(), key); billing.CodeOf(err) != billing.KeychainNotFound {
			t.Errorf("after the prompt: %v", err)
		}
		s.Close()
		if _, err := s.Get(t.Context(), key); billing.CodeOf(err) != billing.KeychainMissing {
			t.Errorf("closed: %v", err)
		}
	})
}

// Whoever comes to an unlocked keychain while somebody else is at a prompt waits
// for that prompt's time, and is told of it.
func TestPromptHoldsUpOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := &fakeKeyring{secrets: map[string]string{}, held: make(chan struct{})}
		s := newSystem(fake, func(_ context.Context, user string) (bool, error) { return user == key.user(), nil })
		go s.Get(t.Context(), key) // not answered in time
		synctest.Wait()
		other := Key{Kind: DeviceKey, Server: key.Server, PersonID: key.PersonID}
		begun := time.Now()
		_, err := s.Get(t.Context(), other)
		if billing.CodeOf(err) != billing.KeychainLocked || time.Since(begun) != patient {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
		close(fake.held)
		s.Close()
	})
}

func TestUnlockedKeychainThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := &fakeKeyring{secrets: map[string]string{}, held: make(chan struct{})}
		s := newSystem(fake, lockedIs(false, nil))
		begun := time.Now()
		_, err := s.Get(t.Context(), key)
		if billing.CodeOf(err) != billing.KeychainMissing || time.Since(begun) != quick {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
		close(fake.held)
		s.Close()
	})
}
