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

// Claim makes sure that a directory is empty or a demo's, and tells whether
// people and accounts are in it already. What an interrupted seeding left is
// removed. The names are what may lie in a directory before it is a demo's.
func Claim(dir string, names ...string) (ready bool, err error) {
	text, err := os.ReadFile(filepath.Join(dir, marker)) // #nosec G304 -- in the operator's own directory
	switch {
	case err == nil && string(text) == seeded:
		return true, nil
	case err == nil:
		return false, clear(dir, names)
	case !errors.Is(err, fs.ErrNotExist):
		return false, fmt.Errorf("read demo marker: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false, fmt.Errorf("read directory: %w", err)
	}
	for _, entry := range entries {
		if !slices.Contains(names, entry.Name()) {
			return false, fmt.Errorf("%s holds %s: %w", dir, entry.Name(), ErrForeign)
		}
	}
	return false, mark(dir, seeding)
}

// Seeded marks a directory as ready.
func Seeded(dir string) error { return mark(dir, seeded) }

func mark(dir, state string) error {
	if err := os.WriteFile(filepath.Join(dir, marker), []byte(state), 0o600); err != nil {
		return fmt.Errorf("mark demo directory: %w", err)
	}
	return nil
}

// clear removes everything of an interrupted seeding but the marker.
func clear(dir string, keep []string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read directory: %w", err)
	}
	for _, entry := range entries {
		if entry.Name() == marker || slices.Contains(keep, entry.Name()) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, entry.Name())); err != nil {
			return fmt.Errorf("clear interrupted demo: %w", err)
		}
	}
	return nil
}
