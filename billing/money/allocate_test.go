package money

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func weights(all ...int64) []*big.Int {
	out := make([]*big.Int, len(all))
	for i, w := range all {
		out[i] = big.NewInt(w)
	}
	return out
}

// Largest remainder, by hand: 10.00 over 60 and 10 is 8.571… and 1.428…; the cent
// that is left goes to the larger remainder, among equal ones to the earlier part.
func TestAllocatesByLargestRemainder(t *testing.T) {
	tests := []struct {
		total   string
		c       Currency
		weights []*big.Int
		want    []string
	}{
		{"10.00", "USD", weights(60, 10), []string{"8.57", "1.43"}},
		{"10.00", "USD", weights(1, 1, 1), []string{"3.34", "3.33", "3.33"}},
		{"0.02", "USD", weights(1, 1, 1), []string{"0.01", "0.01", "0.00"}},
		{"100", "JPY", weights(1, 2, 4), []string{"14", "29", "57"}},
		{"1.000", "KWD", weights(1, 2), []string{"0.333", "0.667"}},
		{"5.00", "USD", weights(0, 7), []string{"0.00", "5.00"}},
		{"5.00", "USD", weights(0, 0), []string{"0.00", "0.00"}},
		{"5.00", "USD", nil, nil},
	}
	for _, tt := range tests {
		total, err := Parse(tt.total, tt.c)
		if err != nil {
			t.Fatal(err)
		}
		parts := Allocate(total, tt.weights)
		if len(parts) != len(tt.want) {
			t.Fatalf("%s over %v: %v", tt.total, tt.weights, parts)
		}
		for i, part := range parts {
			if part.String() != tt.want[i] {
				t.Errorf("%s over %v: part %d is %s, want %s", tt.total, tt.weights, i, part, tt.want[i])
			}
		}
	}
}

// The parts sum to exactly the amount, and none is a whole unit off its share.
func TestAllocateSumsExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := FromMinor(rapid.Int64Range(0, 1e15).Draw(t, "total"), rapid.SampledFrom([]Currency{"USD", "JPY", "KWD"}).Draw(t, "currency"))
		w := weights(rapid.SliceOfN(rapid.Int64Range(0, 1e18), 1, 9).Draw(t, "weights")...)
		whole := new(big.Int)
		for _, one := range w {
			whole.Add(whole, one)
		}
		sum := Zero(total.Currency())
		for i, part := range Allocate(total, w) {
			sum = sum.Add(part)
			if whole.Sign() == 0 {
				continue
			}
			fair := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(total.Minor()), w[i]), whole)
			off := fair.Sub(fair, new(big.Rat).SetInt64(part.Minor()))
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("part %d of %s over %v is %s", i, total, w, part)
			}
		}
		if whole.Sign() > 0 && !sum.Equal(total) {
			t.Fatalf("%s became %s", total, sum)
		}
	})
}
