//go:build unix && !linux

package discreet

import "golang.org/x/sys/unix"

func undumped() error { return unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
