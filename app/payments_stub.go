package app

import (
	"context"

	"billfold/billing"
)

// SetDefaultMethod is not known to the backend yet.
func (d *desk) SetDefaultMethod(context.Context, string) error {
	return billing.NewProblem(billing.ClientOutdated)
}

// RemoveMethod is not known to the backend yet.
func (d *desk) RemoveMethod(context.Context, string) error {
	return billing.NewProblem(billing.ClientOutdated)
}
