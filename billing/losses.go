package billing

import (
	"maps"
	"slices"
	"strconv"
)

// losses is what is less once terms have become others, and would not be by what was
// planned anyhow: members beyond the seats by number, storage, allowances a month
// and what is included of what is billed by its use, features, support.
func (f Facts) losses(from, planned, to Terms) []Notice {
	if to.Equal(from) || to.Equal(planned) {
		return nil
	}
	var all []Notice
	add := func(code Code, params ...string) { all = append(all, Notice{Code: code, Params: pairs(params)}) }
	if to.Seats < min(from.Seats, planned.Seats) {
		over := max(0, f.Usage.ActiveMembers-to.Seats)
		add(LosesSeats, "from", strconv.Itoa(from.Seats), "to", strconv.Itoa(to.Seats),
			"members", strconv.Itoa(f.Usage.ActiveMembers), "over", strconv.Itoa(over))
	}
	before, anyhow, after := f.Catalog.included(from), f.Catalog.included(planned), f.Catalog.included(to)
	for _, name := range slices.Sorted(maps.Keys(before)) {
		had, has := before[name], after[name]
		switch {
		case !has.LessThan(had), !has.LessThan(anyhow[name]):
		case name == StorageGB:
			add(LosesStorage, "from", had.String(), "to", has.String(), "used", f.Usage.StorageUsedGB.String())
		default:
			add(LosesAllowance, "meter", name, "from", had.String(), "to", has.String())
		}
	}
	already := f.vendorLosses(from, planned)
	for _, n := range f.vendorLosses(from, to) {
		if !slices.ContainsFunc(already, func(o Notice) bool { return o.Code == n.Code && maps.Equal(o.Params, n.Params) }) {
			all = append(all, n)
		}
	}
	return all
}

// included is what terms entitle to, and what their plan includes of what it bills by use.
func (c *Catalog) included(t Terms) Grants {
	all := c.Entitlements(t)
	if plan, ok := c.Plan(t.Plan); ok {
		for i := range plan.Metered {
			m := &plan.Metered[i]
			all[m.Meter] = all[m.Meter].Add(m.Included)
		}
	}
	return all
}

// vendorLosses is what a lower plan lacks in the vendor's words: features and support.
// Only of a lower plan can be said that what it does not list is gone, and not listed
// anew as more.
func (f Facts) vendorLosses(from, to Terms) []Notice {
	old, okOld := f.Catalog.Plan(from.Plan)
	next, okNext := f.Catalog.Plan(to.Plan)
	if !okOld || !okNext || next.Rank >= old.Rank {
		return nil
	}
	var all []Notice
	for _, feature := range old.Features {
		if !slices.Contains(next.Features, feature) {
			all = append(all, Notice{Code: LosesFeature, Params: pairs([]string{"feature", feature})})
		}
	}
	if next.Support != old.Support {
		all = append(all, Notice{Code: LosesSupport, Params: pairs([]string{"from", old.Support, "to", next.Support})})
	}
	return all
}
