package keychain

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"billfold/billing"

	"github.com/zalando/go-keyring"
)

const (
	// service is what the entries are filed under.
	service = "billfold"
	// quick is how long an unlocked keychain may take.
	quick = 10 * time.Second
	// patient is how long a person has for the prompt that unlocks it.
	patient = 2 * time.Minute
)

// keyringAPI is the part of go-keyring that is used, none of which can be
// interrupted: it blocks for as long as a prompt is open.
type keyringAPI interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
	Delete(service, user string) error
}

type osKeyring struct{}

func (osKeyring) Get(service, user string) (string, error) { return keyring.Get(service, user) }

func (osKeyring) Set(service, user, secret string) error { return keyring.Set(service, user, secret) }

func (osKeyring) Delete(service, user string) error { return keyring.Delete(service, user) }

// job is one call of the keychain; its reply is buffered, so that the worker
// never waits for a caller that has given up.
type job struct {
	call  func(keyringAPI) (string, error)
	reply chan answer
}

type answer struct {
	secret string
	err    error
}

// system is the operating system's keychain behind one worker: a prompt that
// nobody answers holds up that one goroutine and not one more a call.
type system struct {
	locked func(ctx context.Context) (bool, error)
	jobs   chan job
	closed chan struct{}
	once   sync.Once
}

func newSystem(api keyringAPI, locked func(context.Context) (bool, error)) *system {
	s := &system{locked: locked, jobs: make(chan job), closed: make(chan struct{})}
	go s.work(api)
	return s
}

func (s *system) work(api keyringAPI) {
	for {
		select {
		case <-s.closed:
			return
		case j := <-s.jobs:
			secret, err := j.call(api)
			j.reply <- answer{secret, err}
		}
	}
}

// Get reads a secret, waiting for a locked keychain to be unlocked.
func (s *system) Get(ctx context.Context, k Key) (string, error) {
	return s.do(ctx, func(api keyringAPI) (string, error) { return api.Get(service, k.user()) })
}

// Set writes a secret, waiting for a locked keychain to be unlocked.
func (s *system) Set(ctx context.Context, k Key, secret string) error {
	_, err := s.do(ctx, func(api keyringAPI) (string, error) { return "", api.Set(service, k.user(), secret) })
	return err
}

// Delete removes a secret, waiting for a locked keychain to be unlocked.
func (s *system) Delete(ctx context.Context, k Key) error {
	_, err := s.do(ctx, func(api keyringAPI) (string, error) { return "", api.Delete(service, k.user()) })
	if billing.CodeOf(err) == billing.KeychainNotFound {
		return nil
	}
	return err
}

// Lasting is true.
func (s *system) Lasting() bool { return true }

// Close lets the worker end once the call that it is in returns.
func (s *system) Close() { s.once.Do(func() { close(s.closed) }) }

func (s *system) do(ctx context.Context, call func(keyringAPI) (string, error)) (string, error) {
	locked, err := s.isLocked(ctx)
	if err != nil {
		return "", failure(ctx, false, err)
	}
	limit := quick
	if locked {
		limit = patient
	}
	waiting, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	j := job{call: call, reply: make(chan answer, 1)}
	select {
	case s.jobs <- j:
	case <-s.closed:
		return "", failure(ctx, false, errors.New("the keychain was closed"))
	case <-waiting.Done():
		// Only a prompt holds the worker up for that long.
		return "", failure(ctx, true, waiting.Err())
	}
	select {
	case a := <-j.reply:
		if a.err != nil {
			return "", failure(ctx, locked, a.err)
		}
		return a.secret, nil
	case <-waiting.Done():
		return "", failure(ctx, locked, waiting.Err())
	}
}

func (s *system) isLocked(ctx context.Context) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, quick)
	defer cancel()
	return s.locked(ctx)
}

// failure gives an error of the keychain its code. A caller that gave up gets
// its own cancellation back.
func failure(ctx context.Context, locked bool, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return fmt.Errorf("use keychain: %w", ctx.Err())
	case errors.Is(err, keyring.ErrNotFound):
		return billing.NewProblem(billing.KeychainNotFound)
	case locked:
		return billing.NewProblem(billing.KeychainLocked).Because(err)
	default:
		return billing.NewProblem(billing.KeychainMissing).Because(err)
	}
}
