package billing_test

import (
	"testing"
	"time"

	"billfold/billing"

	"github.com/shopspring/decimal"
)

func TestASplitOfStorageIsWholeOrNone(t *testing.T) {
	gb := decimal.RequireFromString
	for name, c := range map[string]struct {
		byKind map[billing.StoredKind]decimal.Decimal
		total  string
		want   bool
	}{
		"sums to it":      {map[billing.StoredKind]decimal.Decimal{billing.StoredVideo: gb("1.25"), billing.StoredImage: gb("0.75")}, "2", true},
		"only a total":    {nil, "548.2", true},
		"too little":      {map[billing.StoredKind]decimal.Decimal{billing.StoredVideo: gb("1.9")}, "2", false},
		"of another kind": {map[billing.StoredKind]decimal.Decimal{"hologram": gb("2")}, "2", false},
		"below nothing":   {map[billing.StoredKind]decimal.Decimal{billing.StoredVideo: gb("3"), billing.StoredImage: gb("-1")}, "2", false},
	} {
		if got := billing.SplitsStorage(c.byKind, gb(c.total)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAnItemThatWasNeverOpenedIsUntouchedSinceItWasAdded(t *testing.T) {
	added := time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC)
	opened := added.AddDate(0, 3, 0)
	item := billing.StoredItem{AddedAt: added}
	if got := item.Untouched(); !got.Equal(added) {
		t.Errorf("never opened: untouched since %v", got)
	}
	item.LastOpened = &opened
	if got := item.Untouched(); !got.Equal(opened) {
		t.Errorf("opened: untouched since %v", got)
	}
}

// How many credits are left concerns everybody; who spent the others is about
// people.
func TestWhoSeesWhatIsStoredAndSpent(t *testing.T) {
	for _, role := range billing.Roles {
		kinds := role.Kinds()
		if !kinds.Has(billing.KindStored) || !kinds.Has(billing.KindCredits) || kinds.Has(billing.KindSpends) != role.May(billing.SeePeople) {
			t.Errorf("%s sees %b", role, kinds)
		}
	}
	spend := billing.Delta{Resources: []billing.Resource{billing.NewResource("csp_1", 1, &billing.CreditSpend{ID: "csp_1"})}}
	if !spend.Kinds().Has(billing.KindCredits) {
		t.Error("whoever shows credits is not told that they were spent")
	}
}
