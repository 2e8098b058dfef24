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
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.Exponent())), nil)
	num := new(big.Int).Mul(new(big.Int).Abs(exact.Num()), scale)
	quotient, rest := new(big.Int).QuoRem(num, exact.Denom(), new(big.Int))
	switch rest.Lsh(rest, 1).Cmp(exact.Denom()) {
	case 1:
		quotient.Add(quotient, big.NewInt(1))
	case 0:
		if r != HalfEven || quotient.Bit(0) == 1 {
			quotient.Add(quotient, big.NewInt(1))
		}
	}
	if exact.Sign() < 0 {
		quotient.Neg(quotient)
	}
	return New(decimal.NewFromBigInt(quotient, -c.Exponent()), c)
}
