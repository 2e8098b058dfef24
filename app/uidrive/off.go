//go:build !uidrive

package uidrive

import (
	"context"

	"fyne.io/fyne/v2"
)

// Start does nothing in this build.
func Start(context.Context, fyne.App) error { return nil }
