package catalogjson

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

func defaults() catalog { return catalog{Policy: fromPolicy(billing.DefaultPolicy())} }

func fromPolicy(p billing.Policy) policy {
	return policy{
		Proration: string(p.Proration), DayCount: string(p.DayCount), Rounding: string(p.Rounding),
		Downgrade: string(p.Downgrade), PreviewTTL: p.PreviewTTL.String(), TaxBehavior: string(p.TaxBehavior),
		TopUpMin: p.TopUpMin,
		Dunning:  dunning(p.Dunning),
	}
}

func from(c *billing.Catalog) catalog {
	w := catalog{Vendor: fromVendor(c.Vendor), Currency: string(c.Currency), Policy: fromPolicy(c.Policy), Plans: []plan{}, Addons: []addon{}, TaxRates: []taxRate{}}
	for i := range c.Plans {
		w.Plans = append(w.Plans, fromPlan(&c.Plans[i]))
	}
	for _, a := range c.Addons {
		out := addon{ID: a.ID, Name: a.Name, Kind: string(a.Kind), Unit: a.Unit, Grants: a.Grants}
		for _, p := range a.Prices {
			out.Prices = append(out.Prices, addonPrice{Interval: string(p.Interval), Unit: p.Unit})
		}
		w.Addons = append(w.Addons, out)
	}
	for _, m := range c.Messages {
		w.Messages = append(w.Messages, message(m))
	}
	for _, r := range c.TaxRates {
		w.TaxRates = append(w.TaxRates, taxRate(r))
	}
	return w
}

func fromVendor(v billing.Vendor) vendor {
	return vendor{
		Name: v.Name, Address: v.Address, PostalCode: v.PostalCode, City: v.City, Country: v.Country, VATID: v.VATID, Email: v.Email,
		SupportEmail: v.SupportEmail, SupportHours: v.SupportHours, SalesEmail: v.SalesEmail,
	}
}

func (w *vendor) to() billing.Vendor {
	return billing.Vendor{
		Seller: billing.Seller{
			Name: w.Name, Address: w.Address, PostalCode: w.PostalCode, City: w.City, Country: w.Country, VATID: w.VATID, Email: w.Email,
		},
		SupportEmail: w.SupportEmail, SupportHours: w.SupportHours, SalesEmail: w.SalesEmail,
	}
}

func fromPlan(p *billing.Plan) plan {
	w := plan{
		ID: p.ID, Name: p.Name, Rank: p.Rank, Kind: string(p.Kind), Prices: []price{}, Seats: seats(p.Seats),
		Includes: p.Includes, PerSeat: p.PerSeat, Features: p.Features, Support: p.Support,
	}
	for _, pr := range p.Prices {
		w.Prices = append(w.Prices, price{Interval: string(pr.Interval), Base: pr.Base, PerSeat: pr.PerSeat})
	}
	for _, v := range p.Volumes {
		w.Volumes = append(w.Volumes, volume{
			Meter: v.Meter, Min: v.Min, Max: v.Max, Step: v.Step, Mode: string(v.Mode), Tiers: fromTiers(v.Tiers),
		})
	}
	for _, m := range p.Metered {
		w.Metered = append(w.Metered, meter{Meter: m.Meter, Included: m.Included, Mode: string(m.Mode), Tiers: fromTiers(m.Tiers)})
	}
	if p.Trial != nil {
		w.Trial = &trial{Days: p.Trial.Days, Then: p.Trial.Then}
	}
	return w
}

func fromTiers(tiers []billing.Tier) []tier {
	out := make([]tier, 0, len(tiers))
	for _, t := range tiers {
		out = append(out, tier(t))
	}
	return out
}

