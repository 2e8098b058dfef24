package billing

import (
	"maps"
	"strconv"
)

// Terms is everything that a subscription agrees on. A change has new Terms as
// its target; Terms are never mutated.
type Terms struct {
	Plan     string
	Interval Interval
	Seats    int
	Addons   map[string]int   // recurring add-ons by id; none is absent, never 0
	Volumes  map[string]int64 // monthly volumes by meter; none is absent, never 0
}

// Patch names the elements of Terms that a change sets; what it does not name
// stays. Map entries of 0 remove.
type Patch struct {
	Plan     *string
	Interval *Interval
	Seats    *int
	Addons   map[string]int
	Volumes  map[string]int64
}

// IsEmpty tells whether the patch names nothing.
func (p Patch) IsEmpty() bool {
	return p.Plan == nil && p.Interval == nil && p.Seats == nil && len(p.Addons) == 0 && len(p.Volumes) == 0
}

// Equal tells whether two terms agree in every element.
func (t Terms) Equal(o Terms) bool {
	return t.Plan == o.Plan && t.Interval == o.Interval && t.Seats == o.Seats &&
		maps.Equal(t.Addons, o.Addons) && maps.Equal(t.Volumes, o.Volumes)
}

// Clone is a copy that shares nothing with t.
func (t Terms) Clone() Terms {
	t.Addons, t.Volumes = maps.Clone(t.Addons), maps.Clone(t.Volumes)
	return t
}

// With is t with the elements that the patch names.
func (t Terms) With(p Patch) Terms {
	next := t.Clone()
	if p.Plan != nil {
		next.Plan = *p.Plan
	}
	if p.Interval != nil {
		next.Interval = *p.Interval
	}
	if p.Seats != nil {
		next.Seats = *p.Seats
	}
	next.Addons = merge(next.Addons, p.Addons)
	next.Volumes = merge(next.Volumes, p.Volumes)
	return next
}

// PatchTo is the patch that names what differs between t and the target.
func (t Terms) PatchTo(target Terms) Patch {
	var p Patch
	if t.Plan != target.Plan {
		p.Plan = &target.Plan
	}
	if t.Interval != target.Interval {
		p.Interval = &target.Interval
	}
	if t.Seats != target.Seats {
		p.Seats = &target.Seats
	}
	p.Addons = differing(t.Addons, target.Addons)
	p.Volumes = differing(t.Volumes, target.Volumes)
	return p
}

func merge[N int | int64](base, named map[string]N) map[string]N {
	for key, value := range named {
		if value == 0 {
			delete(base, key)
			continue
		}
		if base == nil {
			base = map[string]N{}
		}
		base[key] = value
	}
	return base
}

func differing[N int | int64](from, to map[string]N) map[string]N {
	var named map[string]N
	set := func(key string, value N) {
		if named == nil {
			named = map[string]N{}
		}
		named[key] = value
	}
	for key, value := range to {
		if from[key] != value {
			set(key, value)
		}
	}
	for key := range from {
		if _, kept := to[key]; !kept {
			set(key, 0)
		}
	}
	return named
}

// check refuses a target that names what is not on sale, and quantities out of
// bounds that no screen offers. Blockers are another matter: see blockers.go.
func (c *Catalog) check(t Terms) error {
	plan, ok := c.Plan(t.Plan)
	if !ok {
		return NewProblem(UnknownPlan, "plan", t.Plan)
	}
	if plan.Kind == PlanCustom {
		return NewProblem(CustomContract, "plan", t.Plan)
	}
	if t.Interval != Monthly && t.Interval != Yearly {
		return NewProblem(IntervalUnavailable, "plan", t.Plan, "interval", string(t.Interval))
	}
	if _, ok := plan.Price(t.Interval); !ok && plan.Kind == PlanPaid {
		return NewProblem(IntervalUnavailable, "plan", t.Plan, "interval", string(t.Interval))
	}
	if err := checkQuantity("seats", t.Seats); err != nil {
		return err
	}
	return c.checkExtras(plan, t)
}

// CheckSubscription refuses terms and a discount that no subscription can begin
// with: what is not on sale, and more seats than the plan has. Fewer than its
// minimum are billed as the minimum (rule 8).
func (c *Catalog) CheckSubscription(s *Subscription) error {
	plan, ok := c.Plan(s.Terms.Plan)
	if ok && plan.Kind == PlanCustom {
		// Sales begin contracts, at the agreed price.
		if _, priced := plan.Price(s.Terms.Interval); !priced && len(plan.Prices) > 0 {
			return NewProblem(IntervalUnavailable, "plan", plan.ID, "interval", string(s.Terms.Interval))
		}
	} else if err := c.check(s.Terms); err != nil {
		return err
	}
	if ok && plan.Seats.Max > 0 && s.Terms.Seats > plan.Seats.Max {
		return NewProblem(AboveMaximumSeats, "seats", strconv.Itoa(s.Terms.Seats), "max", strconv.Itoa(plan.Seats.Max), "plan", plan.Name)
	}
	return CheckDiscount(s.Discount, c.Currency)
}

// maxQuantity bounds what no catalog bounds, so that every amount can be
// written down in minor units.
const maxQuantity = 1_000_000

func checkQuantity(field string, quantity int) error {
	if quantity < 0 || quantity > maxQuantity {
		return NewProblem(InvalidRequest, "field", field, "value", strconv.Itoa(quantity), "min", "0", "max", strconv.Itoa(maxQuantity))
	}
	return nil
}

func (c *Catalog) checkExtras(plan *Plan, t Terms) error {
	for id, quantity := range t.Addons {
		addon, ok := c.Addon(id)
		if !ok || addon.Kind != AddonRecurring {
			return NewProblem(UnknownAddon, "addon", id)
		}
		if !plan.billed() {
			return NewProblem(UnknownAddon, "addon", id, "plan", plan.ID)
		}
		if _, ok := addon.Price(t.Interval); !ok {
			return NewProblem(IntervalUnavailable, "addon", id, "interval", string(t.Interval))
		}
		if err := checkQuantity("addons."+id, quantity); err != nil {
			return err
		}
	}
	for meter, quantity := range t.Volumes {
		volume, ok := plan.Volume(meter)
		if !ok {
			return NewProblem(UnknownMeter, "meter", meter, "plan", plan.ID)
		}
		if quantity < volume.Min || quantity > volume.Max || (volume.Step > 0 && quantity%volume.Step != 0) {
			return NewProblem(InvalidRequest, "field", "volumes."+meter, "value", strconv.FormatInt(quantity, 10),
				"min", strconv.FormatInt(volume.Min, 10), "max", strconv.FormatInt(volume.Max, 10),
				"step", strconv.FormatInt(volume.Step, 10))
		}
	}
	return nil
}
