package overview

import (
	"time"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// limit is how much of one thing is in use.
type limit struct {
	name     string
	used, of string
	note     string
	fraction float64
	role     theme.Role
}

// limited is how limits are listed; what is not in it follows by name.
var limited = []string{
	billing.NeedSeats, billing.StorageGB, billing.AICredits, billing.EmailCredits, billing.MessageCredits, billing.CallMinutes,
}

// nearlyFull is the share of a limit from which its meter warns, where no forecast
// says that it lasts.
const nearlyFull = 0.9

func showLimits(d data, now time.Time, w words.Printer) []limit {
	needs := map[string]billing.Need{}
	var names []string
	for _, need := range d.facts.Needs(d.facts.Subscription.Terms, d.grants, now) {
		needs[need.Grant] = need
		names = append(names, need.Grant)
	}
	var all []limit
	for _, name := range inOrder(limited, names) {
		need := needs[name]
		if need.Limit.IsZero() && need.Used.IsZero() {
			continue
		}
		all = append(all, showLimit(d, need, w))
	}
	for _, m := range d.facts.Metered(now) {
		all = append(all, showMetered(m, w))
	}
	return all
}

// showMetered is a row of what ends nowhere: past what is included, its bar is full.
func showMetered(m billing.Metered, w words.Printer) limit {
	l := limit{name: words.Grant(m.Meter), used: w.Number(m.Used)}
	if m.Included.IsPositive() {
		l.of = words.T("of {n}", "n", w.Number(m.Included))
		l.fraction = min(1, fractionOf(m.Used, m.Included))
	}
	var beyond bool
	if l.note, beyond = w.Metered(m); beyond {
		l.role = theme.RoleWarn
	}
	return l
}

// fractionOf is the length of a bar, to a thousandth.
func fractionOf(used, of decimal.Decimal) float64 {
	return float64(used.Shift(3).DivRound(of, 0).IntPart()) / 1000
}

func showLimit(d data, n billing.Need, w words.Printer) limit {
	l := limit{name: words.Grant(n.Grant), used: w.Number(n.Used), of: words.T("of {n}", "n", w.Number(n.Limit))}
	if n.Limit.IsPositive() {
		l.fraction = fractionOf(n.Used, n.Limit)
	}
	if plan, ok := d.facts.Catalog.Plan(d.facts.Subscription.Terms.Plan); ok && plan.Kind == billing.PlanCustom && n.Limit.IsZero() {
		l.of, l.note = "", words.T("as agreed") // the contract says how much, and not the catalog
		return l
	}
	over := n.Used.GreaterThan(n.Limit)
	switch n.Grant {
	case billing.NeedSeats:
		l.name = words.T("Seats")
		l.note, l.role = seatsNote(n, d.idle, w)
	case billing.StorageGB:
		l.of = words.T("of {n} GB", "n", w.Number(n.Limit))
		l.note, l.role = storageNote(d.facts, n, l.fraction, w)
	default:
		l.note, l.role = spentNote(n, packs(d.grants, n.Grant), l.fraction, w)
		over = over && n.Packs.IsZero()
	}
	if over {
		l.fraction = max(l.fraction, 1.01)
	} else {
		l.fraction = min(l.fraction, 1)
	}
	return l
}

func seatsNote(n billing.Need, idle int, w words.Printer) (string, theme.Role) {
	free := n.Limit.Sub(n.Used)
	switch {
	case free.IsNegative():
		return words.T("{n} over", "n", w.Number(free.Neg())), theme.RoleBad
	case free.IsZero() && idle == 0:
		return words.T("none free"), theme.RoleWarn
	case free.IsZero():
		return words.T("none free, {idle} idle", "idle", w.Count(int64(idle))), theme.RoleWarn
	case idle == 0:
		return words.T("{free} free", "free", w.Number(free)), theme.RolePlain
	default:
		return words.T("{free} free, {idle} idle", "free", w.Number(free), "idle", w.Count(int64(idle))), theme.RolePlain
	}
}

// storageNote says what is left, or what there is from the period's end on.
func storageNote(f billing.Facts, n billing.Need, fraction float64, w words.Printer) (string, theme.Role) {
	left, role := n.Limit.Sub(n.Used), theme.RolePlain
	if fraction >= nearlyFull {
		role = theme.RoleWarn
	}
	if left.IsNegative() {
		return words.T("{n} GB over", "n", w.Number(left.Neg())), theme.RoleBad
	}
	if planned := f.Subscription.Scheduled; planned != nil {
		then := f.Catalog.Entitlements(planned.After)[billing.StorageGB]
		if n.Used.GreaterThan(then) {
			role = theme.RoleWarn
		}
		if !then.Equal(n.Limit) {
			return words.T("{n} GB from {day}", "n", w.Number(then), "day", w.DayMonth(planned.At)), role
		}
	}
	return words.T("{n} GB left", "n", w.Number(left)), role
}

// spentNote says what becomes of an allowance by its cycle's end, once that is more
// than a rough guess.
func spentNote(n billing.Need, packs int, fraction float64, w words.Printer) (string, theme.Role) {
	left := n.Limit.Sub(n.Used)
	told := n.Pace != nil && !n.Pace.Rough()
	gone := !left.IsPositive() && n.Packs.IsZero()
	switch {
	case gone && left.IsNegative():
		return words.T("{n} over", "n", w.Number(left.Neg())), theme.RoleBad
	case gone:
		return words.T("used up"), theme.RoleBad
	case told && !n.Pace.Lasts():
		return words.T("runs out about {day}", "day", w.DayMonth(n.Pace.RunsOut)), theme.RoleWarn
	case told && !n.Pace.RunsOut.IsZero():
		return words.T("on pace for {n}", "n", w.Number(n.Pace.AtEnd)), theme.RoleWarn
	case n.Packs.IsPositive():
		return words.N(packs, "plus {n} in a pack", "plus {n} in packs", "n", w.Number(n.Packs)), theme.RolePlain
	case told:
		return words.T("on pace for {n}", "n", w.Number(n.Pace.AtEnd)), theme.RolePlain
	case fraction >= nearlyFull:
		return words.T("{n} left", "n", w.Number(left)), theme.RoleWarn
	default:
		return words.T("{n} left", "n", w.Number(left)), theme.RolePlain
	}
}

// packs is how many packs have something left of a kind.
func packs(grants []billing.CreditGrant, kind string) int {
	n := 0
	for i := range grants {
		if g := &grants[i]; g.Source == billing.FromPack && g.Kind == kind && g.Left().GreaterThan(decimal.Zero) {
			n++
		}
	}
	return n
}
