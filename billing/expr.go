package billing

import (
	"math/big"
	"strconv"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// expr is arithmetic that explains itself: its text (the grammar of
// docs/formats.md) and its exact value are built together, so that a line's
// explanation can never differ from its amount. The value is a fraction that is
// not reduced: it is rounded once and forgotten, which costs less than a
// greatest common divisor a step.
type expr struct {
	text     string
	num, den *big.Int // den is above 0
	level    level
}

type level int

const (
	sumLevel level = iota
	productLevel
	atomLevel
)

var one = big.NewInt(1)

func number(d decimal.Decimal) expr { return written(d, d.String()) }

// unit is a unit price, written with the decimals of its currency.
func unit(price decimal.Decimal, c money.Currency) expr {
	return written(price, money.FormatUnit(price, c))
}

func written(d decimal.Decimal, text string) expr {
	e := expr{text: text, num: d.Coefficient(), den: one, level: atomLevel}
	switch exponent := d.Exponent(); {
	case exponent < 0:
		e.den = powerOfTen(-exponent)
	case exponent > 0:
		e.num = new(big.Int).Mul(e.num, powerOfTen(exponent))
	}
	if d.IsNegative() {
		e.level = productLevel
	}
	return e
}

// powers are the first powers of ten, which prices are scaled by; shared and
// never written to.
var powers = func() [19]*big.Int {
	var all [19]*big.Int
	all[0] = one
	for i := 1; i < len(all); i++ {
		all[i] = new(big.Int).Mul(all[i-1], big.NewInt(10))
	}
	return all
}()

func powerOfTen(n int32) *big.Int {
	if int(n) < len(powers) {
		return powers[n]
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

func integer(n int64) expr {
	e := expr{text: strconv.FormatInt(n, 10), num: one, den: one, level: atomLevel}
	if n != 1 {
		e.num = big.NewInt(n)
	}
	return e
}

func (e expr) plus(o expr) expr { return e.sum("+", o, new(big.Int).Add) }

func (e expr) minus(o expr) expr { return e.sum("-", o, new(big.Int).Sub) }

// beyond is what of e is beyond a whole number: the difference itself where e is
// a whole number, which needs no explaining.
func (e expr) beyond(n int64) expr {
	if e.level == atomLevel && e.den == one {
		rest := new(big.Int).Sub(e.num, big.NewInt(n))
		return expr{text: rest.String(), num: rest, den: one, level: atomLevel}
	}
	return e.minus(integer(n))
}

func (e expr) sum(sign string, o expr, combine func(a, b *big.Int) *big.Int) expr {
	if e.den.Cmp(o.den) == 0 {
		return expr{text: e.text + sign + o.in(productLevel), level: sumLevel, num: combine(e.num, o.num), den: e.den}
	}
	return expr{
		text: e.text + sign + o.in(productLevel), level: sumLevel,
		num: combine(product(e.num, o.den), product(o.num, e.den)), den: product(e.den, o.den),
	}
}

func (e expr) times(o expr) expr {
	return expr{text: e.in(productLevel) + "*" + o.in(atomLevel), num: product(e.num, o.num), den: product(e.den, o.den), level: productLevel}
}

// over is e divided by something above 0.
func (e expr) over(o expr) expr {
	return expr{text: e.in(productLevel) + "/" + o.in(atomLevel), num: product(e.num, o.den), den: product(e.den, o.num), level: productLevel}
}

// product shares its factors where one of them is 1; no value of an expr is
// ever written to.
func product(a, b *big.Int) *big.Int {
	switch {
	case a == one:
		return b
	case b == one:
		return a
	default:
		return new(big.Int).Mul(a, b)
	}
}

func (e expr) negated() expr {
	return expr{text: "-" + e.in(productLevel), num: new(big.Int).Neg(e.num), den: e.den, level: productLevel}
}

// cappedAt is the lesser of e and a limit; the limit shows only where it binds.
func (e expr) cappedAt(limit expr) expr {
	if e.cmp(limit) <= 0 {
		return e
	}
	return expr{text: "min(" + e.text + "," + limit.text + ")", num: limit.num, den: limit.den, level: atomLevel}
}

func (e expr) cmp(o expr) int {
	if e.den.Cmp(o.den) == 0 {
		return e.num.Cmp(o.num)
	}
	return product(e.num, o.den).Cmp(product(o.num, e.den))
}

func (e expr) sign() int { return e.num.Sign() }

// parenthesised keeps a part together for the eye: "(5*12.00)*100/200".
func (e expr) parenthesised() expr {
	if e.level == atomLevel {
		return e
	}
	e.text, e.level = "("+e.text+")", atomLevel
	return e
}

func (e expr) in(at level) string {
	if e.level < at {
		return "(" + e.text + ")"
	}
	return e.text
}

// rounded is the value, rounded here and only here.
func (e expr) rounded(c *Catalog) money.Money {
	return money.RoundQuotient(e.num, e.den, c.Currency, c.Policy.Rounding)
}

// floored is the value in whole minor units, what is below one left out.
func (e expr) floored(c money.Currency) *big.Int {
	return new(big.Int).Div(new(big.Int).Mul(e.num, powerOfTen(c.Exponent())), e.den)
}
