package keychain

import (
	"syscall"
	"testing"

	"billfold/billing"
)

func TestErrorsOfCredentialsHaveCodes(t *testing.T) {
	for err, want := range map[error]billing.Code{
		syscall.ERROR_ACCESS_DENIED: billing.KeychainDenied, canceled: billing.KeychainDenied,
		syscall.ERROR_PATH_NOT_FOUND: "",
	} {
		if got := codeOf(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}
