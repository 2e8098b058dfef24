package app

import (
	"context"

	"billfold/billing"
)

// ExportHistory writes nothing yet.
func (d *desk) ExportHistory(_ context.Context, path string) error {
	return billing.NewProblem(billing.InvalidRequest, "field", "the file", "value", path)
}
