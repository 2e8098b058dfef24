package words

import "billfold/billing"

// Metered says what becomes of what is billed by its use, and whether that is more than
// the plan includes: "on pace for 15,600".
func (p Printer) Metered(m billing.Metered) (note string, beyond bool) {
	told := m.Pace != nil && !m.Pace.Rough()
	switch over := m.Beyond(); {
	case !m.Included.IsPositive():
		return T("billed by use"), false
	case over.IsPositive():
		return T("{n} beyond, billed", "n", p.Number(over)), true
	case told:
		return T("on pace for {n}", "n", p.Number(m.Pace.AtEnd)), m.Pace.AtEnd.GreaterThan(m.Included)
	default:
		return T("{n} left", "n", p.Number(m.Included.Sub(m.Used))), false
	}
}
