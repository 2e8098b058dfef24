package issuer

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const keyBytes = 32

// loadKey reads the key, or makes it. A new key is written beside its place
// and moved there whole, so that a crash leaves no half of one.
func loadKey(path string) ([]byte, error) {
	key, err := os.ReadFile(path) //nolint:gosec // in the operator's own directory
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return makeKey(path)
	case err != nil:
		return nil, fmt.Errorf("read signing key: %w", err)
	case len(key) != keyBytes:
		return nil, fmt.Errorf("read signing key: %s holds %d bytes instead of %d; delete it to sign everybody out and start anew", path, len(key), keyBytes)
	}
	return key, nil
}

func makeKey(path string) ([]byte, error) {
	key := make([]byte, keyBytes)
	rand.Read(key) // never fails: crypto/rand ends the program rather than return an error
	f, err := os.CreateTemp(filepath.Dir(path), ".key-*")
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already where the move succeeded
	_, err = f.Write(key)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("write signing key: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return nil, fmt.Errorf("place signing key: %w", err)
	}
	return key, nil
}
