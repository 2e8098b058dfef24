package views_test

import (
	"context"

	"billfold/billing"
)

// Ledgers are those of the fake's accounts: the open one's books, and of the others none.
func (f *fake) Ledgers(context.Context) ([]billing.AccountLedger, error) {
	all := make([]billing.AccountLedger, len(f.accounts))
	for i, a := range f.accounts {
		all[i] = billing.AccountLedger{ID: a.ID, Name: a.Name, AsOf: f.fresh.AsOf}
		switch {
		case !a.Role.May(billing.SeeBilling):
			all[i].Gap = billing.LedgerHidden
		case a.ID == f.selected:
			all[i].Selected, all[i].Invoices, all[i].Changes, all[i].Methods = true, f.invoices, f.changes, f.facts.Account.Methods
		}
	}
	return all, f.factsErr
}

func (f *fake) SaveText(context.Context, string, string) error { return f.refuse }
