package plans

import (
	"maps"
	"slices"

	"billfold/billing"
	"billfold/views/words"
)

// choice is several add-ons that give the same thing in different sizes, of which
// a person takes one or none.
type choice struct {
	label, hint string
	unit        string   // from when it holds, where that is later
	ids         []string // of the add-ons
	options     []string // none of them, then each
	value       int      // the option that the change has
}

// sizes groups the add-ons that give one and the same thing. Where an account has
// several at once, or more than one of a size, nothing is grouped: a choice of
// one could not show that.
func sizes(f billing.Facts, target billing.Terms) map[string][]billing.Addon {
	all := map[string][]billing.Addon{}
	for _, addon := range addonsOf(f.Catalog, target.Interval) {
		if grant := onlyGrant(addon); grant != "" {
			all[grant] = append(all[grant], addon)
		}
	}
	held := []billing.Terms{f.Subscription.Terms, target}
	if planned := f.Subscription.Scheduled; planned != nil {
		held = append(held, planned.After)
	}
	for grant, addons := range all {
		crowded := slices.ContainsFunc(held, func(t billing.Terms) bool { return count(addons, t) > 1 })
		if len(addons) < 2 || crowded {
			delete(all, grant)
		}
	}
	return all
}

// onlyGrant is what an add-on gives, or empty where that is not one thing alone.
func onlyGrant(a billing.Addon) string {
	only := ""
	for grant := range a.Grants {
		if only != "" {
			return ""
		}
		only = grant
	}
	return only
}

func count(addons []billing.Addon, t billing.Terms) int {
	n := 0
	for _, addon := range addons {
		n += t.Addons[addon.ID]
	}
	return n
}

// addonsOf are the recurring add-ons on sale at an interval.
func addonsOf(c *billing.Catalog, interval billing.Interval) []billing.Addon {
	return slices.DeleteFunc(slices.Clone(c.Addons), func(a billing.Addon) bool {
		_, sold := a.Price(interval)
		return a.Kind != billing.AddonRecurring || !sold
	})
}

// choicesOf lists what is set by choosing a size, on top of the terms that a
// change leads to.
func choicesOf(f billing.Facts, target billing.Terms, w words.Printer) []choice {
	plan, ok := f.Catalog.Plan(target.Plan)
	if !ok || plan.Kind != billing.PlanPaid {
		return nil
	}
	var all []choice
	grouped := sizes(f, target)
	for _, grant := range slices.Sorted(maps.Keys(grouped)) {
		c := choice{label: addonLabel(grant), options: []string{words.T("None")}}
		for _, addon := range grouped[grant] {
			c.ids, c.options = append(c.ids, addon.ID), append(c.options, addon.Name)
		}
		c.value = c.in(target)
		c.hint, c.unit = besides(f, grant, target, c, w)
		all = append(all, c)
	}
	return all
}

func addonLabel(grant string) string {
	if grant == billing.StorageGB {
		return words.T("Storage add-on")
	}
	return words.T("Add-on: {name}", "name", words.Grant(grant))
}

// besides says what a size is added to, what there is until it holds, and from when
// it does where that is later.
func besides(f billing.Facts, grant string, target billing.Terms, c choice, w words.Printer) (hint, from string) {
	bare := target
	bare.Addons = nil
	plan := measured(grant, f.Catalog.Entitlements(bare)[grant], w)
	today := f.Subscription.Terms
	planned := f.Subscription.Scheduled
	if planned == nil || c.value == c.in(today) || c.in(planned.After) != c.value {
		return words.T("Beside {n} of the plan itself", "n", plan), ""
	}
	from = words.T("from {day}", "day", w.DayMonth(planned.At))
	if held := c.in(today); held > 0 {
		return words.T("Beside {n}; {now} until then", "n", plan, "now", c.options[held]), from
	}
	return words.T("Beside {n}; none until then", "n", plan), from
}

// in is the option that some terms have.
func (c choice) in(t billing.Terms) int {
	return 1 + slices.IndexFunc(c.ids, func(id string) bool { return t.Addons[id] > 0 })
}

// with is the change with one of the sizes, and the others named as none: that is
// how something scheduled is dropped.
func (c choice) with(patch billing.Patch, option int) billing.Patch {
	for i, id := range c.ids {
		n := 0
		if i+1 == option {
			n = 1
		}
		patch.Addons = set(patch.Addons, id, n)
	}
	return patch
}

func (c choice) items() []billing.Item {
	items := make([]billing.Item, len(c.ids))
	for i, id := range c.ids {
		items[i] = billing.AddonItem(id)
	}
	return items
}
