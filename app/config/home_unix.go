//go:build unix

package config

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// foreign says why a directory is not ours alone, or nothing where it is.
func foreign(info fs.FileInfo) string {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && int(stat.Uid) != os.Geteuid() {
		return "it belongs to somebody else"
	}
	if info.Mode().Perm()&0o022 != 0 {
		return "others may write to it"
	}
	return ""
}

func notDirectory(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// syncDirectory makes a rename in a directory survive a power cut.
func syncDirectory(path string) error {
	directory, err := os.Open(path) //nolint:gosec // the home that was validated
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}
