package billing

import (
	"cmp"
	"slices"
	"time"

	"billfold/billing/money"
)

// What a recommendation comes to.
const (
	FitStay    Code = "fit_stay"    // everything in use fits as it is
	FitAdjust  Code = "fit_adjust"  // the plan fits with the fixes
	FitUpgrade Code = "fit_upgrade" // another plan fits, or costs less than fixing this one
	FitSales   Code = "fit_sales"   // no plan that is on sale fits
)

// Fixes, the smallest first.
const (
	FixIdle    Code = "fix_idle"    // members: idle ones that give up their seat
	FixSeats   Code = "fix_seats"   // from, to
	FixVolume  Code = "fix_volume"  // meter, from, to
	FixStorage Code = "fix_storage" // addon, quantity, from, to: GB
	FixPack    Code = "fix_pack"    // addon, quantity, meter; bought once, and counted as if every month
	FixPlan    Code = "fix_plan"    // from, to: plan ids
)

// Fix is one step towards terms that suffice.
type Fix struct {
	Code    Code
	Params  map[string]string
	Monthly money.Money // what it adds to a month's price, before tax
}

// Option is what a plan would take to carry what is in use.
type Option struct {
	Plan    string
	Terms   Terms // with the fixes; of a plan that does not fit, as far as they go
	Fixes   []Fix // without the change of plan itself
	Needs   []Need
	Fits    bool
	Monthly money.Money // the price of the terms and the packs, before tax

	bare Terms // the plan's without the fixes
}

// Fit is which plan fits what is in use, and the smallest steps there.
type Fit struct {
	Code    Code
	Base    Terms // what holds from the next period on, if nothing is done
	Terms   Terms // that fit; Base where nothing of them is to change
	Fixes   []Fix
	Needs   []Need      // against Base
	Monthly money.Money // what the fixes add to a month's price, before tax
	Options []Option    // the plans on sale, by rank
}

// BestFit recommends the smallest fix that makes what is in use fit: idle members
// give up their seats, then seats are added, then volumes, storage and packs, and
// only then comes a bigger plan, unless it costs less. A smaller plan is never
// recommended: what its missing features are worth is not in the figures. It is
// false where there is nothing to recommend: a contract, a subscription that has
// ended, usage that was not read.
func BestFit(f Facts, members []Member, grants []CreditGrant, now time.Time) (Fit, bool) {
	current, ok := f.Catalog.Plan(f.Subscription.Terms.Plan)
	if !ok || current.Kind == PlanCustom || f.Subscription.Status == StatusCanceled || f.Usage == nil {
		return Fit{}, false
	}
	u := inUse{
		facts: f, members: f.Usage.ActiveMembers, idle: IdleCount(members, now), packs: packsLeft(grants), now: now,
	}
	base := f.Subscription.Terms
	if f.Subscription.Scheduled != nil {
		base = f.Subscription.Scheduled.After
	}
	fit := Fit{Base: base, Terms: base, Needs: u.needs(base), Monthly: money.Zero(f.Catalog.Currency)}
	for _, plan := range byRank(f.Catalog) {
		if plan.Kind == PlanFree || plan.Kind == PlanPaid {
			fit.Options = append(fit.Options, u.option(plan, base))
		}
	}
	fit.choose(f.Catalog)
	return fit, true
}

func byRank(c *Catalog) []*Plan {
	all := make([]*Plan, len(c.Plans))
	for i := range c.Plans {
		all[i] = &c.Plans[i]
	}
	slices.SortStableFunc(all, func(a, b *Plan) int { return cmp.Compare(a.Rank, b.Rank) })
	return all
}

// choose takes the plan that holds from the next period on where it can be made
// to fit, and the cheapest bigger one where it cannot or would cost more. After a
// trial every plan may come.
func (f *Fit) choose(c *Catalog) {
	best := slices.IndexFunc(f.Options, func(o Option) bool { return o.Plan == f.Base.Plan })
	f.Code = FitAdjust
	if best >= 0 && f.Options[best].Fits && len(f.Options[best].Fixes) == 0 {
		f.Code = FitStay
		return
	}
	first := best + 1
	if best >= 0 && !f.Options[best].Fits {
		best = -1
	}
	for i := first; i < len(f.Options); i++ {
		if o := f.Options[i]; o.Fits && (best < 0 || o.Monthly.Cmp(f.Options[best].Monthly) < 0) {
			best, f.Code = i, FitUpgrade
		}
	}
	if best < 0 {
		f.Code = FitSales
		return
	}
	o := f.Options[best]
	f.Terms, f.Fixes = o.Terms, o.Fixes
	if o.Plan != f.Base.Plan {
		f.Fixes = append([]Fix{{
			Code: FixPlan, Params: Params("from", f.Base.Plan, "to", o.Plan), Monthly: c.MonthlyDifference(f.Base, o.bare),
		}}, o.Fixes...)
	}
	f.Monthly = o.Monthly.Sub(c.Monthly(f.Base))
}
