package billing

import (
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Item is the part of a subscription that a line bills: "plan", "seats",
// "addon:ID", "volume:METER", "meter:ID" or "top_up".
type Item string

// Items without a parameter.
const (
	ItemPlan  Item = "plan"
	ItemSeats Item = "seats"
	ItemTopUp Item = "top_up"
)

// AddonItem is the item of an add-on.
func AddonItem(id string) Item { return Item("addon:" + id) }

// VolumeItem is the item of a chosen volume.
func VolumeItem(meter string) Item { return Item("volume:" + meter) }

// MeterItem is the item of usage that is billed afterwards.
func MeterItem(meter string) Item { return Item("meter:" + meter) }

// Addon is the id of the add-on that the item is, or empty.
func (i Item) Addon() string {
	id, ok := strings.CutPrefix(string(i), "addon:")
	if !ok {
		return ""
	}
	return id
}

// priced is one item of terms with what it costs a whole period.
type priced struct {
	item     Item
	quantity decimal.Decimal
	unit     decimal.Decimal
	full     expr // exact price of a whole period
	name     string
}

// same tells whether two items cost the same for the same quantity, so that
// nothing about them changes.
func (p priced) same(o priced) bool {
	return p.item == o.item && p.quantity.Equal(o.quantity) && p.unit.Equal(o.unit) && p.full.cmp(o.full) == 0
}

// price lists what terms cost a whole period, in a fixed order: plan, seats,
// add-ons, volumes. Items that cost nothing are left out: they are no lines.
// The terms must have passed check.
func (c *Catalog) price(t Terms) []priced {
	plan, ok := c.Plan(t.Plan)
	if !ok || !plan.billed() {
		return nil
	}
	tariff, ok := plan.Price(t.Interval)
	if !ok {
		return nil
	}
	var items []priced
	add := func(p priced) {
		if p.full.sign() != 0 {
			items = append(items, p)
		}
	}
	if !tariff.Base.IsZero() {
		add(c.flat(ItemPlan, 1, tariff.Base, plan.Name))
	}
	if seats := plan.Seats.Billable(t.Seats); seats > 0 && !tariff.PerSeat.IsZero() {
		add(c.flat(ItemSeats, int64(seats), tariff.PerSeat, plan.Name))
	}
	for _, id := range slices.Sorted(maps.Keys(t.Addons)) {
		addon, ok := c.Addon(id)
		if !ok {
			continue
		}
		if p, ok := addon.Price(t.Interval); ok {
			add(c.flat(AddonItem(id), int64(t.Addons[id]), p.Unit, addon.Name))
		}
	}
	for _, meter := range slices.Sorted(maps.Keys(t.Volumes)) {
		if volume, ok := plan.Volume(meter); ok {
			add(c.volume(volume, t.Volumes[meter], t.Interval))
		}
	}
	return items
}

// billed tells whether the plan is paid for: a contract that has a price is.
func (p *Plan) billed() bool { return p.Kind == PlanPaid || p.Kind == PlanCustom }

func (c *Catalog) flat(item Item, quantity int64, each decimal.Decimal, name string) priced {
	return priced{
		item: item, quantity: decimal.NewFromInt(quantity), unit: each, name: name,
		full: integer(quantity).times(unit(each, c.Currency)),
	}
}

// volume is what a monthly volume costs an interval. Tiers go into the
// arithmetic; the unit price shown is the first tier's (graduated) or the
// reached tier's (volume).
func (c *Catalog) volume(v *Volume, quantity int64, i Interval) priced {
	full, each := c.tiered(v.Tiers, v.Mode, integer(quantity))
	if months := i.Months(); months > 1 {
		full = full.parenthesised().times(integer(int64(months)))
	}
	return priced{item: VolumeItem(v.Meter), quantity: decimal.NewFromInt(quantity), unit: each, full: full, name: v.Meter}
}

// tiered is what a quantity costs by tiers, and the unit price to show for it:
// that of the tier reached, or graduated, of the first.
func (c *Catalog) tiered(tiers []Tier, mode TierMode, quantity expr) (expr, decimal.Decimal) {
	if mode == VolumeMode {
		for _, tier := range tiers {
			if tier.UpTo == 0 || quantity.cmp(integer(tier.UpTo)) <= 0 {
				return quantity.times(unit(tier.Unit, c.Currency)), tier.Unit
			}
		}
	}
	if len(tiers) == 0 {
		return integer(0), decimal.Zero
	}
	var sum expr
	below := int64(0)
	for i, tier := range tiers {
		part := quantity
		if below > 0 {
			part = quantity.beyond(below)
		}
		last := tier.UpTo == 0 || quantity.cmp(integer(tier.UpTo)) <= 0
		if !last {
			part = integer(tier.UpTo - below)
		}
		cost := part.times(unit(tier.Unit, c.Currency))
		if i == 0 {
			sum = cost
		} else {
			sum = sum.plus(cost)
		}
		if last {
			break
		}
		below = tier.UpTo
	}
	return sum, tiers[0].Unit
}
