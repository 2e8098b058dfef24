package keychain

import (
	"errors"
	"syscall"

	"billfold/billing"
)

// canceled is ERROR_CANCELLED, for which syscall has no name.
const canceled = syscall.Errno(1223)

// codeOf tells what the Credential Manager refuses from what is broken, which
// is "".
func codeOf(err error) billing.Code {
	if errors.Is(err, syscall.ERROR_ACCESS_DENIED) || errors.Is(err, canceled) {
		return billing.KeychainDenied
	}
	return ""
}
