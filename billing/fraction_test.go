package billing

import (
	"math"
	"math/big"
	"testing"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// drawFraction is of any size, around the borders of machine words too, with the
// same number as a rational of the standard library.
func drawFraction(t *rapid.T, label string) (fraction, *big.Rat) {
	number := rapid.OneOf(rapid.Int64Range(-1000, 1000), rapid.Int64(), rapid.SampledFrom([]int64{math.MaxInt64, -math.MaxInt64, math.MinInt64, 0, 1 << 32}))
	exponent := rapid.Int32Range(-30, 12).Draw(t, label+" exponent")
	d := decimal.New(number.Draw(t, label+" number"), exponent)
	f, r := fractionOf(d), d.Rat()
	if den := rapid.Int64Range(1, math.MaxInt64).Draw(t, label+" divisor"); rapid.Bool().Draw(t, label+" is divided") {
		f, r = f.times(whole(den).inverse()), new(big.Rat).Quo(r, new(big.Rat).SetInt64(den))
	}
	return f, r
}

// Fractions are rationals, whether or not they fit into machine words.
func TestFractionsAreRationals(t *testing.T) {
	same := func(t *rapid.T, what string, f fraction, want *big.Rat) {
		got := f.big()
		if got.den.Sign() <= 0 || new(big.Rat).SetFrac(got.num, got.den).Cmp(want) != 0 {
			t.Fatalf("%s: %s/%s, want %s", what, got.num, got.den, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, ra := drawFraction(t, "a")
		b, rb := drawFraction(t, "b")
		same(t, "a", a, ra)
		same(t, "a*b", a.times(b), new(big.Rat).Mul(ra, rb))
		same(t, "a+b", a.plus(b), new(big.Rat).Add(ra, rb))
		same(t, "-a", a.negated(), new(big.Rat).Neg(ra))
		if b.sign() > 0 {
			same(t, "a/b", a.times(b.inverse()), new(big.Rat).Quo(ra, rb))
		}
		if a.sign() != ra.Sign() || a.cmp(b) != ra.Cmp(rb) {
			t.Fatalf("sign %d of %s, compares %d with %s", a.sign(), ra, a.cmp(b), rb)
		}
	})
}

func TestFractionsAreRoundedAsMoneyIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, exact := drawFraction(t, "a")
		if rapid.Bool().Draw(t, "half a unit") {
			half := decimal.New(2*rapid.Int64Range(-1e6, 1e6).Draw(t, "halves")+1, 0).Div(decimal.NewFromInt(200))
			a, exact = fractionOf(half), half.Rat()
		}
		c := Catalog{
			Currency: rapid.SampledFrom([]money.Currency{"USD", "JPY", "KWD", "CLF"}).Draw(t, "currency"),
			Policy:   Policy{Rounding: rapid.SampledFrom([]money.Rounding{money.HalfUp, money.HalfEven}).Draw(t, "rounding")},
		}
		if got, want := a.rounded(&c), money.Round(exact, c.Currency, c.Policy.Rounding); !got.Equal(want) {
			t.Fatalf("%s by %s: %s, want %s", exact, c.Policy.Rounding, got, want)
		}
	})
}

// rat is the fraction as a rational.
func (f fraction) rat() *big.Rat {
	w := f.big()
	return new(big.Rat).SetFrac(w.num, w.den)
}
