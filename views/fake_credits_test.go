package views_test

import (
	"context"

	"billfold/billing"
	"billfold/views/sample"
)

func (f *fake) CreditGrants(context.Context) ([]billing.CreditGrant, error) {
	if f.bare {
		return nil, f.factsErr
	}
	return sample.CreditGrants(), f.factsErr
}

func (f *fake) CreditSpends(_ context.Context, limit int) ([]billing.CreditSpend, error) {
	if f.bare {
		return nil, f.factsErr
	}
	all := sample.CreditSpends()
	return all[:min(limit, len(all))], f.factsErr
}

func (f *fake) UsageDays(context.Context) ([]billing.UsageDay, error) {
	if f.bare {
		return nil, f.factsErr
	}
	return sample.UsageDays(), f.factsErr
}
