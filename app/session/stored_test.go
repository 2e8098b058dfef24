package session_test

import (
	"slices"
	"testing"

	"billfold/billing"

	"github.com/shopspring/decimal"
)

// What the pages of storage and credits show is read from the copy, offline too, in
// the order in which they show it.
func TestWhatIsStoredAndSpentAsSaved(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	closed(t, s)
	s = d.mustOpen(t, nowhere)
	defer closed(t, s)

	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	items, err := s.StoredItems(t.Context(), account)
	if err != nil || len(items) != 40 || items[0].SizeGB.String() != "38.2" ||
		!slices.IsSortedFunc(items, func(a, b billing.StoredItem) int { return b.SizeGB.Cmp(a.SizeGB) }) {
		t.Errorf("stored: %v, %v", items, err)
	}
	if !billing.SplitsStorage(facts.Usage.StorageByKind, facts.Usage.StorageUsedGB) || len(facts.Usage.StorageByKind) != 5 {
		t.Errorf("%s GB by kind: %v", facts.Usage.StorageUsedGB, facts.Usage.StorageByKind)
	}

	grants, err := s.CreditGrants(t.Context(), account)
	if err != nil || len(grants) < 2 || grants[0].Source != billing.FromPlan || grants[1].Source != billing.FromPack || grants[1].Reference == "" {
		t.Fatalf("grants: %+v, %v", grants, err)
	}
	used := facts.Usage.Meters[billing.AICredits]
	if !grants[0].Spent.Equal(used) {
		t.Errorf("%s AI credits used, %s taken of the plan's", used, grants[0].Spent)
	}
	spends, err := s.CreditSpends(t.Context(), account, -1)
	if err != nil || !slices.IsSortedFunc(spends, func(a, b billing.CreditSpend) int { return b.At.Compare(a.At) }) {
		t.Errorf("spends: %v, %v", spends, err)
	}
	recorded := decimal.Zero
	for _, spend := range spends {
		if !spend.At.Before(facts.Usage.Cycle.Start) {
			recorded = recorded.Add(spend.Quantity)
		}
	}
	if !recorded.Equal(used) || len(spends) < 30 {
		t.Errorf("%s of %s AI credits are told of, by %d spends", recorded, used, len(spends))
	}
	few, err := s.CreditSpends(t.Context(), account, 4)
	if err != nil || len(few) != 4 || few[0].ID != spends[0].ID {
		t.Errorf("the last four: %v, %v", few, err)
	}

	days, err := s.CycleDays(t.Context(), account)
	if err != nil || len(days) == 0 {
		t.Fatalf("days: %v, %v", days, err)
	}
	first := facts.Usage.Cycle.Start.In(facts.Account.Location())
	byDay := decimal.Zero
	for _, day := range days {
		byDay = byDay.Add(day.Quantity)
		if day.Day.Format("2006-01-02") < first.Format("2006-01-02") {
			t.Errorf("%s is before the cycle", day.ID())
		}
	}
	if !byDay.Equal(used) {
		t.Errorf("%s used day by day, %s in the cycle", byDay, used)
	}
}

// A member sees what is stored and how many credits are left, not who spent the
// others or on which invoice more were bought.
func TestAMemberSeesNobodysSpends(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, reader)
	defer closed(t, s)
	items, err := s.StoredItems(t.Context(), account)
	if err != nil || len(items) != 40 {
		t.Errorf("%d items, %v", len(items), err)
	}
	grants, err := s.CreditGrants(t.Context(), account)
	if err != nil || len(grants) < 2 || slices.ContainsFunc(grants, func(g billing.CreditGrant) bool { return g.Reference != "" }) {
		t.Errorf("grants: %+v, %v", grants, err)
	}
	spends, err := s.CreditSpends(t.Context(), account, -1)
	if err != nil || len(spends) != 0 {
		t.Errorf("spends: %v, %v", spends, err)
	}
}
