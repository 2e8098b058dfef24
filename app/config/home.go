package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"billfold/billing"
)

// private is the mode of every directory that Billfold makes.
const private fs.FileMode = 0o700

// findHome is BILLFOLD_HOME, or the platform's place for what a program keeps:
// one directory for everything, so that it can be moved and deleted as one.
func findHome(in Input) (string, error) {
	if home := in.Getenv(HomeVariable); home != "" {
		absolute, err := filepath.Abs(home)
		if err != nil {
			return "", unusable(home, "its full name cannot be found", err)
		}
		return absolute, nil
	}
	base, err := in.UserConfigDir()
	if err != nil {
		return "", unusable("", "this account has no home directory", err)
	}
	return filepath.Join(base, "billfold"), nil
}

// prepare makes the directory if it is missing, and refuses one that belongs to
// somebody else, that others may write to, or that cannot be written.
func prepare(home string) error {
	if err := os.MkdirAll(home, private); err != nil {
		return unusable(home, reasonOf(err), err)
	}
	info, err := os.Stat(home)
	if err != nil {
		return unusable(home, reasonOf(err), err)
	}
	if reason := foreign(info); reason != "" {
		return unusable(home, reason, nil)
	}
	if _, err := os.ReadDir(home); err != nil {
		return unusable(home, reasonOf(err), err)
	}
	probe, err := os.CreateTemp(home, ".writable-*")
	if err != nil {
		return unusable(home, reasonOf(err), err)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return unusable(home, reasonOf(err), err)
	}
	return nil
}

func reasonOf(err error) string {
	switch {
	case notDirectory(err):
		return "it is not a directory"
	case errors.Is(err, fs.ErrPermission):
		return "it may not be read or written"
	case readOnly(err):
		return "it is on a read-only disk"
	default:
		return "it cannot be read or written"
	}
}

func unusable(home, reason string, cause error) error {
	return billing.NewProblem(billing.HomeUnusable, "path", home, "reason", reason).Because(cause)
}
