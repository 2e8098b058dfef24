package discreet

import "golang.org/x/sys/unix"

// undumped does both: a limit of nothing is ignored where dumps are handed to
// another program, and a process that is not dumpable is none of its user's
// debuggers' either.
func undumped() error {
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return err
	}
	return unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
