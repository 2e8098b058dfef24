package engine

import (
	"context"
	"strconv"
	"time"

	"billfold/backend/store"
	"billfold/billing"
)

// dueReload is the order of packs that an account's auto-reload has to make now,
// or nil where it has none, enough is left, an invoice is open, or its monthly
// cap would be passed.
func dueReload(ctx context.Context, r *store.Reader, account string) (*reload, error) {
	a, err := r.Account(ctx, account, billing.RoleAdmin)
	if err != nil || a.AutoReload == nil {
		return nil, err
	}
	f, err := r.Facts(ctx, account, billing.RoleAdmin)
	if err != nil || !f.Subscription.Serves() || f.Subscription.OpenInvoice != "" || f.Subscription.InFlight != "" {
		return nil, err
	}
	grants, err := r.CreditGrants(ctx, account)
	if err != nil {
		return nil, err
	}
	missing := a.AutoReload.Below.Sub(billing.CreditsLeft(grants)[billing.AICredits])
	if !missing.IsPositive() {
		return nil, nil
	}
	spent, err := r.Reloaded(ctx, account, f.Usage.Cycle.Start)
	if err != nil {
		return nil, err
	}
	n := f.ReloadQuantity(missing, a.AutoReload.MonthlyCap.Sub(spent))
	if n == 0 {
		return nil, nil
	}
	return &reload{facts: f, quantity: n}, nil
}

type reload struct {
	facts    billing.Facts
	quantity int
}

// reload invoices the packs that auto-reload buys; they are delivered when they
// are paid, like all that is sold once.
func (e *Engine) reload(ctx context.Context, account string, at time.Time) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		due, err := dueReload(ctx, &tx.Reader, account)
		if err != nil || due == nil {
			return err
		}
		lines, totals := due.facts.ReloadInvoice(due.quantity, at)
		return e.issueDue(ctx, tx, account, &billing.Invoice{
			At: at, Period: billing.Period{Start: at, End: at}, Currency: due.facts.Account.Currency, Lines: lines, Totals: totals,
		})
	})
}

// giveUpReload ends an auto-reload whose packs could not be paid for: they were
// not delivered, so nothing is owed for them.
func (e *Engine) giveUpReload(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice, at time.Time) error {
	if err := e.takeBack(ctx, tx, account, i, billing.InvoiceVoid); err != nil {
		return err
	}
	if err := tx.SetAutoReload(ctx, account, nil); err != nil {
		return err
	}
	return tx.Notify(ctx, account, notification(at, billing.ReloadStopped, "payments",
		"invoice", i.Number, "attempts", strconv.Itoa(len(i.Attempts))))
}
