package plans

import (
	"maps"
	"slices"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// roomToGrow is how far a slider without a maximum of its own reaches.
const roomToGrow = 1000

// addonMost is how many of one add-on can be ordered here.
const addonMost = 20

// limit is one quantity of a plan that a person can set.
type limit struct {
	item           billing.Item
	key            string // the add-on's id or the volume's meter
	label          string
	hint           string
	unit           string
	min, max, step int64
	now            int64 // today's
	value          int64 // as the change has it
}

// targetOf is the terms that a change leads to in the end: on top of what is
// scheduled, unless it changes the interval, which drops that.
func targetOf(s *billing.Subscription, patch billing.Patch) billing.Terms {
	today := s.Terms.With(patch)
	if s.Scheduled == nil || today.Interval != s.Terms.Interval {
		return today
	}
	return s.Scheduled.After.With(patch)
}

// limitsOf lists what can be set on top of the terms that a change leads to:
// seats, volumes, add-ons; sizes of one thing are choices. What is scheduled already is in them.
func limitsOf(f billing.Facts, target billing.Terms, w words.Printer) []limit {
	plan, ok := f.Catalog.Plan(target.Plan)
	if !ok || plan.Kind != billing.PlanPaid {
		return nil
	}
	all := []limit{seatsLimit(f, plan, target, w)}
	today := f.Subscription.Terms
	for _, v := range plan.Volumes {
		all = append(all, limit{
			item: billing.VolumeItem(v.Meter), key: v.Meter, label: words.Grant(v.Meter),
			hint: volumeHint(f, v.Meter, w), unit: words.T("a month"),
			min: v.Min, max: v.Max, step: max(v.Step, 1), now: today.Volumes[v.Meter], value: target.Volumes[v.Meter],
		})
	}
	grouped := sizes(f, target)
	for _, addon := range addonsOf(f.Catalog, target.Interval) {
		if _, chosen := grouped[onlyGrant(addon)]; chosen {
			continue
		}
		price, _ := addon.Price(target.Interval)
		now := int64(today.Addons[addon.ID])
		all = append(all, limit{
			item: billing.AddonItem(addon.ID), key: addon.ID, label: words.T("Add-on: {name}", "name", addon.Name),
			hint: eachHint(price.Unit, f.Catalog, target.Interval, w), unit: words.T("times"),
			max: max(addonMost, now), step: 1, now: now, value: int64(target.Addons[addon.ID]),
		})
	}
	for i := range all {
		if planned := f.Subscription.Scheduled; planned != nil && all[i].value != all[i].now && all[i].value == all[i].in(planned.After) {
			all[i].hint = words.T("{hint}; as scheduled for {day}", "hint", all[i].hint, "day", w.DayMonth(planned.At))
		}
	}
	return all
}

// volumeHint says what one is good for, and when what is left of it lapses.
func volumeHint(f billing.Facts, meter string, w words.Printer) string {
	day := w.DayMonth(f.Usage.Cycle.End)
	types := messageTypes(f.Catalog)
	switch {
	case meter == billing.EmailCredits:
		return words.T("1 email is 1 email credit; resets {day}", "day", day)
	case meter == billing.MessageCredits && types != "":
		return words.T("{types}; resets {day}", "types", types, "day", day)
	default:
		return words.T("{used} used in this cycle; resets {day}", "used", w.Number(f.Usage.Meters[meter]), "day", day)
	}
}

func eachHint(unit decimal.Decimal, c *billing.Catalog, i billing.Interval, w words.Printer) string {
	price := w.UnitPrice(unit, c.Currency)
	if i == billing.Yearly {
		return words.T("{price} a year each", "price", price)
	}
	return words.T("{price} a month each", "price", price)
}

// in is the limit's value in some terms.
func (l limit) in(t billing.Terms) int64 {
	switch l.item {
	case billing.ItemSeats:
		return int64(t.Seats)
	case billing.AddonItem(l.key):
		return int64(t.Addons[l.key])
	default:
		return t.Volumes[l.key]
	}
}

// baseOf is what a plan costs before anything that can be set; ok is false where
// that is nothing.
func baseOf(f billing.Facts, target billing.Terms, w words.Printer) (amount string, ok bool) {
	plan, known := f.Catalog.Plan(target.Plan)
	if !known {
		return "", false
	}
	price, sold := plan.Price(target.Interval)
	if !sold || price.Base.IsZero() {
		return "", false
	}
	return w.Amount(money.Round(price.Base.Rat(), f.Catalog.Currency, f.Catalog.Policy.Rounding)), true
}

func seatsLimit(f billing.Facts, plan *billing.Plan, target billing.Terms, w words.Printer) limit {
	now := int64(f.Subscription.Terms.Seats)
	l := limit{
		item: billing.ItemSeats, label: words.T("Seats"), unit: words.T("seats"),
		min: int64(max(plan.Seats.Min, 1)), max: int64(plan.Seats.Max), step: 1, now: now, value: int64(target.Seats),
	}
	active := f.Usage.ActiveMembers
	l.hint = words.N(active, "{n} active member", "{n} active members", "n", w.Count(int64(active)))
	if price, ok := plan.Price(target.Interval); ok && !price.PerSeat.IsZero() {
		values := []string{"members", l.hint, "price", w.UnitPrice(price.PerSeat, f.Catalog.Currency), "n", w.Count(int64(plan.Seats.Included))}
		if plan.Seats.Included > 0 {
			l.hint = words.T("{members}; {price} a seat beyond {n}", values...)
		} else {
			l.hint = words.T("{members}; {price} a seat", values...)
		}
	}
	if l.max == 0 {
		l.max = max(now, l.value) + roomToGrow
	}
	return l
}

// with is the change with this limit set to a value. It is named even where it
// is today's: that is how something scheduled is dropped.
func (l limit) with(patch billing.Patch, value int64) billing.Patch {
	switch l.item {
	case billing.ItemSeats:
		seats := int(value)
		patch.Seats = &seats
	case billing.AddonItem(l.key):
		patch.Addons = set(patch.Addons, l.key, int(value))
	default:
		patch.Volumes = set(patch.Volumes, l.key, value)
	}
	return patch
}

func set[N int | int64](all map[string]N, key string, value N) map[string]N {
	next := maps.Clone(all)
	if next == nil {
		next = map[string]N{}
	}
	next[key] = value
	return next
}

// renewalOf is what items cost an interval once the change is made, as the next
// invoice has it.
func renewalOf(preview *billing.Preview, w words.Printer, items ...billing.Item) string {
	amount := money.Zero(preview.Currency)
	if preview.Next != nil {
		for _, line := range preview.Next.Lines {
			if slices.Contains(items, line.Item) {
				amount = amount.Add(line.Amount)
			}
		}
	}
	return w.Amount(amount)
}

// regular is what is billed from the next renewal on, before tax.
func regular(f billing.Facts, preview *billing.Preview, interval billing.Interval, w words.Printer) (label, amount string) {
	if preview.Next == nil {
		return words.T("Nothing renews"), ""
	}
	values := []string{"day", w.Date(preview.Next.At), "tax", words.Tax(f)}
	inclusive := f.Catalog.Policy.TaxBehavior == billing.TaxInclusive
	switch {
	case interval == billing.Yearly && inclusive:
		label = words.T("Each year from {day}", values...)
	case interval == billing.Yearly:
		label = words.T("Each year from {day}, before {tax}", values...)
	case inclusive:
		label = words.T("Each month from {day}", values...)
	default:
		label = words.T("Each month from {day}, before {tax}", values...)
	}
	return label, w.Amount(preview.Next.Subtotal)
}

// whenOf says when what is set takes effect.
func whenOf(f billing.Facts, target billing.Terms, w words.Printer) string {
	values := []string{"interval", words.Interval(target.Interval), "day", w.Date(f.Subscription.Period.End)}
	if f.StartsPeriod(target) {
		return words.T("{interval}. A new billing period starts now, and every limit with it.", values...)
	}
	if f.Catalog.Policy.Downgrade == billing.DowngradeImmediateCredit {
		return words.T("{interval}. Higher and lower limits start now.", values...)
	}
	return words.T("{interval}. Higher limits start now, lower ones on {day}.", values...)
}
