package app

import (
	"context"

	"billfold/views/settings"
)

// DataSizes are those of the files on this computer.
func (d *desk) DataSizes(ctx context.Context) (settings.Sizes, error) {
	sizes, err := d.at().Sizes(ctx)
	return settings.Sizes{All: sizes.All, Copy: sizes.Copy, Accounts: sizes.Accounts}, err
}

// ClearCopy drops the selected account's copy; drafts, and what was confirmed, stay.
func (d *desk) ClearCopy(ctx context.Context) error {
	err := d.at().ClearCopy(ctx, d.Selected())
	d.settle(ctx)
	return err
}
