package app

import (
	"context"

	"billfold/billing"
)

// StoredItems are the biggest ones of the selected account, biggest first.
func (d *desk) StoredItems(ctx context.Context) ([]billing.StoredItem, error) {
	return d.at().StoredItems(ctx, d.Selected())
}

// CreditGrants are the selected account's: the plan's part, and then packs, the
// oldest first.
func (d *desk) CreditGrants(ctx context.Context) ([]billing.CreditGrant, error) {
	return d.at().CreditGrants(ctx, d.Selected())
}

// CreditSpends are what the selected account's credits were spent on, newest
// first; none for whoever may not see people.
func (d *desk) CreditSpends(ctx context.Context, limit int) ([]billing.CreditSpend, error) {
	return d.at().CreditSpends(ctx, d.Selected(), limit)
}

// UsageDays are what the selected account used on each day of the running usage
// cycle.
func (d *desk) UsageDays(ctx context.Context) ([]billing.UsageDay, error) {
	return d.at().CycleDays(ctx, d.Selected())
}
