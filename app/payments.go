package app

import "context"

// SetDefaultMethod has renewals and auto-reload be collected with another of the selected
// account's payment methods.
func (d *desk) SetDefaultMethod(ctx context.Context, method string) error {
	return d.at().SetDefaultMethod(ctx, d.Selected(), method)
}

// RemoveMethod takes one of the selected account's payment methods away.
func (d *desk) RemoveMethod(ctx context.Context, method string) error {
	return d.at().RemoveMethod(ctx, d.Selected(), method)
}
