package billing

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"
)

// Limit is how much of something the terms allow, and how much of that is in use.
type Limit struct {
	Name     string // LimitSeats, or that of a grant
	Used, Of decimal.Decimal
}

// LimitSeats is the limit that is no grant: how many members the terms have room for.
const LimitSeats = "seats"

// limitOrder is how limits are listed; others follow by name.
var limitOrder = []string{LimitSeats, StorageGB, AICredits, EmailCredits, MessageCredits, CallMinutes}

// Limits are everything that the terms limit, seats first: a plan without seats limits
// none.
func (f Facts) Limits() []Limit {
	s := f.Subscription
	var all []Limit
	if s.Terms.Seats > 0 {
		all = append(all, Limit{
			Name: LimitSeats, Used: decimal.NewFromInt(int64(f.Usage.ActiveMembers)), Of: decimal.NewFromInt(int64(s.Terms.Seats)),
		})
	}
	granted := f.Catalog.Entitlements(s.Terms)
	for _, name := range slices.SortedFunc(maps.Keys(granted), compareLimits) {
		used := f.Usage.Meters[name]
		if name == StorageGB {
			used = f.Usage.StorageUsedGB
		}
		all = append(all, Limit{Name: name, Used: used, Of: granted[name]})
	}
	return all
}

func compareLimits(a, b string) int {
	rank := func(name string) int {
		if i := slices.Index(limitOrder, name); i >= 0 {
			return i
		}
		return len(limitOrder)
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
}

// Over is how much more is in use than there is; 0 where everything fits.
func (l Limit) Over() decimal.Decimal { return decimal.Max(l.Used.Sub(l.Of), decimal.Zero) }

// Share is the part of the limit that is in use, to a thousandth and rounded down;
// 0 where nothing is allowed.
func (l Limit) Share() decimal.Decimal {
	if !l.Of.IsPositive() {
		return decimal.Zero
	}
	return l.Used.Shift(3).Div(l.Of).Floor().Shift(-3)
}

// Limit finds one of the limits by its name.
func (f Facts) Limit(name string) (Limit, bool) {
	all := f.Limits()
	if i := slices.IndexFunc(all, func(l Limit) bool { return l.Name == name }); i >= 0 {
		return all[i], true
	}
	return Limit{}, false
}
