// Package keychain keeps small secrets in the operating system's keychain, or in
// memory where there is none. It never writes one to disk itself.
package keychain

import (
	"context"
	"sync"

	"billfold/billing"
)

// Key names a secret: whose session on which server.
type Key struct {
	Server   string
	PersonID string
}

func (k Key) user() string { return k.PersonID + " at " + k.Server }

// Store keeps secrets. Every error is a *billing.Problem with the code
// keychain_not_found, keychain_locked or keychain_unavailable, or is the
// context's own. The methods may be called from any goroutine and may wait for a
// person to unlock the keychain, so never from the window's.
type Store interface {
	Get(ctx context.Context, k Key) (string, error)
	Set(ctx context.Context, k Key, secret string) error
	// Delete succeeds where there is nothing to delete.
	Delete(ctx context.Context, k Key) error
	// Lasting tells whether secrets outlive the program.
	Lasting() bool
	// Close ends the store's work; later calls fail.
	Close()
}

// Open is the system's keychain where one answers, locked or not, else a
// Memory.
func Open(ctx context.Context) Store {
	ctx, cancel := context.WithTimeout(ctx, quick)
	defer cancel()
	if _, err := isLocked(ctx); err != nil {
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

// Set keeps a secret until the program ends.
func (m *Memory) Set(_ context.Context, k Key, secret string) error {
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
