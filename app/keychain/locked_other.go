//go:build !linux

package keychain

import "context"

// isLocked cannot be asked of the keychains of these systems, and any of them
// may open a prompt; so the long time of a locked one always applies.
func isLocked(context.Context, string) (bool, error) { return true, nil }
