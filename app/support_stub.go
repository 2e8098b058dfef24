package app

import (
	"context"

	"billfold/billing"
)

// SaveText writes a text to a path, whole or not at all.
func (d *desk) SaveText(_ context.Context, path, _ string) error {
	return billing.NewProblem(billing.HomeUnusable, "path", path)
}
