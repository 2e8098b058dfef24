package app

import (
	"context"

	"billfold/billing"
)

// Members are the selected account's, as saved.
func (d *desk) Members(ctx context.Context) ([]billing.Member, error) {
	return d.at().Members(ctx, d.Selected(), "", -1)
}

// CreditGrants are none: the copy does not keep them yet.
func (d *desk) CreditGrants(context.Context) ([]billing.CreditGrant, error) { return nil, nil }

// CancelSubscription has the selected account's subscription end with its period.
func (d *desk) CancelSubscription(ctx context.Context, _ string) (billing.Outcome, error) {
	return d.at().Cancel(ctx, d.Selected())
}
