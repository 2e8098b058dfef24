package money

import (
	"math/big"
	"slices"
)

// Allocate divides a settled amount that is not negative in proportion to
// weights, to the minor unit, by largest remainder: the parts sum to exactly
// the amount, and among equal remainders the earlier part gets the unit. Weights
// must not be negative; where all are zero every part is zero.
func Allocate(total Money, weights []*big.Int) []Money {
	parts := make([]Money, len(weights))
	sum := new(big.Int)
	for _, w := range weights {
		sum.Add(sum, w)
	}
	if sum.Sign() == 0 {
		for i := range parts {
			parts[i] = Zero(total.currency)
		}
		return parts
	}
	units := big.NewInt(total.Minor())
	left := total.Minor()
	remainders := make([]*big.Int, len(weights))
	order := make([]int, len(weights))
	for i, w := range weights {
		quotient, rest := new(big.Int).QuoRem(new(big.Int).Mul(units, w), sum, new(big.Int))
		parts[i], remainders[i], order[i] = FromMinor(quotient.Int64(), total.currency), rest, i
		left -= quotient.Int64()
	}
	slices.SortStableFunc(order, func(a, b int) int { return remainders[b].Cmp(remainders[a]) })
	for _, i := range order[:left] {
		parts[i] = parts[i].Add(FromMinor(1, total.currency))
	}
	return parts
}
