package catalogjson

import (
	"fmt"
	"slices"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Bounds of a catalog: what is in it can be multiplied with what is bought, and
// still be written down to the minor unit.
const (
	maxEntries  = 1000
	maxID       = 64 // characters
	maxCount    = 1_000_000
	maxQuantity = 1_000_000_000
	maxDays     = 3650
)

// validate refuses a catalog that could not be billed, naming the first path
// that is wrong.
func validate(c *billing.Catalog) error {
	checks := []error{validateVendor(&c.Vendor), validatePolicy(c.Policy)}
	seen := map[string]bool{}
	if len(c.Plans) > maxEntries || len(c.Addons) > maxEntries {
		checks = append(checks, fmt.Errorf("plans, addons: at most %d each", maxEntries))
	}
	for i := range c.Plans {
		path := fmt.Sprintf("plans[%d]", i)
		checks = append(checks, unique(seen, path+".id", c.Plans[i].ID), validatePlan(path, &c.Plans[i]), validateTrial(path, c, &c.Plans[i]))
	}
	seen = map[string]bool{}
	for i := range c.Addons {
		path := fmt.Sprintf("addons[%d]", i)
		checks = append(checks, unique(seen, path+".id", c.Addons[i].ID), validateAddon(path, &c.Addons[i]))
	}
	for i, m := range c.Messages {
		path := fmt.Sprintf("message_rates[%d]", i)
		if len(m.Country) != 2 || m.Type == "" {
			checks = append(checks, fmt.Errorf("%s: needs a two-letter country and a type", path))
		}
		checks = append(checks, number(path+".credits", m.Credits))
	}
	for i, rate := range c.TaxRates {
		path := fmt.Sprintf("tax_rates[%d]", i)
		if len(rate.Country) != 2 {
			checks = append(checks, fmt.Errorf("%s.country: %q is not a two-letter code", path, rate.Country))
		}
		if err := number(path+".rate", rate.Rate); err != nil {
			checks = append(checks, err)
		} else if rate.Rate.GreaterThan(decimal.NewFromInt(1)) {
			checks = append(checks, fmt.Errorf("%s.rate: %s is above 1; 19 %% is 0.19", path, rate.Rate))
		}
	}
	return first(checks)
}

func validateVendor(v *billing.Vendor) error {
	if err := v.Check(); err != nil {
		return fmt.Errorf("vendor.%w", err)
	}
	return nil
}

func validatePolicy(p billing.Policy) error {
	return first([]error{
		number("policy.top_up_min", p.TopUpMin),
		oneOf("policy.proration", p.Proration, billing.ProrateSeconds, billing.ProrateDays, billing.ProrateNone),
		oneOf("policy.day_count", p.DayCount, billing.EndExclusive, billing.ChangeDayUsed),
		oneOf("policy.rounding", p.Rounding, money.HalfUp, money.HalfEven),
		oneOf("policy.downgrade", p.Downgrade, billing.DowngradePeriodEnd, billing.DowngradeImmediateCredit),
		oneOf("policy.tax_behavior", p.TaxBehavior, billing.TaxExclusive, billing.TaxInclusive),
		oneOf("policy.dunning.then", p.Dunning.Then, billing.ThenRestrict, billing.ThenCancel),
		validateDunning(p.Dunning),
	})
}

// validateDunning wants each retry after the one before: they are counted in
// days from the first failure.
func validateDunning(d billing.Dunning) error {
	after := 0
	for i, day := range d.RetryDays {
		if day <= after || day > maxDays {
			return fmt.Errorf("policy.dunning.retry_days[%d]: %d is not from %d to %d", i, day, after+1, maxDays)
		}
		after = day
	}
	if d.GraceDays < 0 || d.GraceDays > maxDays {
		return fmt.Errorf("policy.dunning.grace_days: %d is not from 0 to %d", d.GraceDays, maxDays)
	}
	return nil
}

// validateTrial wants a trial that ends, and in something that there is.
func validateTrial(path string, c *billing.Catalog, p *billing.Plan) error {
	if p.Trial == nil {
		if p.Kind == billing.PlanTrial {
			return fmt.Errorf("%s.trial: a trial plan needs its days and what follows", path)
		}
		return nil
	}
	if p.Trial.Days <= 0 || p.Trial.Days > maxDays {
		return fmt.Errorf("%s.trial.days: %d is not from 1 to %d", path, p.Trial.Days, maxDays)
	}
	if p.Trial.Then == "free" || p.Trial.Then == "cancel" {
		return nil
	}
	if then, ok := c.Plan(p.Trial.Then); !ok || then.Kind != billing.PlanPaid {
		return fmt.Errorf("%s.trial.then: %q is neither a paid plan nor free or cancel", path, p.Trial.Then)
	}
	return nil
}

func validatePlan(path string, p *billing.Plan) error {
	checks := []error{
		oneOf(path+".kind", p.Kind, billing.PlanFree, billing.PlanTrial, billing.PlanPaid, billing.PlanCustom),
		grants(path+".includes", p.Includes), grants(path+".includes_per_seat", p.PerSeat),
	}
	if s := p.Seats; s.Min < 0 || s.Included < 0 || s.Max < 0 || max(s.Min, s.Included, s.Max) > maxCount || (s.Max > 0 && s.Max < s.Min) {
		checks = append(checks, fmt.Errorf("%s.seats: included, min and max must be from 0 to %d, and max not below min", path, maxCount))
	}
	if p.Kind == billing.PlanPaid && len(p.Prices) == 0 {
		checks = append(checks, fmt.Errorf("%s.prices: a paid plan needs a price", path))
	}
	sold := map[string]bool{}
	for i, price := range p.Prices {
		at := fmt.Sprintf("%s.prices[%d]", path, i)
		checks = append(checks, interval(at, price.Interval), unique(sold, at+".interval", string(price.Interval)),
			number(at+".base", price.Base), number(at+".per_seat", price.PerSeat))
	}
	return first(append(checks, validateMeters(path, p)))
}

func validateMeters(path string, p *billing.Plan) error {
	var checks []error
	seen, metered := map[string]bool{}, map[string]bool{}
	for i, v := range p.Volumes {
		at := fmt.Sprintf("%s.volumes[%d]", path, i)
		if v.Min < 0 || v.Max < v.Min || v.Max > maxQuantity || v.Step < 0 || (v.Step > 0 && v.Min%v.Step != 0) {
			checks = append(checks, fmt.Errorf("%s: min must be 0 or more and whole steps, max from min to %d, step 0 or more", at, maxQuantity))
		}
		checks = append(checks, unique(seen, at+".meter", v.Meter), validateTiers(at, v.Mode, v.Tiers))
	}
	for i, m := range p.Metered {
		at := fmt.Sprintf("%s.metered[%d]", path, i)
		checks = append(checks, unique(metered, at+".meter", m.Meter), number(at+".included", m.Included), validateTiers(at, m.Mode, m.Tiers))
	}
	return first(checks)
}

func validateAddon(path string, a *billing.Addon) error {
	checks := []error{
		oneOf(path+".kind", a.Kind, billing.AddonRecurring, billing.AddonOneTime),
		number(path+".unit", a.Unit), grants(path+".grants", a.Grants),
	}
	if a.Kind == billing.AddonRecurring && !a.Unit.IsZero() {
		checks = append(checks, fmt.Errorf("%s.unit: a recurring add-on has prices an interval instead", path))
	}
	if a.Kind == billing.AddonOneTime && len(a.Prices) > 0 {
		checks = append(checks, fmt.Errorf("%s.prices: a one-time add-on has a unit price instead", path))
	}
	sold := map[string]bool{}
	for i, price := range a.Prices {
		at := fmt.Sprintf("%s.prices[%d]", path, i)
		checks = append(checks, interval(at, price.Interval), unique(sold, at+".interval", string(price.Interval)), number(at+".unit", price.Unit))
	}
	if a.Kind == billing.AddonRecurring && len(a.Prices) == 0 {
		checks = append(checks, fmt.Errorf("%s.prices: a recurring add-on needs a price", path))
	}
	return first(checks)
}

// validateTiers wants rising bounds, the last one open: otherwise a quantity
// beyond the last tier would cost nothing.
func validateTiers(path string, mode billing.TierMode, tiers []billing.Tier) error {
	checks := []error{oneOf(path+".mode", mode, billing.Graduated, billing.VolumeMode)}
	if len(tiers) == 0 {
		checks = append(checks, fmt.Errorf("%s.tiers: at least one is needed", path))
	}
	below := int64(0)
	for i, tier := range tiers {
		at := fmt.Sprintf("%s.tiers[%d]", path, i)
		last := i == len(tiers)-1
		switch {
		case last && tier.UpTo != 0:
			checks = append(checks, fmt.Errorf("%s.up_to: the last tier has no end", at))
		case tier.UpTo > maxQuantity:
			checks = append(checks, fmt.Errorf("%s.up_to: %d is above %d", at, tier.UpTo, maxQuantity))
		case !last && tier.UpTo <= below:
			checks = append(checks, fmt.Errorf("%s.up_to: %d is not above %d", at, tier.UpTo, below))
		}
		below = tier.UpTo
		checks = append(checks, number(at+".unit", tier.Unit))
	}
	return first(checks)
}

func unique(seen map[string]bool, path, id string) error {
	if id == "" {
		return fmt.Errorf("%s: missing", path)
	}
	if len(id) > maxID {
		return fmt.Errorf("%s: longer than %d characters", path, maxID)
	}
	if seen[id] {
		return fmt.Errorf("%s: %q is used twice", path, id)
	}
	seen[id] = true
	return nil
}

func interval(path string, i billing.Interval) error {
	return oneOf(path+".interval", i, billing.Monthly, billing.Yearly)
}

func oneOf[T ~string](path string, value T, allowed ...T) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("%s: %q is none of %q", path, value, allowed)
}

func first(checks []error) error {
	i := slices.IndexFunc(checks, func(err error) bool { return err != nil })
	if i < 0 {
		return nil
	}
	return checks[i]
}
