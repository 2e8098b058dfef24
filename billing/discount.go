package billing

import (
	"math/big"
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Discount reduces what a subscription's plan, seats, recurring add-ons and
// volumes cost: each by a percentage, or all of them together by an amount a
// billing period. Packs, usage and top-ups are never reduced (rule 8).
type Discount struct {
	Percent decimal.Decimal // above 0 and at most 100; 0 where Amount says what is off
	Amount  decimal.Decimal // major units, above 0; 0 where Percent does
	Until   *time.Time      // what is billed from then on is not reduced; nil is for good
}

// at tells whether the discount holds for what is billed at an instant.
func (d *Discount) at(t time.Time) bool { return d != nil && (d.Until == nil || t.Before(*d.Until)) }

// CheckDiscount refuses a discount that is none, or more than the price.
func CheckDiscount(d *Discount, c money.Currency) error {
	hundred := decimal.NewFromInt(100)
	refuse := func(field string, value decimal.Decimal, params ...string) error {
		return NewProblem(InvalidRequest, append([]string{"field", "discount." + field, "value", value.String()}, params...)...)
	}
	switch {
	case d == nil:
		return nil
	case d.Percent.IsNegative() || d.Percent.GreaterThan(hundred):
		return refuse("percent", d.Percent, "min", "0", "max", "100")
	case d.Amount.IsNegative() || !d.Amount.Equal(d.Amount.Truncate(c.Exponent())):
		return refuse("amount", d.Amount, "min", "0", "currency", string(c))
	case d.Percent.IsZero() == d.Amount.IsZero():
		return refuse("percent", d.Percent, "reason", "either a percentage or an amount is off")
	default:
		return nil
	}
}

// Reduction is what is off the price of one item for a whole billing period, as
// it is, or was, billed. The zero value is nothing.
type Reduction struct {
	Percent decimal.Decimal
	Amount  decimal.Decimal // major units
}

// Params of a line that say what is off its item's price for a whole period, so
// that a credit gives back what was billed, whatever discount holds by then.
const (
	paramPercentOff = "percent_off"
	paramAmountOff  = "amount_off"
)

func (r Reduction) describe(params map[string]string) {
	if !r.Percent.IsZero() {
		params[paramPercentOff] = r.Percent.String()
	}
	if !r.Amount.IsZero() {
		params[paramAmountOff] = r.Amount.String()
	}
}

// reductionOf is what describe wrote.
func reductionOf(params map[string]string) Reduction {
	read := func(name string) decimal.Decimal {
		d, err := decimal.NewFromString(params[name])
		if err != nil {
			return decimal.Zero
		}
		return d
	}
	return Reduction{Percent: read(paramPercentOff), Amount: read(paramAmountOff)}
}

// of is a price with the reduction in its arithmetic: "(5*12.00)*(1-0.2)",
// "(5*12.00-3.33)".
func (r Reduction) of(full expr, c money.Currency) expr {
	switch {
	case !r.Percent.IsZero():
		net := full.parenthesised().times(integer(1).minus(number(r.Percent.Shift(-2))))
		net.grouped = true
		return net
	case !r.Amount.IsZero():
		return full.minus(unit(r.Amount, c))
	default:
		return full
	}
}

// reductions is what is off each of some items that are billed at an instant.
// Of an amount off, only as much is allocated to them as the items that stay as
// they were billed do not carry already, and never more than they cost.
func (f Facts) reductions(items []priced, at time.Time, carried decimal.Decimal) []Reduction {
	all := make([]Reduction, len(items))
	d, c := f.Subscription.Discount, f.Catalog.Currency
	if !d.at(at) {
		return all
	}
	if !d.Percent.IsZero() {
		for i := range all {
			all[i].Percent = d.Percent
		}
		return all
	}
	weights, cost := make([]*big.Int, len(items)), new(big.Int)
	for i, p := range items {
		weights[i] = p.full.floored(c)
		cost.Add(cost, weights[i])
	}
	off := money.New(decimal.Max(decimal.Zero, d.Amount.Sub(carried)), c)
	off = money.Min(off, money.New(decimal.NewFromBigInt(cost, -c.Exponent()), c))
	for i, part := range money.Allocate(off, weights) {
		all[i].Amount = part.Amount()
	}
	return all
}

// carried is the amount off that items carry as they were billed.
func (s *Subscription) carried(items []priced) decimal.Decimal {
	sum := decimal.Zero
	for _, p := range items {
		if b, ok := s.billed(p.item); ok {
			sum = sum.Add(b.Off.Amount)
		}
	}
	return sum
}
