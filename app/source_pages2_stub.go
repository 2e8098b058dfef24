package app

import (
	"context"

	"billfold/billing"
)

// STAND-IN: the desk reads none of these from the cache yet. Whoever has it read them
// deletes this file.

// StoredItems is empty.
func (d *desk) StoredItems(context.Context) ([]billing.StoredItem, error) { return nil, nil }

// CreditGrants is empty.
func (d *desk) CreditGrants(context.Context) ([]billing.CreditGrant, error) { return nil, nil }

// CreditSpends is empty.
func (d *desk) CreditSpends(context.Context, int) ([]billing.CreditSpend, error) { return nil, nil }

// UsageDays is empty.
func (d *desk) UsageDays(context.Context) ([]billing.UsageDay, error) { return nil, nil }
