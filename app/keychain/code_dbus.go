//go:build !darwin && !windows

package keychain

import (
	"errors"
	"strings"

	"billfold/billing"

	"github.com/godbus/dbus/v5"
)

// dismissed begins go-keyring's words for a prompt that was answered and left the
// collection or the entry locked. It has no type for it.
const dismissed = "failed to unlock correct collection"

// codeOf tells what a Secret Service refuses from what is broken, which is "".
func codeOf(err error) billing.Code {
	if err == nil {
		return ""
	}
	if strings.HasPrefix(err.Error(), dismissed) {
		return billing.KeychainDenied
	}
	failed, ok := errors.AsType[dbus.Error](err)
	if !ok {
		return ""
	}
	switch failed.Name {
	case "org.freedesktop.DBus.Error.AccessDenied", "org.freedesktop.DBus.Error.AuthFailed":
		return billing.KeychainDenied
	case "org.freedesktop.Secret.Error.IsLocked":
		return billing.KeychainLocked
	case "org.freedesktop.Secret.Error.NoSuchObject":
		// It was deleted between being found and being read.
		return billing.KeychainNotFound
	default:
		return ""
	}
}
