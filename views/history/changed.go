package history

import (
	"cmp"
	"strconv"
	"strings"

	"billfold/billing"
	"billfold/views/words"
)

// changed is something that one value took the place of another in.
type changed struct {
	name     string
	from, to string
	// added and removed are an add-on that there was none of, or is none of any more.
	added, removed bool
	bare           bool // the values say by themselves what they are of
}

// phrase is the change in a few words.
func (c changed) phrase() what {
	switch {
	case c.added:
		return what{text: words.T("{name} added", "name", c.name)}
	case c.removed:
		return what{text: words.T("{name} removed", "name", c.name)}
	case c.bare:
		return what{text: c.from, then: c.to}
	default:
		return what{text: words.T("{name} {value}", "name", c.name, "value", c.from), then: c.to}
	}
}

// changed is what an entry changed, in words. An add-on that took the place of another
// one of its sort is one change.
func (n namer) changed(e *billing.HistoryEntry) []changed {
	var out, in string
	swapped := false
	if e.Terms != nil {
		out, in, swapped = words.Swap(n.catalog, e.Terms.Before.Addons, e.Terms.After.Addons)
	}
	var all []changed
	for _, d := range e.Differences {
		switch {
		case swapped && d.Element == billing.ElementAddon && d.ID == in:
		case swapped && d.Element == billing.ElementAddon && d.ID == out:
			all = append(all, changed{
				name: words.T("Add-on"), from: n.addons(out, d.From), to: n.addons(in, strconv.Itoa(e.Terms.After.Addons[in])), bare: true,
			})
		default:
			all = append(all, n.named(d))
		}
	}
	return all
}

// addons is a number of one add-on.
func (n namer) addons(id, count string) string {
	if count == "1" {
		return words.Addon(n.catalog, id)
	}
	return words.T("{n} × {name}", "n", n.count(count), "name", words.Addon(n.catalog, id))
}

// named is one difference in words.
func (n namer) named(d billing.Difference) changed {
	switch d.Element {
	case billing.ElementPlan:
		return changed{name: words.T("Plan"), from: words.Plan(n.catalog, d.From), to: words.Plan(n.catalog, d.To), bare: true}
	case billing.ElementInterval:
		return changed{
			name: words.T("Interval"), from: words.Interval(billing.Interval(d.From)), to: words.Interval(billing.Interval(d.To)), bare: true,
		}
	case billing.ElementSeats:
		return changed{name: words.T("Seats"), from: n.count(d.From), to: n.count(d.To)}
	case billing.ElementAddon:
		c := changed{name: words.Addon(n.catalog, d.ID), from: n.count(d.From), to: n.count(d.To)}
		switch {
		case d.From == "0":
			c.name, c.from, c.added = n.addons(d.ID, d.To), words.T("none"), true
		case d.To == "0":
			c.name, c.to, c.removed = n.addons(d.ID, d.From), words.T("none"), true
		}
		return c
	case billing.ElementVolume:
		return changed{name: words.Grant(d.ID), from: n.count(d.From), to: n.count(d.To)}
	case billing.ElementRole:
		first, _, _ := strings.Cut(d.ID, " ") // the whole name is in the entry
		return changed{name: words.T("{who}:", "who", first), from: words.Role(billing.Role(d.From)), to: words.Role(billing.Role(d.To))}
	case billing.ElementDefault:
		return changed{name: words.T("Default:"), from: cmp.Or(d.From, words.T("none")), to: cmp.Or(d.To, words.T("none"))}
	case billing.ElementDetail:
	}
	return changed{name: words.T("{detail}:", "detail", words.Detail(d.ID)), from: detailValue(d.ID, d.From), to: detailValue(d.ID, d.To)}
}

// count is a whole number as people write it.
func (n namer) count(plain string) string {
	value, err := strconv.ParseInt(plain, 10, 64)
	if err != nil {
		return plain
	}
	return n.words.Count(value)
}

func detailValue(field, value string) string {
	switch {
	case value == "":
		return words.T("none")
	case field == billing.FieldCountry:
		return words.Country(value)
	case field == billing.FieldNoVATID:
		return words.T("yes")
	default:
		return value
	}
}
