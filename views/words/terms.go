package words

import (
	"maps"
	"slices"
	"strings"

	"billfold/billing"

	"github.com/shopspring/decimal"
)

// Plan is a plan's name as the catalog has it, or its id where the catalog, which
// may be nil, does not know it.
func Plan(c *billing.Catalog, id string) string {
	if c != nil {
		if plan, ok := c.Plan(id); ok {
			return plan.Name
		}
	}
	return id
}

// Addon is an add-on's name as the catalog has it, or its id.
func Addon(c *billing.Catalog, id string) string {
	if c != nil {
		if addon, ok := c.Addon(id); ok {
			return addon.Name
		}
	}
	return id
}

// Seats is a number of seats: "50 seats".
func (p Printer) Seats(n int) string {
	return N(n, "{n} seat", "{n} seats", "n", p.Count(int64(n)))
}

// Terms is terms in one line: "Team, 50 seats, monthly".
func (p Printer) Terms(c *billing.Catalog, t billing.Terms) string {
	parts := []string{Plan(c, t.Plan), p.Seats(t.Seats)}
	for _, id := range slices.Sorted(maps.Keys(t.Addons)) {
		parts = append(parts, p.addons(c, id, t.Addons[id]))
	}
	for _, meter := range slices.Sorted(maps.Keys(t.Volumes)) {
		parts = append(parts, p.volume(meter, t.Volumes[meter]))
	}
	return list(append(parts, within(adverbs, t.Interval)))
}

// Summary is what differs between two terms in one line, in the order plan,
// interval, seats, add-ons, volumes: "Team to Business, 46 to 50 seats".
func (p Printer) Summary(c *billing.Catalog, from, to billing.Terms) string {
	var all []string
	if a, b := Plan(c, from.Plan), Plan(c, to.Plan); a != b {
		all = append(all, T("{from} to {to}", "from", a, "to", b))
	}
	if from.Interval != to.Interval {
		all = append(all, T("{from} to {to}", "from", Interval(from.Interval), "to", within(adverbs, to.Interval)))
	}
	if from.Seats != to.Seats {
		all = append(all, T("{from} to {to} seats", "from", p.Count(int64(from.Seats)), "to", p.Count(int64(to.Seats))))
	}
	all = append(all, p.addonChanges(c, from.Addons, to.Addons)...)
	for _, meter := range keysOf(from.Volumes, to.Volumes) {
		if a, b := from.Volumes[meter], to.Volumes[meter]; a != b {
			all = append(all, T("{name}: {from} to {to} a month", "name", Grant(meter), "from", p.Count(a), "to", p.Count(b)))
		}
	}
	if len(all) == 0 {
		return T("No change")
	}
	return list(all)
}

// addonChanges tells one add-on that takes the place of another as one change:
// "200 GB storage to 100 GB storage".
func (p Printer) addonChanges(c *billing.Catalog, from, to map[string]int) []string {
	out, in, swapped := Swap(c, from, to)
	var all []string
	if swapped {
		all = append(all, T("{from} to {to}", "from", p.addons(c, out, from[out]), "to", p.addons(c, in, to[in])))
	}
	for _, id := range keysOf(from, to) {
		a, b := from[id], to[id]
		switch {
		case a == b || swapped && (id == out || id == in):
		case a == 0:
			all = append(all, T("{addons} added", "addons", p.addons(c, id, b)))
		case b == 0:
			all = append(all, T("{addons} removed", "addons", p.addons(c, id, a)))
		default:
			all = append(all, T("{name}: {from} to {to}", "name", Addon(c, id), "from", p.Count(int64(a)), "to", p.Count(int64(b))))
		}
	}
	return all
}

// Swap finds the one add-on that leaves and the one that comes, where both give
// the same thing.
func Swap(c *billing.Catalog, from, to map[string]int) (out, in string, ok bool) {
	var leaving, coming []string
	for _, id := range keysOf(from, to) {
		switch {
		case from[id] > 0 && to[id] == 0:
			leaving = append(leaving, id)
		case from[id] == 0 && to[id] > 0:
			coming = append(coming, id)
		}
	}
	if c == nil || len(leaving) != 1 || len(coming) != 1 {
		return "", "", false
	}
	old, known := c.Addon(leaving[0])
	next, knownToo := c.Addon(coming[0])
	if !known || !knownToo {
		return "", "", false
	}
	same := maps.EqualFunc(old.Grants, next.Grants, func(decimal.Decimal, decimal.Decimal) bool { return true })
	return old.ID, next.ID, same
}

// addons is a number of one add-on: "200 GB storage", "2 × 200 GB storage".
func (p Printer) addons(c *billing.Catalog, id string, n int) string {
	if n == 1 {
		return Addon(c, id)
	}
	return T("{n} × {name}", "n", p.Count(int64(n)), "name", Addon(c, id))
}

func (p Printer) volume(meter string, n int64) string {
	return T("{n} {name}", "n", p.Count(n), "name", counted(meter))
}

// list joins parts by commas, as every language of ours does.
func list(parts []string) string {
	return strings.Join(parts, ", ")
}

func keysOf[N int | int64](a, b map[string]N) []string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]N{}
	}
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}
