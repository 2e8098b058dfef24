package app

import (
	"context"

	"billfold/billing"
)

// ConfirmedPreview is a preview of the selected account as it was confirmed; nil where
// it is not kept here and billing cannot be reached.
func (d *desk) ConfirmedPreview(ctx context.Context, id string) (*billing.Preview, error) {
	return d.at().ConfirmedPreview(ctx, d.Selected(), id)
}
