package billing

import (
	"math"
	"math/big"
	"math/bits"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// fraction is an exact number num/den, not reduced: it is rounded once and
// forgotten, which costs less than a greatest common divisor a step. Nearly all
// prices fit into machine words; what does not is carried on in big integers.
// den is above 0.
type fraction struct {
	num, den int64
	wide     *wide // instead of num and den where they do not fit
}

type wide struct{ num, den *big.Int }

func whole(n int64) fraction { return fraction{num: n, den: 1} }

// powers are those of ten that are machine words.
var powers = func() (all [19]int64) {
	all[0] = 1
	for i := 1; i < len(all); i++ {
		all[i] = all[i-1] * 10
	}
	return all
}()

// fractionOf is a decimal, exactly.
func fractionOf(d decimal.Decimal) fraction {
	if exponent := d.Exponent(); exponent <= 0 && int(-exponent) < len(powers) && d.NumDigits() < len(powers) {
		return fraction{num: d.CoefficientInt64(), den: powers[-exponent]}
	}
	r := d.Rat()
	return narrowed(r.Num(), r.Denom())
}

func narrowed(num, den *big.Int) fraction {
	if num.IsInt64() && den.IsInt64() && num.Int64() != math.MinInt64 {
		return fraction{num: num.Int64(), den: den.Int64()}
	}
	return fraction{wide: &wide{num, den}}
}

// big is the fraction in big integers, which must not be written to.
func (f fraction) big() wide {
	if f.wide != nil {
		return *f.wide
	}
	return wide{big.NewInt(f.num), big.NewInt(f.den)}
}

func (f fraction) times(o fraction) fraction {
	if f.wide == nil && o.wide == nil {
		num, okNum := product(f.num, o.num)
		den, okDen := product(f.den, o.den)
		if okNum && okDen {
			return fraction{num: num, den: den}
		}
	}
	a, b := f.big(), o.big()
	return narrowed(new(big.Int).Mul(a.num, b.num), new(big.Int).Mul(a.den, b.den))
}

// inverse is 1/f of a fraction above 0.
func (f fraction) inverse() fraction {
	if f.wide != nil {
		return fraction{wide: &wide{f.wide.den, f.wide.num}}
	}
	return fraction{num: f.den, den: f.num}
}

func (f fraction) plus(o fraction) fraction {
	if f.wide == nil && o.wide == nil {
		if f.den == o.den {
			if sum, ok := sum(f.num, o.num); ok {
				return fraction{num: sum, den: f.den}
			}
		}
		a, okA := product(f.num, o.den)
		b, okB := product(o.num, f.den)
		den, okDen := product(f.den, o.den)
		if num, ok := sum(a, b); ok && okA && okB && okDen {
			return fraction{num: num, den: den}
		}
	}
	a, b := f.big(), o.big()
	left, right := new(big.Int).Mul(a.num, b.den), new(big.Int).Mul(b.num, a.den)
	return narrowed(left.Add(left, right), new(big.Int).Mul(a.den, b.den))
}

func (f fraction) negated() fraction {
	if f.wide != nil {
		return fraction{wide: &wide{new(big.Int).Neg(f.wide.num), f.wide.den}}
	}
	return fraction{num: -f.num, den: f.den}
}

func (f fraction) sign() int {
	if f.wide != nil {
		return f.wide.num.Sign()
	}
	return whole(f.num).cmp(whole(0))
}

func (f fraction) cmp(o fraction) int {
	if f.wide == nil && o.wide == nil {
		a, okA := product(f.num, o.den)
		b, okB := product(o.num, f.den)
		if okA && okB {
			switch {
			case a < b:
				return -1
			case a > b:
				return 1
			default:
				return 0
			}
		}
	}
	a, b := f.big(), o.big()
	return new(big.Int).Mul(a.num, b.den).Cmp(new(big.Int).Mul(b.num, a.den))
}

// floored is the fraction in whole minor units, what is below one left out.
func (f fraction) floored(c money.Currency) *big.Int {
	scaled := f.times(whole(powers[c.Exponent()])).big()
	return new(big.Int).Div(scaled.num, scaled.den)
}

// rounded is the fraction in the catalog's currency, rounded by its rule.
func (f fraction) rounded(c *Catalog) money.Money {
	if minor, ok := f.minor(c); ok {
		return money.FromMinor(minor, c.Currency)
	}
	exact := f.big()
	return money.RoundQuotient(exact.num, exact.den, c.Currency, c.Policy.Rounding)
}

// minor is rounded in minor units, where that takes machine words only.
func (f fraction) minor(c *Catalog) (int64, bool) {
	if f.wide != nil {
		return 0, false
	}
	scaled, ok := product(f.num, powers[c.Currency.Exponent()])
	if !ok || f.den > math.MaxInt64/2 {
		return 0, false
	}
	units, rest := scaled/f.den, scaled%f.den
	away := int64(1)
	if rest < 0 {
		rest, away = -rest, -1
	}
	if rest > f.den-rest || rest == f.den-rest && (c.Policy.Rounding != money.HalfEven || units%2 != 0) {
		units += away
	}
	return units, true
}

// product is a*b, or false where that is no int64.
func product(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

// sum is a+b, or false where that is no int64.
func sum(a, b int64) (int64, bool) {
	s := a + b
	if (s > a) != (b > 0) || s == math.MinInt64 {
		return 0, b == 0
	}
	return s, true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}
