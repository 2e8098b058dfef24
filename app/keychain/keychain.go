// Package keychain keeps small secrets in the operating system's keychain, or in
// memory where there is none. It never writes one to disk itself.
package keychain

import (
	"context"
	"sync"

	"billfold/billing"
)

// Kind is what a secret is for.
type Kind string

// Everything that is ever kept.
const (
	RefreshToken Kind = "session" // keeps a person signed in
	DeviceKey    Kind = "device"  // signs what they confirm
)

// Key names a secret: what it is for, whose, and on which server.
type Key struct {
	Kind     Kind
	Server   string
	PersonID string
}

// user is the account name of an entry; the service is "billfold".
func (k Key) user() string { return string(k.Kind) + " of " + k.PersonID + " at " + k.Server }

// Store keeps secrets. Every error is a *billing.Problem with the code
// keychain_not_found, keychain_locked (nobody answered the prompt that unlocks it),
// keychain_denied (the prompt was dismissed or the entry refused) or
// keychain_unavailable, or is the context's own. The methods may be called from
// any goroutine and may wait for a person to unlock the keychain, so never from
// the window's.
type Store interface {
	Get(ctx context.Context, k Key) (string, error)
	// Set also fails, without a code, for a key without a Kind and for a secret
	// that is too large for some system's keychain; neither comes of a person.
	Set(ctx context.Context, k Key, secret string) error
	// Delete succeeds where there is nothing to delete.
	Delete(ctx context.Context, k Key) error
	// Lasting tells whether secrets outlive the program.
	Lasting() bool
	// Close ends the store's work; later calls fail.
	Close()
}

// Open is the system's keychain where one answers, be it locked or refusing, else
// a Memory.
func Open(ctx context.Context) Store {
	ctx, cancel := context.WithTimeout(ctx, quick)
	defer cancel()
	if _, err := isLocked(ctx, ""); err != nil && codeOf(err) != billing.KeychainDenied {
		return NewMemory()
	}
	return newSystem(osKeyring{}, isLocked)
}

// Memory is a Store that forgets when the program ends.
type Memory struct {
	mu      sync.Mutex
	secrets map[Key]string
}

// NewMemory is an empty Memory.
func NewMemory() *Memory { return &Memory{secrets: map[Key]string{}} }

// Get finds a secret set before.
func (m *Memory) Get(_ context.Context, k Key) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	secret, ok := m.secrets[k]
	if !ok {
		return "", billing.NewProblem(billing.KeychainNotFound)
	}
	return secret, nil
}

// Set keeps a secret until the program ends, if the system's keychain would take it.
func (m *Memory) Set(_ context.Context, k Key, secret string) error {
	if err := check(k, secret); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.secrets[k] = secret
	return nil
}

// Delete forgets a secret.
func (m *Memory) Delete(_ context.Context, k Key) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.secrets, k)
	return nil
}

// Lasting is false.
func (m *Memory) Lasting() bool { return false }

// Close forgets everything.
func (m *Memory) Close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.secrets)
}
