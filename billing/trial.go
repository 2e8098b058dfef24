package billing

import "slices"

// AfterTrial is what terms of a trial become at its end, by the plan that the
// trial names; false is nothing at all.
func (c *Catalog) AfterTrial(t Terms) (Terms, bool) {
	then, ok := c.follower(t.Plan)
	if !ok {
		return Terms{}, false
	}
	patch := Patch{Plan: &then.ID}
	if _, sold := then.Price(t.Interval); !sold && len(then.Prices) > 0 {
		patch.Interval = &then.Prices[0].Interval
	}
	return c.adapt(t.With(patch), patch), true
}

// follower is the plan that a trial plan names as the one after it.
func (c *Catalog) follower(trial string) (*Plan, bool) {
	plan, ok := c.Plan(trial)
	if !ok || plan.Trial == nil {
		return nil, false
	}
	if plan.Trial.Then != "free" {
		return c.Plan(plan.Trial.Then)
	}
	i := slices.IndexFunc(c.Plans, func(p Plan) bool { return p.Kind == PlanFree })
	if i < 0 {
		return nil, false
	}
	return &c.Plans[i], true
}

// renewing is what is billed for the next period of terms that hold until this
// one's end: their own, or what follows the trial that they are on.
func (f Facts) renewing(t Terms) (Terms, bool) {
	if s := f.Subscription; s.TrialEnds == nil || t.Plan != s.Terms.Plan {
		return t, true
	}
	return f.Catalog.AfterTrial(t)
}
