package billing

import (
	"maps"
	"slices"
	"strconv"
)

// losses is what is less once terms have become others: members beyond the
// seats by number, storage, allowances a month, features, support.
func (f Facts) losses(from, to Terms) []Notice {
	if from.Equal(to) {
		return nil
	}
	var all []Notice
	add := func(code Code, params ...string) { all = append(all, Notice{Code: code, Params: pairs(params)}) }
	if to.Seats < from.Seats {
		over := max(0, f.Usage.ActiveMembers-to.Seats)
		add(LosesSeats, "from", strconv.Itoa(from.Seats), "to", strconv.Itoa(to.Seats),
			"members", strconv.Itoa(f.Usage.ActiveMembers), "over", strconv.Itoa(over))
	}
	before, after := f.Catalog.Entitlements(from), f.Catalog.Entitlements(to)
	for _, name := range slices.Sorted(maps.Keys(before)) {
		had, has := before[name], after[name]
		switch {
		case !has.LessThan(had):
		case name == StorageGB:
			add(LosesStorage, "from", had.String(), "to", has.String(), "used", f.Usage.StorageUsedGB.String())
		default:
			add(LosesAllowance, "meter", name, "from", had.String(), "to", has.String())
		}
	}
	old, okOld := f.Catalog.Plan(from.Plan)
	next, okNext := f.Catalog.Plan(to.Plan)
	// Features are the vendor's words: only of a lower plan can be said that what it
	// does not list is gone, and not listed anew as more.
	if !okOld || !okNext || next.Rank >= old.Rank {
		return all
	}
	for _, feature := range old.Features {
		if !slices.Contains(next.Features, feature) {
			add(LosesFeature, "feature", feature)
		}
	}
	if next.Support != old.Support {
		add(LosesSupport, "from", old.Support, "to", next.Support)
	}
	return all
}
