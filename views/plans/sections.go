package plans

import (
	"maps"
	"slices"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// compareSections lists what the plans give, one row a subject.
func compareSections(f billing.Facts, shown []*billing.Plan, w words.Printer) []section {
	build := func(label string, cellOf func(*billing.Plan) cell) row {
		r := row{label: label}
		for _, plan := range shown {
			r.cells = append(r.cells, cellOf(plan))
		}
		return r
	}
	sizes := section{title: words.T("Capacity"), rows: []row{build(words.T("Seats"), func(p *billing.Plan) cell { return seatsCell(p, w) })}}
	sold := volumesOf(shown)
	volumes := section{title: volumesTitle(sold)}
	for _, name := range grantsOf(shown) {
		if !slices.Contains(sold, name) {
			sizes.rows = append(sizes.rows, build(grantLabel(name), func(p *billing.Plan) cell {
				return grantCell(p, name, f.Subscription.Terms.Seats, w)
			}))
		}
	}
	for _, meter := range sold {
		volumes.rows = append(volumes.rows, build(words.Grant(meter), func(p *billing.Plan) cell { return volumeCell(p, meter, w) }))
	}
	metered := section{title: words.T("Usage, billed afterwards")}
	for _, meter := range metersOf(shown) {
		metered.rows = append(metered.rows, build(words.Grant(meter), func(p *billing.Plan) cell { return meterCell(p, meter, f.Catalog.Currency, w) }))
	}
	more := section{title: words.T("Features and support")}
	var rest []cell
	more.rows, rest = featureRows(shown)
	if rest != nil {
		more.rows = append(more.rows, row{label: words.T("Also"), cells: rest})
	}
	more.rows = append(more.rows, build(words.T("Support, first answer"), supportCell))
	return slices.DeleteFunc([]section{sizes, volumes, metered, more}, func(s section) bool { return len(s.rows) == 0 })
}

// volumesTitle names what is sold ahead by what it is for.
func volumesTitle(sold []string) string {
	other := slices.ContainsFunc(sold, func(meter string) bool { return meter != billing.EmailCredits && meter != billing.MessageCredits })
	if other {
		return words.T("Volumes, each month")
	}
	return words.T("Sending, each month")
}

func plain(text string) cell { return cell{lines: []string{text}} }

func notIncluded() cell { return cell{lines: []string{words.T("Not included")}, muted: true} }

// agreed stands where a contract decides; ok is false for every other plan.
func agreed(p *billing.Plan) (cell, bool) {
	return plain(words.T("As agreed")), p.Kind == billing.PlanCustom
}

func grantLabel(name string) string {
	switch name {
	case billing.StorageGB:
		return words.Grant(name)
	case billing.AICredits:
		return words.T("AI credits a month")
	default:
		return words.T("{name} a month", "name", words.Grant(name))
	}
}

func seatsCell(p *billing.Plan, w words.Printer) cell {
	if c, ok := agreed(p); ok {
		return c
	}
	least, most := int64(max(p.Seats.Min, 1)), int64(p.Seats.Max)
	switch {
	case most == 0:
		return plain(words.T("{n} and more", "n", w.Count(least)))
	case least == 1 && p.Kind == billing.PlanFree:
		return plain(words.T("Up to {n}", "n", w.Count(most)))
	default:
		return plain(words.T("{least} to {most}", "least", w.Count(least), "most", w.Count(most)))
	}
}

func grantCell(p *billing.Plan, name string, seats int, w words.Printer) cell {
	base, each := p.Includes[name], p.PerSeat[name]
	all := base.Add(each.Mul(decimal.NewFromInt(int64(seats))))
	if c, ok := agreed(p); ok {
		if !base.IsPositive() {
			return c
		}
		return plain(words.T("From {n}", "n", measured(name, base, w)))
	}
	switch {
	case base.IsZero() && each.IsZero():
		return notIncluded()
	case each.IsZero():
		return plain(measured(name, base, w))
	case base.IsZero():
		return plain(words.T("{each} a seat: {all}", "each", measured(name, each, w), "all", measured(name, all, w)))
	default:
		return plain(words.T("{base} + {each} a seat: {all}", "base", w.Number(base), "each", measured(name, each, w), "all", measured(name, all, w)))
	}
}

// measured is a quantity of a grant with its unit.
func measured(name string, n decimal.Decimal, w words.Printer) string {
	if name == billing.StorageGB {
		return words.T("{n} GB", "n", w.Number(n))
	}
	return w.Number(n)
}

func volumeCell(p *billing.Plan, meter string, w words.Printer) cell {
	if c, ok := agreed(p); ok {
		return c
	}
	if volume, ok := p.Volume(meter); ok {
		return plain(words.T("Up to {n}", "n", w.Count(volume.Max)))
	}
	if included := p.Includes[meter]; included.IsPositive() {
		return plain(words.T("{n}, fixed", "n", w.Number(included)))
	}
	return notIncluded()
}

func meterCell(p *billing.Plan, meter string, c money.Currency, w words.Printer) cell {
	if all, ok := agreed(p); ok {
		return all
	}
	m, ok := p.Meter(meter)
	if !ok {
		return notIncluded()
	}
	included := w.Number(m.Included)
	if len(m.Tiers) == 0 {
		return plain(words.T("{n} included", "n", included))
	}
	return plain(words.T("{n} included, then {price} each", "n", included, "price", w.UnitPrice(m.Tiers[0].Unit, c)))
}

func supportCell(p *billing.Plan) cell {
	if p.Support == "" {
		return notIncluded()
	}
	return plain(p.Support)
}

func grantsOf(shown []*billing.Plan) []string {
	all := billing.Grants{}
	for _, plan := range shown {
		maps.Copy(all, plan.Includes)
		maps.Copy(all, plan.PerSeat)
	}
	names := slices.Sorted(maps.Keys(all))
	if i := slices.Index(names, billing.StorageGB); i > 0 { // storage is what people look for first
		names = slices.Insert(slices.Delete(names, i, i+1), 0, billing.StorageGB)
	}
	return names
}

func volumesOf(shown []*billing.Plan) []string {
	all := map[string]bool{}
	for _, plan := range shown {
		for _, volume := range plan.Volumes {
			all[volume.Meter] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

func metersOf(shown []*billing.Plan) []string {
	all := map[string]bool{}
	for _, plan := range shown {
		for _, m := range plan.Metered {
			all[m.Meter] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}
