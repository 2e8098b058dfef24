package plans

import (
	"maps"
	"slices"

	"billfold/billing"
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
	sizes := section{title: "Capacity", rows: []row{build("Seats", func(p *billing.Plan) cell { return seatsCell(p, w) })}}
	volumes := section{title: "Volumes, each month"}
	sold := volumesOf(shown)
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
	metered := section{title: "Usage, billed afterwards"}
	for _, meter := range metersOf(shown) {
		metered.rows = append(metered.rows, build(words.Grant(meter), func(p *billing.Plan) cell { return meterCell(p, meter, w) }))
	}
	more := section{title: "Features and support", rows: []row{
		build("Features", featuresCell),
		build("Support", supportCell),
	}}
	return slices.DeleteFunc([]section{sizes, volumes, metered, more}, func(s section) bool { return len(s.rows) == 0 })
}

func plain(text string) cell { return cell{lines: []string{text}} }

func notIncluded() cell { return cell{lines: []string{"Not included"}, muted: true} }

// agreed stands where a contract decides; ok is false for every other plan.
func agreed(p *billing.Plan) (cell, bool) { return plain("As agreed"), p.Kind == billing.PlanCustom }

func grantLabel(name string) string {
	if name == billing.StorageGB {
		return words.Grant(name)
	}
	return words.Grant(name) + " a month"
}

func seatsCell(p *billing.Plan, w words.Printer) cell {
	if c, ok := agreed(p); ok {
		return c
	}
	least, most := int64(max(p.Seats.Min, 1)), int64(p.Seats.Max)
	switch {
	case most == 0:
		return plain(w.Count(least) + " and more")
	case least == 1 && p.Kind == billing.PlanFree:
		return plain("Up to " + w.Count(most))
	default:
		return plain(w.Count(least) + " to " + w.Count(most))
	}
}

func grantCell(p *billing.Plan, name string, seats int, w words.Printer) cell {
	if c, ok := agreed(p); ok {
		return c
	}
	unit := ""
	if name == billing.StorageGB {
		unit = " GB"
	}
	base, each := p.Includes[name], p.PerSeat[name]
	all := base.Add(each.Mul(decimal.NewFromInt(int64(seats))))
	switch {
	case base.IsZero() && each.IsZero():
		return notIncluded()
	case each.IsZero():
		return plain(w.Number(base) + unit)
	case base.IsZero():
		return plain(w.Number(each) + unit + " a seat: " + w.Number(all) + unit)
	default:
		return plain(w.Number(base) + " + " + w.Number(each) + " a seat: " + w.Number(all) + unit)
	}
}

func volumeCell(p *billing.Plan, meter string, w words.Printer) cell {
	if c, ok := agreed(p); ok {
		return c
	}
	if volume, ok := p.Volume(meter); ok {
		return plain("Up to " + w.Count(volume.Max))
	}
	if included := p.Includes[meter]; included.IsPositive() {
		return plain(w.Number(included) + ", fixed")
	}
	return notIncluded()
}

func meterCell(p *billing.Plan, meter string, w words.Printer) cell {
	if c, ok := agreed(p); ok {
		return c
	}
	for _, m := range p.Metered {
		if m.Meter != meter {
			continue
		}
		if len(m.Tiers) == 0 {
			return plain(w.Number(m.Included) + " included")
		}
		return plain(w.Number(m.Included) + " included, then " + w.Number(m.Tiers[0].Unit) + " each")
	}
	return notIncluded()
}

func featuresCell(p *billing.Plan) cell {
	if len(p.Features) == 0 {
		return cell{lines: []string{"None beyond the above"}, muted: true}
	}
	return cell{lines: p.Features, included: true}
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
