package billing

import (
	"maps"
	"slices"
	"strconv"
)

// Element is something of an account that has one value at a time.
type Element string

// The elements. Add-ons, volumes and billing details are told apart by id.
const (
	ElementPlan     Element = "plan"
	ElementInterval Element = "interval"
	ElementSeats    Element = "seats"
	ElementAddon    Element = "addon"
	ElementVolume   Element = "volume"
	ElementRole     Element = "role"    // of whom ID names
	ElementDefault  Element = "default" // the payment method, as it may be shown
	ElementDetail   Element = "detail"  // of the billing details, by its name
)

// Difference is an element's value before and after. Values are ids and codes, whole
// numbers without separators ("0" is none), or what was written, which may be nothing.
type Difference struct {
	Element  Element
	ID       string
	From, To string
}

// Differences are the elements in which other terms differ, in the order plan,
// interval, seats, add-ons, volumes.
func (t Terms) Differences(to Terms) []Difference {
	var all []Difference
	add := func(element Element, id, from, to string) {
		if from != to {
			all = append(all, Difference{element, id, from, to})
		}
	}
	add(ElementPlan, "", t.Plan, to.Plan)
	add(ElementInterval, "", string(t.Interval), string(to.Interval))
	add(ElementSeats, "", strconv.Itoa(t.Seats), strconv.Itoa(to.Seats))
	for _, id := range slices.Sorted(maps.Keys(differing(t.Addons, to.Addons))) {
		add(ElementAddon, id, strconv.Itoa(t.Addons[id]), strconv.Itoa(to.Addons[id]))
	}
	for _, meter := range slices.Sorted(maps.Keys(differing(t.Volumes, to.Volumes))) {
		add(ElementVolume, meter, strconv.FormatInt(t.Volumes[meter], 10), strconv.FormatInt(to.Volumes[meter], 10))
	}
	return all
}
