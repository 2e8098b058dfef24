package billing

import (
	"maps"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// NeedSeats names seats among needs, where the others are named as their grant is.
const NeedSeats = string(ItemSeats)

// Need is how much of one thing is in use, or will be by the usage cycle's end,
// against what terms give.
type Need struct {
	Grant string // NeedSeats, StorageGB, AICredits, …
	Used  decimal.Decimal
	Limit decimal.Decimal // of the terms
	Packs decimal.Decimal // left in packs, beside the limit
	Pace  *Pace           // nil for what is not used up over a cycle, and while too little of one has passed
	Short bool            // the terms do not suffice; a rough guess alone does not say so

	missing *big.Rat // to suffice; 0 where nothing is
}

// inUse is what recommendations are made from, seen at one instant.
type inUse struct {
	facts   Facts
	members int    // who take seats
	idle    int    // of them
	packs   Grants // what packs have left
	now     time.Time
}

// needs compares what is in use with what terms give: seats where those are limited,
// storage where there is any, and whatever is used up in a usage cycle and not billed afterwards.
func (u inUse) needs(t Terms) []Need {
	granted := u.facts.Catalog.Entitlements(t)
	var all []Need
	if !u.facts.Catalog.seatless(t) {
		all = append(all, held(NeedSeats, decimal.NewFromInt(int64(u.members)), decimal.NewFromInt(int64(t.Seats))))
	}
	if storage := held(StorageGB, u.facts.Usage.StorageUsedGB, granted[StorageGB]); storage.Used.IsPositive() || storage.Limit.IsPositive() {
		all = append(all, storage)
	}
	for _, grant := range u.spendable(t) {
		all = append(all, u.spent(t.Plan, grant, granted[grant]))
	}
	return all
}

// seatless tells whether terms are of a plan that sells no seats, which has no limit of
// them.
func (c *Catalog) seatless(t Terms) bool {
	plan, ok := c.Plan(t.Plan)
	return ok && t.Seats == 0 && plan.Seats.Min == 0 && plan.Seats.Max == 0 &&
		!slices.ContainsFunc(plan.Prices, func(p Price) bool { return p.PerSeat.IsPositive() })
}

// held is a need of what is in use and not used up.
func held(grant string, used, limit decimal.Decimal) Need {
	return Need{Grant: grant, Used: used, Limit: limit, Short: used.GreaterThan(limit), missing: beyond(used.Rat(), limit)}
}

// beyond is by how much more is needed than there is.
func beyond(needed *big.Rat, there decimal.Decimal) *big.Rat {
	rest := new(big.Rat).Sub(needed, there.Rat())
	if rest.Sign() < 0 {
		return new(big.Rat)
	}
	return rest
}

// spendable lists what is used up in a cycle and matters to terms: what they give
// or the current ones do, and what was used though neither does.
func (u inUse) spendable(t Terms) []string {
	c := u.facts.Catalog
	all := c.Allowances(t)
	maps.Copy(all, c.Allowances(u.facts.Subscription.Terms))
	for meter, used := range u.facts.Usage.Meters {
		if used.IsPositive() {
			all[meter] = used
		}
	}
	if plan, ok := c.Plan(t.Plan); ok {
		for i := range plan.Metered { // is billed by use, without an end
			delete(all, plan.Metered[i].Meter)
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// spent is a need of what is used up. Packs are spent last and last beyond the
// cycle, so that what is left in them comes on top of what was used.
func (u inUse) spent(plan, grant string, limit decimal.Decimal) Need {
	n := Need{Grant: grant, Used: u.facts.Usage.Meters[grant], Limit: limit, Packs: u.packs[grant]}
	there := limit
	if n.Packs.IsPositive() {
		there = decimal.Max(n.Used, limit).Add(n.Packs)
	}
	needed := n.Used.Rat()
	n.Short = n.Used.GreaterThan(there)
	if pace, ok := PaceOf(n.Used, there, u.facts.Usage.Cycle, u.now); ok {
		if end, ok := u.facts.Subscription.ends(); ok && plan == u.facts.Subscription.Terms.Plan {
			pace = pace.upTo(end)
		}
		n.Pace = &pace
		if !pace.Rough() {
			n.Short, needed = n.Short || !pace.Lasts(), pace.exact
		}
	}
	n.missing = beyond(needed, there)
	return n
}

// Needs compares what an account has in use with what terms give it, idle members
// not among it.
func (f Facts) Needs(t Terms, grants []CreditGrant, now time.Time) []Need {
	return inUse{facts: f, members: f.Usage.ActiveMembers, packs: packsLeft(grants), now: now}.needs(t)
}

func packsLeft(grants []CreditGrant) Grants {
	return CreditsLeft(slices.DeleteFunc(slices.Clone(grants), func(g CreditGrant) bool { return g.Source != FromPack }))
}
