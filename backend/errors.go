package backend

import (
	"errors"
	"fmt"
	"net"
	"syscall"

	"billfold/billing"
	"billfold/safeweb"
)

// startError is why a backend could not be opened: one sentence for whoever
// started it, over the error underneath.
type startError struct {
	sentence string
	usage    bool
	cause    error
}

// Error is the sentence.
func (e *startError) Error() string { return e.sentence }

// Unwrap is the error underneath.
func (e *startError) Unwrap() error { return e.cause }

// IsUsage tells whether a backend could not be opened because of what it was
// asked, rather than because of what it met.
func IsUsage(err error) bool {
	start, ok := errors.AsType[*startError](err)
	return ok && start.usage
}

func usage(sentence string, args ...any) error {
	return &startError{usage: true, sentence: fmt.Sprintf(sentence, args...)}
}

// checkOptions refuses what contradicts itself, before anything is opened.
func checkOptions(o Options) error {
	if err := checkListen(o); err != nil {
		return err
	}
	if err := o.SignIn.check(o.Demo); err != nil {
		return err
	}
	if o.Demo && (o.TLS != TLS{} || len(o.Origins) > 0) {
		return usage("a demo is for this machine alone: leave --origin, --tls-cert and --tls-key out, or --demo")
	}
	return checkOrigins(o)
}

// checkListen refuses an address that is none, and a demo that anybody else
// could reach: its routes make everybody anyone.
func checkListen(o Options) error {
	host, _, err := net.SplitHostPort(o.Listen)
	if err != nil {
		return &startError{usage: true, cause: err, sentence: fmt.Sprintf(
			"cannot listen on %q: give an address and a port, like 127.0.0.1:8080, or port 0 for a free one", o.Listen)}
	}
	if o.Demo && !safeweb.Loopback(host) {
		return &startError{usage: true, sentence: fmt.Sprintf(
			"a demo lets anybody in who reaches it, so it does not listen on %q: use 127.0.0.1", host)}
	}
	return nil
}

func cannotListen(address string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return &startError{cause: billing.NewProblem(billing.PortInUse, "address", address).Because(err), sentence: fmt.Sprintf(
			"cannot listen on %s: another program does already; stop it, or choose another port (0 takes a free one)", address)}
	}
	return &startError{cause: err, sentence: fmt.Sprintf("cannot listen on %s: %v", address, err)}
}

func unusableDir(dir string, err error) error {
	return &startError{cause: err, sentence: fmt.Sprintf(
		"cannot keep data in %s: %v; make it a directory that you may write to, or choose another", dir, err)}
}

func dirInUse(dir string) error {
	return &startError{sentence: fmt.Sprintf(
		"%s is in use by another backend; stop it, or choose another directory", dir)}
}

func foreignDir(dir string, err error) error {
	return &startError{usage: true, cause: err, sentence: fmt.Sprintf(
		"%s holds data that no demo made, and a demo would add its own to it: choose an empty directory", dir)}
}

func catalogWithoutDemo() error {
	return &startError{usage: true, sentence: "a catalog is tried in a demo: add --demo, or leave --catalog out"}
}

func badCatalog(path string, err error) error {
	return &startError{usage: true, cause: err, sentence: fmt.Sprintf(
		"cannot use the catalog %s: %v; mend the file, or leave --catalog out", path, err)}
}
