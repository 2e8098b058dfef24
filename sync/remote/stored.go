package remote

import (
	"fmt"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// storageByKind is the split of a total; none where it names a kind that this
// version does not know, or is not one of it: then only the total is known.
func (w *wireUsage) storageByKind(total decimal.Decimal) (map[billing.StoredKind]decimal.Decimal, error) {
	split := map[billing.StoredKind]decimal.Decimal{}
	for kind, text := range w.StorageByKind {
		size, err := decimal.NewFromString(text)
		if err != nil {
			return nil, fmt.Errorf("storage_by_kind.%s: %w", kind, err)
		}
		split[billing.StoredKind(kind)] = size
	}
	if !billing.SplitsStorage(split, total) {
		return nil, nil
	}
	return split, nil
}

func (w *wireStoredItem) to(money.Currency) (*billing.StoredItem, error) {
	i := billing.StoredItem{ID: w.ID, Name: w.Name, Workspace: w.Workspace, AddedAt: w.AddedAt.UTC(), LastOpened: optionalTime(w.LastOpened)}
	var err error
	if i.Kind, err = known("kind", w.Kind, billing.StoredKinds...); err != nil {
		return nil, err
	}
	if i.SizeGB, err = decimal.NewFromString(w.SizeGB); err != nil {
		return nil, fmt.Errorf("size_gb: %w", err)
	}
	return &i, nil
}

func (w *wireCreditGrant) to(money.Currency) (*billing.CreditGrant, error) {
	g := billing.CreditGrant{ID: w.ID, Kind: w.Kind, At: w.At.UTC(), LapsesAt: optionalTime(w.LapsesAt), Reference: w.Reference}
	var err error
	if g.Source, err = known("source", w.Source, billing.FromPlan, billing.FromPack); err != nil {
		return nil, err
	}
	if g.Granted, err = decimal.NewFromString(w.Granted); err != nil {
		return nil, fmt.Errorf("granted: %w", err)
	}
	if g.Spent, err = decimal.NewFromString(w.Spent); err != nil {
		return nil, fmt.Errorf("spent: %w", err)
	}
	return &g, nil
}

func (w *wireCreditSpend) to(money.Currency) (*billing.CreditSpend, error) {
	s := billing.CreditSpend{ID: w.ID, Kind: w.Kind, At: w.At.UTC(), Actor: w.Actor, Action: w.Action, Workspace: w.Workspace}
	var err error
	if s.Quantity, err = decimal.NewFromString(w.Quantity); err != nil {
		return nil, fmt.Errorf("quantity: %w", err)
	}
	return &s, nil
}