func (w *catalog) to() (*billing.Catalog, error) {
	currency, err := money.ParseCurrency(w.Currency)
	if err != nil {
		return nil, fmt.Errorf("currency: %w", err)
	}
	c := &billing.Catalog{Vendor: w.Vendor.to(), Currency: currency}
	if c.Policy, err = w.Policy.to(); err != nil {
		return nil, err
	}
	for i := range w.Plans {
		c.Plans = append(c.Plans, w.Plans[i].to())
	}
	for _, a := range w.Addons {
		out := billing.Addon{ID: a.ID, Name: a.Name, Kind: billing.AddonKind(a.Kind), Unit: a.Unit, Grants: a.Grants}
		for _, p := range a.Prices {
			out.Prices = append(out.Prices, billing.AddonPrice{Interval: billing.Interval(p.Interval), Unit: p.Unit})
		}
		c.Addons = append(c.Addons, out)
	}
	for _, m := range w.Messages {
		c.Messages = append(c.Messages, billing.MessageRate(m))
	}
	for _, r := range w.TaxRates {
		c.TaxRates = append(c.TaxRates, billing.TaxRate(r))
	}
	return c, validate(c)
}

func (w policy) to() (billing.Policy, error) {
	ttl, err := time.ParseDuration(w.PreviewTTL)
	if err != nil || ttl <= 0 {
		return billing.Policy{}, fmt.Errorf("policy.preview_ttl: %q is not a positive duration like 15m", w.PreviewTTL)
	}
	return billing.Policy{
		Proration: billing.ProrationUnit(w.Proration), DayCount: billing.DayCount(w.DayCount),
		Rounding: money.Rounding(w.Rounding), Downgrade: billing.Downgrade(w.Downgrade), PreviewTTL: ttl,
		TaxBehavior: billing.TaxBehavior(w.TaxBehavior), TopUpMin: w.TopUpMin, Dunning: billing.Dunning(w.Dunning),
	}, nil
}

func (w *plan) to() billing.Plan {
	p := billing.Plan{
		ID: w.ID, Name: w.Name, Rank: w.Rank, Kind: billing.PlanKind(w.Kind), Seats: billing.SeatRule(w.Seats),
		Includes: w.Includes, PerSeat: w.PerSeat, Features: w.Features, Support: w.Support,
	}
	for _, pr := range w.Prices {
		p.Prices = append(p.Prices, billing.Price{Interval: billing.Interval(pr.Interval), Base: pr.Base, PerSeat: pr.PerSeat})
	}
	for _, v := range w.Volumes {
		p.Volumes = append(p.Volumes, billing.Volume{
			Meter: v.Meter, Min: v.Min, Max: v.Max, Step: v.Step, Mode: billing.TierMode(v.Mode), Tiers: toTiers(v.Tiers),
		})
	}
	for _, m := range w.Metered {
		p.Metered = append(p.Metered, billing.Meter{
			Meter: m.Meter, Included: m.Included, Mode: billing.TierMode(m.Mode), Tiers: toTiers(m.Tiers),
		})
	}
	if w.Trial != nil {
		p.Trial = &billing.Trial{Days: w.Trial.Days, Then: w.Trial.Then}
	}
	return p
}

func toTiers(tiers []tier) []billing.Tier {
	out := make([]billing.Tier, 0, len(tiers))
	for _, t := range tiers {
		out = append(out, billing.Tier(t))
	}
	return out
}

// number refuses a price or quantity that is below nothing, or has more digits
// than anything that is sold. The exponent is looked at first: some decimals no
// machine could write out.
func number(path string, d decimal.Decimal) error {
	const finest, most = 12, 1_000_000_000
	switch {
	case d.Exponent() > 18 || d.Exponent() < -2*finest:
		return fmt.Errorf("%s: has too many digits", path)
	case d.IsNegative():
		return fmt.Errorf("%s: %s is below 0", path, d)
	case d.GreaterThan(decimal.NewFromInt(most)):
		return fmt.Errorf("%s: %s is above %d", path, d, most)
	case !d.Equal(d.Truncate(finest)):
		return fmt.Errorf("%s: %s has more than %d decimals", path, d, finest)
	default:
		return nil
	}
}

// grants checks what a plan or add-on gives, by name.
func grants(path string, g map[string]decimal.Decimal) error {
	for _, name := range slices.Sorted(maps.Keys(g)) {
		if name == "" {
			return fmt.Errorf("%s: a grant without a name", path)
		}
		if err := number(path+"."+name, g[name]); err != nil {
			return err
		}
	}
	return nil
}
