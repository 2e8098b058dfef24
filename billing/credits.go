package billing

import (
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// GrantSource says where credits come from.
type GrantSource string

// The sources of credits. The plan's part lapses at the usage cycle's end; a
// pack lasts until it is spent.
const (
	FromPlan GrantSource = "plan"
	FromPack GrantSource = "pack"
)

// CreditGrant is credits of one kind that were given at once: AI, email or
// message credits, or whatever else a catalog grants to be used up.
type CreditGrant struct {
	ID        string
	Kind      string // AICredits, EmailCredits, …
	Source    GrantSource
	Granted   decimal.Decimal
	Spent     decimal.Decimal
	At        time.Time
	LapsesAt  *time.Time // nil lasts until it is spent
	Reference string     // the invoice of a pack
}

// CreditSpend is credits of one kind that somebody used up by one action.
type CreditSpend struct {
	ID        string
	Kind      string // AICredits, …
	At        time.Time
	Actor     string // a person's name
	Action    string // what it was for, as the product calls it
	Workspace string // id
	Quantity  decimal.Decimal
}

// Left is what can still be spent.
func (g *CreditGrant) Left() decimal.Decimal { return g.Granted.Sub(g.Spent) }

// CreditsLeft is what is left of each kind.
func CreditsLeft(grants []CreditGrant) Grants {
	left := Grants{}
	for i := range grants {
		left[grants[i].Kind] = left[grants[i].Kind].Add(grants[i].Left())
	}
	return left
}

// SpendCredits takes credits of a kind from what was granted: the plan's part
// first, since it lapses, then packs, the oldest first (rule 7). It returns the
// grants afterwards, or false where there are too few, and then nothing is taken.
func SpendCredits(grants []CreditGrant, kind string, quantity decimal.Decimal) ([]CreditGrant, bool) {
	if CreditsLeft(grants)[kind].LessThan(quantity) {
		return grants, false
	}
	after := slices.Clone(grants)
	for _, source := range []GrantSource{FromPlan, FromPack} {
		for i := range after {
			g := &after[i]
			if g.Kind != kind || g.Source != source {
				continue
			}
			part := decimal.Min(quantity, g.Left())
			g.Spent, quantity = g.Spent.Add(part), quantity.Sub(part)
		}
	}
	return after, true
}

// Regrant brings the plan's part of the grants to what terms give a usage cycle
// that is running: what is more is granted on top, whole; what is less stays
// until the cycle's end (rule 7). What was granted once in a cycle is not
// granted again by going back and forth.
func (c *Catalog) Regrant(grants []CreditGrant, t Terms, cycle Period, at time.Time, newID func() string) []CreditGrant {
	allowances := c.Allowances(t)
	after := slices.Clone(grants)
	for i := range after {
		g := &after[i]
		if g.Source != FromPlan {
			continue
		}
		g.Granted = decimal.Max(g.Granted, allowances[g.Kind])
		delete(allowances, g.Kind)
	}
	for _, kind := range slices.Sorted(maps.Keys(allowances)) {
		end := cycle.End
		after = append(after, CreditGrant{ID: newID(), Kind: kind, Source: FromPlan, Granted: allowances[kind], At: at, LapsesAt: &end})
	}
	return after
}

// LapsePlan drops what the plan granted for a usage cycle that is over.
func LapsePlan(grants []CreditGrant) []CreditGrant {
	return slices.DeleteFunc(slices.Clone(grants), func(g CreditGrant) bool { return g.Source == FromPlan })
}

// PackGrants is what a paid invoice's one-time add-ons give, with the invoice as
// reference.
func (c *Catalog) PackGrants(i *Invoice, at time.Time, newID func() string) []CreditGrant {
	var grants []CreditGrant
	for n := range i.Lines {
		line := &i.Lines[n]
		addon, ok := c.Addon(line.Item.Addon())
		if !ok || line.Kind != OneTime {
			continue
		}
		for _, kind := range slices.Sorted(maps.Keys(addon.Grants)) {
			if quantity := addon.Grants[kind].Mul(line.Quantity); kind != StorageGB && quantity.IsPositive() {
				grants = append(grants, CreditGrant{ID: newID(), Kind: kind, Source: FromPack, Granted: quantity, At: at, Reference: i.ID})
			}
		}
	}
	return grants
}
