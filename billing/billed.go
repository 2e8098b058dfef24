package billing

import (
	"slices"

	"billfold/billing/money"
)

// Billed is what is billed and not yet credited of one item in the current
// period, with the taxes of the invoice line, which a credit carries back, and
// what was off its price.
type Billed struct {
	Item  Item
	Net   money.Money
	Taxes []Tax
	Off   Reduction
}

// billed finds an item's billed part.
func (s *Subscription) billed(item Item) (Billed, bool) {
	for _, b := range s.Billed {
		if b.Item == item && b.Net.Sign() > 0 {
			return b, true
		}
	}
	return Billed{}, false
}

// Bill notes an issued invoice's lines in what is billed of the current period:
// charges raise it, credits lower it. Where the invoice begins a period,
// everything before it is over, and the credits on it gave back what was billed
// for the one before.
func (s *Subscription) Bill(lines []Line, newPeriod bool) {
	after := slices.Clone(s.Billed)
	if newPeriod {
		after = nil
	}
	for _, line := range lines {
		if newPeriod && line.Kind == ProrationCredit {
			continue
		}
		after = bill(after, line)
	}
	s.Billed = slices.DeleteFunc(after, func(b Billed) bool { return b.Net.Sign() <= 0 })
}

// Unbill takes an invoice of the current period back, which no longer counts.
func (s *Subscription) Unbill(lines []Line) {
	negated := slices.Clone(lines)
	for i := range negated {
		negated[i].Amount = negated[i].Amount.Neg()
	}
	s.Bill(negated, false)
}

func bill(all []Billed, line Line) []Billed {
	switch line.Kind {
	case ProrationCredit, ProrationCharge, Recurring:
	case OneTime, UsageLine, Adjustment:
		return all
	}
	i := slices.IndexFunc(all, func(b Billed) bool { return b.Item == line.Item })
	if i < 0 {
		return append(all, Billed{Item: line.Item, Net: line.Amount, Taxes: line.Taxes, Off: reductionOf(line.Params)})
	}
	all[i].Net = all[i].Net.Add(line.Amount)
	if line.Kind != ProrationCredit {
		all[i].Taxes, all[i].Off = line.Taxes, reductionOf(line.Params)
	}
	return all
}
