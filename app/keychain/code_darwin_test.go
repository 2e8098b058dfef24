package keychain

import (
	"fmt"
	"os/exec"
	"testing"

	"billfold/billing"
)

func TestExitsOfSecurityHaveCodes(t *testing.T) {
	for status, want := range map[int]billing.Code{
		authFailed: billing.KeychainDenied, userCanceled: billing.KeychainDenied,
		interactionNotAllowed: billing.KeychainLocked, 1: "",
	} {
		err := exec.CommandContext(t.Context(), "/bin/sh", "-c", fmt.Sprint("exit ", status)).Run()
		if got := codeOf(err); got != want {
			t.Errorf("status %d: %q, want %q", status, got, want)
		}
	}
}
