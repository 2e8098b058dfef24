package words

import (
	"maps"
	"slices"
	"strings"

	"billfold/billing"
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
	return plural(n, "{n} seat", "{n} seats", "n", p.Count(int64(n)))
}

// Terms is terms in one line: "Team, 50 seats, monthly".
func (p Printer) Terms(c *billing.Catalog, t billing.Terms) string {
	parts := []string{Plan(c, t.Plan), p.Seats(t.Seats)}
	for _, id := range slices.Sorted(maps.Keys(t.Addons)) {
		parts = append(parts, say("{n} × {name}", "n", p.Count(int64(t.Addons[id])), "name", Addon(c, id)))
	}
	for _, meter := range slices.Sorted(maps.Keys(t.Volumes)) {
		parts = append(parts, p.volume(meter, t.Volumes[meter]))
	}
	return list(append(parts, named(adverbs, t.Interval)))
}

// Difference is what changes in one element of terms.
type Difference struct {
	Name     string // "Seats"
	From, To string // "46", "50"
	Sentence string // "46 to 50 seats"
}

// Differences lists what differs between two terms: plan, interval, seats,
// add-ons, volumes.
func (p Printer) Differences(c *billing.Catalog, from, to billing.Terms) []Difference {
	var all []Difference
	add := func(name, before, after, sentence string) {
		if before != after {
			all = append(all, Difference{Name: name, From: before, To: after, Sentence: sentence})
		}
	}
	a, b := Plan(c, from.Plan), Plan(c, to.Plan)
	add(say("Plan"), a, b, say("{from} to {to}", "from", a, "to", b))
	a, b = Interval(from.Interval), Interval(to.Interval)
	add(say("Billing interval"), a, b, say("{from} to {to}", "from", a, "to", lowerFirst(b)))
	a, b = p.Count(int64(from.Seats)), p.Count(int64(to.Seats))
	add(say("Seats"), a, b, say("{from} to {to} seats", "from", a, "to", b))
	for _, id := range keysOf(from.Addons, to.Addons) {
		a, b, name := p.Count(int64(from.Addons[id])), p.Count(int64(to.Addons[id])), Addon(c, id)
		add(name, a, b, say("{name}: {from} to {to}", "name", name, "from", a, "to", b))
	}
	for _, meter := range keysOf(from.Volumes, to.Volumes) {
		a, b, name := p.Count(from.Volumes[meter]), p.Count(to.Volumes[meter]), Grant(meter)
		add(name, a, b, say("{name}: {from} to {to} a month", "name", name, "from", a, "to", b))
	}
	return all
}

// Summary is all differences in one line: "Team to Business, 46 to 50 seats".
func (p Printer) Summary(c *billing.Catalog, from, to billing.Terms) string {
	differences := p.Differences(c, from, to)
	if len(differences) == 0 {
		return say("No change")
	}
	sentences := make([]string, len(differences))
	for i, d := range differences {
		sentences[i] = d.Sentence
	}
	return list(sentences)
}

func (p Printer) volume(meter string, n int64) string {
	return say("{n} {name}", "n", p.Count(n), "name", lowerFirst(Grant(meter)))
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
