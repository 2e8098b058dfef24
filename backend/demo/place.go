package demo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A demo marks the directory that it lives in, so that it never seeds people
// and accounts among somebody's own, and an interrupted seeding starts over.
const (
	marker  = "demo"
	seeding = "seeding\n"
	seeded  = "seeded\n"
)

// ErrForeign says that a directory holds something that no demo made.
var ErrForeign = errors.New("not made by a demo")

// Check tells whether people and accounts are in a directory already. It is
// ErrForeign where the directory is neither empty nor a demo's; the names are
// what may lie in it all the same. It changes nothing.
func Check(dir string, names ...string) (ready bool, err error) {
	text, err := os.ReadFile(filepath.Join(dir, marker)) //nolint:gosec // in the operator's own directory
	if err == nil {
		return string(text) == seeded, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("read demo marker: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("read directory: %w", err)
	}
	for _, entry := range entries {
		if !slices.Contains(names, entry.Name()) {
			return false, fmt.Errorf("%s holds %s: %w", dir, entry.Name(), ErrForeign)
		}
	}
	return false, nil
}

// Claim marks a directory, which Check found good and not ready, as a demo's
// that is about to be filled. What an interrupted seeding left is removed.
func Claim(dir string, names ...string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read directory: %w", err)
	}
	for _, entry := range entries {
		if entry.Name() == marker || slices.Contains(names, entry.Name()) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, entry.Name())); err != nil {
			return fmt.Errorf("clear interrupted demo: %w", err)
		}
	}
	return mark(dir, seeding)
}

// Seeded marks a directory as ready.
func Seeded(dir string) error { return mark(dir, seeded) }

func mark(dir, state string) error {
	if err := os.WriteFile(filepath.Join(dir, marker), []byte(state), 0o600); err != nil {
		return fmt.Errorf("mark demo directory: %w", err)
	}
	return nil
}
