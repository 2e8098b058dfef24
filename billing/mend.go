package billing

import (
	"math/big"
	"strconv"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// mending turns the terms of one plan into terms that suffice, step by step.
type mending struct {
	inUse
	plan  *Plan
	terms Terms
	fixes []Fix
	packs money.Money // what packs cost
	fits  bool
}

// option is what it takes to carry what is in use on a plan, from the terms that
// hold otherwise.
func (u inUse) option(plan *Plan, base Terms) Option {
	c := u.facts.Catalog
	bare := u.moved(plan, base)
	m := mending{inUse: u, plan: plan, terms: bare, packs: money.Zero(c.Currency), fits: true}
	m.mendSeats()
	for _, need := range m.needs(m.terms) {
		switch {
		case !need.Short || need.Grant == NeedSeats:
		case need.Grant == StorageGB:
			m.mendStorage(need)
		default:
			m.mendAllowance(need)
		}
	}
	return Option{
		Plan: plan.ID, Terms: m.terms, Fixes: m.fixes, Needs: m.needs(m.terms), Fits: m.fits,
		Monthly: c.Monthly(m.terms).Add(m.packs), bare: bare,
	}
}

// moved is the terms on another plan, with the seats that there are. Whoever does not
// pay for seats yet begins with as many as are taken where those are more.
func (u inUse) moved(plan *Plan, base Terms) Terms {
	if plan.ID == base.Plan {
		return base.Clone()
	}
	patch := Patch{Plan: &plan.ID}
	if _, sold := plan.Price(base.Interval); !sold && len(plan.Prices) > 0 {
		patch.Interval = &plan.Prices[0].Interval
	}
	seats := base.Seats
	if from, ok := u.facts.Catalog.Plan(base.Plan); plan.billed() && (!ok || !from.billed()) {
		seats = max(seats, u.members)
	}
	if plan.billed() {
		seats = max(seats, plan.Seats.Min, 1)
		patch.Seats = &seats
	}
	return u.facts.Catalog.adapt(base.With(patch), Patch{})
}

// add takes a step to other terms.
func (m *mending) add(to Terms, code Code, params ...string) {
	m.fixes = append(m.fixes, Fix{Code: code, Params: Params(params...), Monthly: m.facts.Catalog.MonthlyDifference(m.terms, to)})
	m.terms = to
}

// mendSeats has idle members give up their seats, and adds what is missing then.
func (m *mending) mendSeats() {
	over := m.members - m.terms.Seats
	if over <= 0 || m.facts.Catalog.seatless(m.terms) {
		return
	}
	freed := min(over, m.idle)
	seats := m.terms.Seats + over - freed
	if freed < over && (!m.plan.billed() || m.plan.Seats.Max > 0 && seats > m.plan.Seats.Max) {
		m.fits = false
		return
	}
	if freed > 0 {
		m.add(m.terms, FixIdle, "members", strconv.Itoa(freed))
		m.members -= freed
	}
	if freed < over {
		m.add(m.terms.With(Patch{Seats: &seats}), FixSeats, "from", strconv.Itoa(m.terms.Seats), "to", strconv.Itoa(seats))
	}
}

// mendAllowance raises a volume, or has packs bought where that is no volume.
func (m *mending) mendAllowance(need Need) {
	volume, sold := m.plan.Volume(need.Grant)
	if !sold {
		m.mendByPacks(need)
		return
	}
	now := m.terms.Volumes[need.Grant]
	enough := stepUp(now+ceiling(need.missing).Int64(), volume)
	if enough > volume.Max {
		m.fits = false
		return
	}
	m.add(m.terms.With(Patch{Volumes: map[string]int64{need.Grant: enough}}), FixVolume,
		"meter", need.Grant, "from", strconv.FormatInt(now, 10), "to", strconv.FormatInt(enough, 10))
}

// stepUp is the least quantity that a volume is sold in and that is not below one.
func stepUp(quantity int64, v *Volume) int64 {
	step := max(v.Step, 1)
	return max((quantity+step-1)/step*step, v.Min)
}

// mendByPacks takes the pack that covers what is missing for the least money.
func (m *mending) mendByPacks(need Need) {
	c := m.facts.Catalog
	var best *Addon
	var quantity int64
	var price money.Money
	for i := range c.Addons {
		pack := &c.Addons[i]
		if pack.Kind != AddonOneTime || !pack.Grants[need.Grant].IsPositive() || !m.plan.billed() {
			continue
		}
		n := times(need.missing, pack.Grants[need.Grant])
		cost := c.flat(AddonItem(pack.ID), n, pack.Unit, pack.Name).full.rounded(c)
		if best == nil || cost.Cmp(price) < 0 {
			best, quantity, price = pack, n, cost
		}
	}
	if best == nil {
		m.fits = false
		return
	}
	m.packs = m.packs.Add(price)
	m.fixes = append(m.fixes, Fix{
		Code: FixPack, Params: Params("addon", best.ID, "quantity", strconv.FormatInt(quantity, 10), "meter", need.Grant), Monthly: price,
	})
}

// mendStorage takes the add-ons that suffice for the least money: more of one size
// beside what there is, or in its place.
func (m *mending) mendStorage(need Need) {
	c := m.facts.Catalog
	bare := m.terms.Clone()
	for id := range m.terms.Addons {
		if addon, ok := c.Addon(id); ok && onlyStorage(addon) {
			bare = bare.With(Patch{Addons: map[string]int{id: 0}})
		}
	}
	best, found := Terms{}, false
	var bestID string
	for i := range c.Addons {
		addon := &c.Addons[i]
		if _, sold := addon.Price(m.terms.Interval); !sold || addon.Kind != AddonRecurring || !onlyStorage(addon) || !m.plan.billed() {
			continue
		}
		for _, from := range []Terms{m.terms, bare} {
			missing := new(big.Rat).Sub(need.Used.Rat(), c.storage(from).Rat())
			n := from.Addons[addon.ID] + int(times(missing, addon.Grants[StorageGB]))
			t := from.With(Patch{Addons: map[string]int{addon.ID: n}})
			if !found || c.monthly(t).cmp(c.monthly(best)) < 0 {
				best, bestID, found = t, addon.ID, true
			}
		}
	}
	if !found {
		m.fits = false
		return
	}
	m.add(best, FixStorage, "addon", bestID, "quantity", strconv.Itoa(best.Addons[bestID]),
		"from", c.storage(m.terms).String(), "to", c.storage(best).String())
}

func onlyStorage(a *Addon) bool {
	return len(a.Grants) == 1 && a.Grants[StorageGB].IsPositive()
}

// times is how many of one size cover what is missing.
func times(missing *big.Rat, size decimal.Decimal) int64 {
	return ceiling(new(big.Rat).Quo(missing, size.Rat())).Int64()
}
