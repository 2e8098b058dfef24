package app

import (
	"context"

	"billfold/app/session"
	"billfold/billing"
)

// Ledgers are what is saved here of every account of the person: of those that were never
// read, or whose billing the person may not see, why there is nothing.
func (d *desk) Ledgers(ctx context.Context) ([]billing.AccountLedger, error) {
	s := d.at()
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	selected := d.Selected()
	all := make([]billing.AccountLedger, len(accounts))
	for i, a := range accounts {
		all[i] = billing.AccountLedger{ID: a.ID, Name: a.Name, Selected: a.ID == selected, Gap: billing.LedgerHidden}
		if !a.Role.May(billing.SeeBilling) {
			continue
		}
		if err := fillLedger(ctx, s, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// fillLedger reads what is saved of an account; one of which nothing is, or which this
// version cannot read, stays empty.
func fillLedger(ctx context.Context, s *session.Session, l *billing.AccountLedger) error {
	l.Gap = billing.LedgerUnread
	facts, err := s.Facts(ctx, l.ID)
	switch code := billing.CodeOf(err); {
	case code == billing.NotFound || code == billing.ClientOutdated:
		return nil
	case err != nil:
		return err
	}
	fresh, err := s.Freshness(ctx, l.ID)
	if err != nil {
		return err
	}
	if l.Invoices, err = s.Invoices(ctx, l.ID, "", -1); err != nil {
		return err
	}
	if l.Changes, err = s.Changes(ctx, l.ID, "", -1); err != nil {
		return err
	}
	l.Gap, l.AsOf, l.Zone, l.Methods = "", fresh.AsOf, facts.Account.Location(), facts.Account.Methods
	l.Currency = facts.Account.Currency
	return nil
}
