package keychain

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
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
	call   func(keyringAPI) (string, error)
	locked bool
	reply  chan answer
}

type answer struct {
	secret string
	err    error
}

// system is the operating system's keychain behind one worker: a prompt that
// nobody answers holds up that one goroutine and not one more a call.
type system struct {
	locked         func(ctx context.Context, user string) (bool, error)
	quick, patient time.Duration
	jobs           chan job
	// prompting tells that the worker is in a call that may have opened a prompt.
	prompting atomic.Bool
	closed    chan struct{}
	once      sync.Once
}

func newSystem(api keyringAPI, locked func(context.Context, string) (bool, error)) *system {
	s := &system{
		locked: locked, quick: quick, patient: patient,
		jobs: make(chan job), closed: make(chan struct{}),
	}
	go s.work(api)
	return s
}

func (s *system) work(api keyringAPI) {
	for {
		select {
		case <-s.closed:
			return
		case j := <-s.jobs:
			s.prompting.Store(j.locked)
			a := j.run(api)
			s.prompting.Store(false)
			j.reply <- a
		}
	}
}

// run makes the call. go-keyring trusts what it is answered and panics when the
// bus ends while a prompt is open; that must not end the program.
func (j job) run(api keyringAPI) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{err: fmt.Errorf("use go-keyring: %v", r)}
		}
	}()
	secret, err := j.call(api)
	return answer{secret, err}
}

// Get reads a secret, waiting for a locked keychain to be unlocked.
func (s *system) Get(ctx context.Context, k Key) (string, error) {
	return s.do(ctx, k, func(_ context.Context, api keyringAPI) (string, error) {
		return api.Get(service, k.user())
	})
}

// Set writes a secret, waiting for a locked keychain to be unlocked. Reading it
// back is how a refusal is known: go-keyring reports none of an item's own prompt.
func (s *system) Set(ctx context.Context, k Key, secret string) error {
	if err := check(k, secret); err != nil {
		return err
	}
	_, err := s.do(ctx, k, func(waiting context.Context, api keyringAPI) (string, error) {
		if err := unlock(waiting, api, k); err != nil && !isNotFound(err) {
			return "", err
		}
		if err := api.Set(service, k.user(), secret); err != nil {
			return "", err
		}
		kept, err := api.Get(service, k.user())
		if isNotFound(err) || err == nil && kept != secret {
			return "", errUnchanged
		}
		return "", err
	})
	return err
}

// Delete removes a secret, waiting for a locked keychain to be unlocked.
func (s *system) Delete(ctx context.Context, k Key) error {
	_, err := s.do(ctx, k, func(waiting context.Context, api keyringAPI) (string, error) {
		if err := unlock(waiting, api, k); err != nil {
			return "", err
		}
		if err := api.Delete(service, k.user()); err != nil {
			return "", err
		}
		_, err := api.Get(service, k.user())
		if err == nil {
			err = errUnchanged
		}
		return "", err
	})
	if billing.CodeOf(err) == billing.KeychainNotFound {
		return nil
	}
	return err
}

// Lasting is true.
func (s *system) Lasting() bool { return true }

// Close lets the worker end once the call that it is in returns.
func (s *system) Close() { s.once.Do(func() { close(s.closed) }) }

// unlock reads k first, so that a prompt opens for reading. Whoever gave up by the
// time it is answered was told that nothing is changed, and nothing will be.
func unlock(waiting context.Context, api keyringAPI, k Key) error {
	_, err := api.Get(service, k.user())
	if waiting.Err() != nil {
		return waiting.Err()
	}
	return err
}

func (s *system) do(ctx context.Context, k Key, call func(context.Context, keyringAPI) (string, error)) (string, error) {
	locked, err := s.isLocked(ctx, k.user())
	if err != nil {
		return "", failure(ctx, false, err)
	}
	// A prompt for somebody else's entry is one to wait for as well.
	locked = locked || s.prompting.Load()
	limit := s.quick
	if locked {
		limit = s.patient
	}
	waiting, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	j := job{
		call:   func(api keyringAPI) (string, error) { return call(waiting, api) },
		locked: locked, reply: make(chan answer, 1),
	}
	select {
	case s.jobs <- j:
	case <-s.closed:
		return "", failure(ctx, false, errors.New("the keychain was closed"))
	case <-waiting.Done():
		return "", failure(ctx, locked, waiting.Err())
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

func (s *system) isLocked(ctx context.Context, user string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, s.quick)
	defer cancel()
	return s.locked(ctx, user)
}

// errUnchanged is a change that was answered with success and is not there.
var errUnchanged = errors.New("the keychain did not make the change")

// failure gives an error of the keychain its code. A caller that gave up gets
// its own cancellation back.
func failure(ctx context.Context, locked bool, err error) error {
	code := codeOf(err)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return fmt.Errorf("use keychain: %w", ctx.Err())
	case isNotFound(err):
		return billing.NewProblem(billing.KeychainNotFound)
	case errors.Is(err, errUnchanged):
		code = billing.KeychainDenied
	case locked && errors.Is(err, context.DeadlineExceeded):
		code = billing.KeychainLocked
	case code == "":
		code = billing.KeychainMissing
	}
	return billing.NewProblem(code).Because(err)
}

func isNotFound(err error) bool {
	return errors.Is(err, keyring.ErrNotFound) || codeOf(err) == billing.KeychainNotFound
}
