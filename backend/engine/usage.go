package engine

import (
	"context"
	"slices"
	"time"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/shopspring/decimal"
)

// startCycle begins the usage cycle that an instant is in: what was used of the
// old one no longer counts, what the plan granted for it lapses, and what it
// grants for the new one is there.
func (e *Engine) startCycle(ctx context.Context, tx *store.Tx, account string, s *billing.Subscription, at time.Time) error {
	u, err := tx.Usage(ctx, account)
	if err != nil {
		return err
	}
	u.Cycle, u.Meters = billing.UsageCycle(s.Anchor, s.Period, at), nil
	if err := tx.PutUsage(ctx, account, u); err != nil {
		return err
	}
	catalog, err := tx.Catalog(ctx, account)
	if err != nil {
		return err
	}
	return e.changeGrants(ctx, tx, account, func(grants []billing.CreditGrant) []billing.CreditGrant {
		grants = billing.LapsePlan(grants)
		if !s.Serves() {
			return grants
		}
		return catalog.Regrant(grants, s.Terms, u.Cycle, at, func() string { return e.newID("cgr_") })
	})
}

// regrant grants what a change of terms gives on top within a running usage cycle.
func (e *Engine) regrant(ctx context.Context, tx *store.Tx, account string, p *store.Preview) error {
	catalog, err := tx.Catalog(ctx, account)
	if err != nil || p.Timing == billing.PeriodEnd || !catalog.Allowances(p.After).Exceed(catalog.Allowances(p.Before)) {
		return err
	}
	u, err := tx.Usage(ctx, account)
	if err != nil {
		return err
	}
	return e.changeGrants(ctx, tx, account, func(grants []billing.CreditGrant) []billing.CreditGrant {
		return catalog.Regrant(grants, p.After, u.Cycle, e.now(), func() string { return e.newID("cgr_") })
	})
}

func (e *Engine) changeGrants(ctx context.Context, tx *store.Tx, account string, change func([]billing.CreditGrant) []billing.CreditGrant) error {
	before, err := tx.CreditGrants(ctx, account)
	if err != nil {
		return err
	}
	return tx.PutCreditGrants(ctx, account, before, change(slices.Clone(before)))
}

// endCycle closes a usage cycle within a billing period: what was metered is
// rated and invoiced, and the next cycle begins.
func (e *Engine) endCycle(ctx context.Context, account string, end time.Time) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		f, err := tx.Facts(ctx, account, billing.RoleAdmin)
		if err != nil || !f.Usage.Cycle.End.Equal(end) || !lives(f.Subscription) {
			return err
		}
		lines, totals := f.UsageInvoice()
		if err := e.startCycle(ctx, tx, account, f.Subscription, end); err != nil || len(lines) == 0 {
			return err
		}
		return e.issueDue(ctx, tx, account, &billing.Invoice{
			At: end, Period: f.Usage.Cycle, Currency: f.Account.Currency, Lines: lines, Totals: totals,
		})
	})
}

// RecordUsage notes that something was used at this instant: what the plan meters
// is counted and billed afterwards; what it grants is spent, the plan's part
// first and then packs. What nobody sells is a Problem unknown_meter, too little
// left allowance_used_up, and nothing is noted then. The quantity must be above 0.
func (e *Engine) RecordUsage(ctx context.Context, account, meter string, quantity decimal.Decimal) error {
	if err := e.catchUp(ctx, account); err != nil {
		return err
	}
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		f, err := factsFor(ctx, tx, request{account: account, role: billing.RoleAdmin})
		if err != nil {
			return err
		}
		if s := f.Subscription; !s.Serves() {
			return billing.NewProblem(billing.ServiceRestricted, "status", string(s.Status))
		}
		if err := f.CheckUsage(meter, quantity); err != nil {
			return err
		}
		if err := spend(ctx, tx, f, meter, quantity); err != nil {
			return err
		}
		u := f.Usage
		if u.Meters == nil {
			u.Meters = map[string]decimal.Decimal{}
		}
		u.Meters[meter] = u.Meters[meter].Add(quantity)
		if err := tx.AddUsage(ctx, account, meter, e.now().In(f.Account.Location()), quantity); err != nil {
			return err
		}
		return tx.PutUsage(ctx, account, u)
	})
	if err != nil {
		return err
	}
	return e.catchUp(ctx, account)
}

// spend takes what is used of granted credits; what the plan meters is not
// granted but billed.
func spend(ctx context.Context, tx *store.Tx, f billing.Facts, meter string, quantity decimal.Decimal) error {
	if plan, ok := f.Catalog.Plan(f.Subscription.Terms.Plan); ok {
		if _, metered := plan.Meter(meter); metered {
			return nil
		}
	}
	before, err := tx.CreditGrants(ctx, f.Account.ID)
	if err != nil {
		return err
	}
	after, ok := billing.SpendCredits(before, meter, quantity)
	if !ok {
		return billing.NewProblem(billing.AllowanceUsedUp,
			"meter", meter, "quantity", quantity.String(), "left", billing.CreditsLeft(before)[meter].String())
	}
	return tx.PutCreditGrants(ctx, f.Account.ID, before, after)
}

// SetStorage says how much storage is used, in GB. The account must have a
// subscription.
func (e *Engine) SetStorage(ctx context.Context, account string, used decimal.Decimal) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		u, err := tx.Usage(ctx, account)
		if err != nil {
			return err
		}
		u.StorageUsedGB = used
		return tx.PutUsage(ctx, account, u)
	})
}
