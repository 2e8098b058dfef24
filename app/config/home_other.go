//go:build !unix

package config

import (
	"errors"
	"io/fs"
	"syscall"
)

// foreign says why a directory is not ours alone. Windows keeps that in access
// lists, which the user's own profile has right by default.
func foreign(fs.FileInfo) string { return "" }

func notDirectory(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// syncDirectory has nothing to do where a directory cannot be opened as a file.
func syncDirectory(string) error { return nil }
