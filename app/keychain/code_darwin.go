package keychain

import (
	"errors"
	"os/exec"

	"billfold/billing"
)

// The exit status of /usr/bin/security is the last byte of an OSStatus.
const (
	authFailed            = 51  // errSecAuthFailed, -25293
	userCanceled          = 128 // errSecUserCanceled, -128
	interactionNotAllowed = 36  // errSecInteractionNotAllowed, -25308: locked, and no window to ask in
)

// codeOf tells what the Keychain refuses from what is broken, which is "".
func codeOf(err error) billing.Code {
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return ""
	}
	switch exit.ExitCode() {
	case authFailed, userCanceled:
		return billing.KeychainDenied
	case interactionNotAllowed:
		return billing.KeychainLocked
	default:
		return ""
	}
}
