package money

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// Rounding says what becomes of exactly half a minor unit.
type Rounding string

const (
	// HalfUp rounds half away from zero: 0.125 → 0.13, -0.125 → -0.13.
	HalfUp Rounding = "half_up"
	// HalfEven rounds half to the even neighbour: 0.125 → 0.12.
	HalfEven Rounding = "half_even"
)

// Round brings an exact value in major units to the currency's minor unit, once.
func Round(exact *big.Rat, c Currency, r Rounding) Money {
	return RoundQuotient(exact.Num(), exact.Denom(), c, r)
}

// RoundQuotient is Round of num/den, which need not be reduced; den is above 0.
func RoundQuotient(num, den *big.Int, c Currency, r Rounding) Money {
	scaled := new(big.Int).Abs(num)
	scaled.Mul(scaled, big.NewInt(scales[c.Exponent()]))
	quotient, rest := scaled.QuoRem(scaled, den, new(big.Int))
	switch rest.Lsh(rest, 1).Cmp(den) {
	case 1:
		quotient.Add(quotient, big.NewInt(1))
	case 0:
		if r != HalfEven || quotient.Bit(0) == 1 {
			quotient.Add(quotient, big.NewInt(1))
		}
	}
	if num.Sign() < 0 {
		quotient.Neg(quotient)
	}
	return New(decimal.NewFromBigInt(quotient, -c.Exponent()), c)
}

// scales are the minor units of a major one, by the currency's exponent.
var scales = [...]int64{1, 10, 100, 1000, 10000}
