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
	return tx.PutCreditGrants(ctx, account, before, change(slices.Clone(before)), e.now())
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
	return e.RecordSpend(ctx, account, billing.CreditSpend{Kind: meter, Quantity: quantity})
}

// RecordSpend is RecordUsage by somebody, for something: the spend, which gets its
// id and instant here, is kept beside what it is taken of. One that names nobody
// is usage and no more, and so is what the plan meters.
func (e *Engine) RecordSpend(ctx context.Context, account string, s billing.CreditSpend) error {
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
		if err := f.CheckUsage(s.Kind, s.Quantity); err != nil {
			return err
		}
		if err := e.spend(ctx, tx, f, s); err != nil {
			return err
		}
		u := f.Usage
		if u.Meters == nil {
			u.Meters = map[string]decimal.Decimal{}
		}
		u.Meters[s.Kind] = u.Meters[s.Kind].Add(s.Quantity)
		if err := tx.AddUsage(ctx, account, s.Kind, e.now().In(f.Account.Location()), s.Quantity); err != nil {
			return err
		}
		return tx.PutUsage(ctx, account, u)
	})
	if err != nil {
		return err
	}
	return e.catchUp(ctx, account)
}

// keepsSpends is how long it is known what credits were spent on: for the running
// usage cycle and two more.
const keepsSpends = 93 * 24 * time.Hour

// spend takes what is used of granted credits, and keeps on what if somebody is
// named; what the plan meters is not granted but billed.
func (e *Engine) spend(ctx context.Context, tx *store.Tx, f billing.Facts, s billing.CreditSpend) error {
	if plan, ok := f.Catalog.Plan(f.Subscription.Terms.Plan); ok {
		if _, metered := plan.Meter(s.Kind); metered {
			return nil
		}
	}
	account, at := f.Account.ID, e.now()
	before, err := tx.CreditGrants(ctx, account)
	if err != nil {
		return err
	}
	after, ok := billing.SpendCredits(before, s.Kind, s.Quantity)
	if !ok {
		return billing.NewProblem(billing.AllowanceUsedUp,
			"meter", s.Kind, "quantity", s.Quantity.String(), "left", billing.CreditsLeft(before)[s.Kind].String())
	}
	if err := tx.PutCreditGrants(ctx, account, before, after, at); err != nil || s.Actor == "" {
		return err
	}
	s.ID, s.At = e.newID("csp_"), at
	if err := tx.InsertCreditSpend(ctx, account, &s); err != nil {
		return err
	}
	return tx.DropCreditSpends(ctx, account, at.Add(-keepsSpends), at)
}

// SetStorage says how much storage is used, in GB, and no more than that: what it
// consists of is not known from then on. The account must have a subscription.
func (e *Engine) SetStorage(ctx context.Context, account string, used decimal.Decimal) error {
	return e.setStored(ctx, account, used, nil, nil)
}

// SetStored says how much storage is used of each kind, in GB, and which of the
// account's items are the biggest. The account must have a subscription.
func (e *Engine) SetStored(ctx context.Context, account string, byKind map[billing.StoredKind]decimal.Decimal, biggest []billing.StoredItem) error {
	used := decimal.Zero
	for _, size := range byKind {
		used = used.Add(size)
	}
	return e.setStored(ctx, account, used, byKind, biggest)
}

func (e *Engine) setStored(ctx context.Context, account string, used decimal.Decimal, byKind map[billing.StoredKind]decimal.Decimal, biggest []billing.StoredItem) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		u, err := tx.Usage(ctx, account)
		if err != nil {
			return err
		}
		u.StorageUsedGB, u.StorageByKind = used, byKind
		if err := tx.PutUsage(ctx, account, u); err != nil {
			return err
		}
		return tx.PutStoredItems(ctx, account, biggest, e.now())
	})
}
