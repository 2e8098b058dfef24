package app

import (
	"context"

	"billfold/billing"
)

// SetBillingDetails is refused until the backend takes them.
func (d *desk) SetBillingDetails(context.Context, billing.BillingDetails) error {
	return billing.NewProblem(billing.NotFound)
}
