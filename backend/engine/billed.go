package engine

import (
	"slices"

	"billfold/billing"
)

// billed is what is billed and not yet credited of each item, after an invoice:
// charges raise it, credits lower it. The credits on an invoice that begins a
// period give back what was billed for the one before, and do not count.
func billed(before []billing.Billed, lines []billing.Line, newPeriod bool) []billing.Billed {
	after := slices.Clone(before)
	for _, line := range lines {
		if newPeriod && line.Kind == billing.ProrationCredit {
			continue
		}
		after = add(after, line)
	}
	return slices.DeleteFunc(after, func(b billing.Billed) bool { return b.Net.Sign() <= 0 })
}

// unbilled is what remains billed when an invoice no longer counts.
func unbilled(before []billing.Billed, lines []billing.Line) []billing.Billed {
	negated := slices.Clone(lines)
	for i := range negated {
		negated[i].Amount = negated[i].Amount.Neg()
	}
	return billed(before, negated, false)
}

func add(all []billing.Billed, line billing.Line) []billing.Billed {
	switch line.Kind {
	case billing.ProrationCredit, billing.ProrationCharge, billing.Recurring:
	case billing.OneTime, billing.UsageLine, billing.Adjustment:
		return all
	}
	i := slices.IndexFunc(all, func(b billing.Billed) bool { return b.Item == line.Item })
	if i < 0 {
		return append(all, billing.Billed{Item: line.Item, Net: line.Amount, Taxes: line.Taxes})
	}
	all[i].Net = all[i].Net.Add(line.Amount)
	if line.Kind != billing.ProrationCredit {
		all[i].Taxes = line.Taxes
	}
	return all
}
