package billing

import (
	"math/big"
	"strconv"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// expr is arithmetic that explains itself: its text (the grammar of
// docs/formats.md) and its exact value are built together, so that a line's
// explanation can never differ from its amount.
type expr struct {
	text  string
	value fraction
	level level
	// grouped says that the eye finds its parts as they are: "(5*12.00)*(1-0.2)".
	grouped bool
}

type level int

const (
	sumLevel level = iota
	productLevel
	atomLevel
)

func number(d decimal.Decimal) expr { return written(d, d.String()) }

// unit is a unit price, written with the decimals of its currency.
func unit(price decimal.Decimal, c money.Currency) expr {
	return written(price, money.FormatUnit(price, c))
}

func written(d decimal.Decimal, text string) expr {
	e := expr{text: text, value: fractionOf(d), level: atomLevel}
	if d.IsNegative() {
		e.level = productLevel
	}
	return e
}

func integer(n int64) expr {
	return expr{text: strconv.FormatInt(n, 10), value: whole(n), level: atomLevel}
}

func (e expr) plus(o expr) expr {
	return expr{text: e.text + "+" + o.in(productLevel), value: e.value.plus(o.value), level: sumLevel}
}

func (e expr) minus(o expr) expr {
	return expr{text: e.text + "-" + o.in(productLevel), value: e.value.plus(o.value.negated()), level: sumLevel}
}

// beyond is what of e is beyond a whole number: the difference itself where e is
// a whole number, which needs no explaining.
func (e expr) beyond(n int64) expr {
	if e.level == atomLevel && e.value.wide == nil && e.value.den == 1 {
		return integer(e.value.num - n)
	}
	return e.minus(integer(n))
}

func (e expr) times(o expr) expr {
	return expr{text: e.in(productLevel) + "*" + o.in(atomLevel), value: e.value.times(o.value), level: productLevel}
}

// over is e divided by something above 0.
func (e expr) over(o expr) expr {
	return expr{text: e.in(productLevel) + "/" + o.in(atomLevel), value: e.value.times(o.value.inverse()), level: productLevel}
}

func (e expr) negated() expr {
	return expr{text: "-" + e.in(productLevel), value: e.value.negated(), level: productLevel}
}

// cappedAt is the lesser of e and a limit; the limit shows only where it binds.
func (e expr) cappedAt(limit expr) expr {
	if e.cmp(limit) <= 0 {
		return e
	}
	return expr{text: "min(" + e.text + "," + limit.text + ")", value: limit.value, level: atomLevel}
}

func (e expr) cmp(o expr) int { return e.value.cmp(o.value) }

func (e expr) sign() int { return e.value.sign() }

// parenthesised keeps a part together for the eye: "(5*12.00)*100/200".
func (e expr) parenthesised() expr {
	if e.level == atomLevel || e.grouped {
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
func (e expr) rounded(c *Catalog) money.Money { return e.value.rounded(c) }

// floored is the value in whole minor units, what is below one left out.
func (e expr) floored(c money.Currency) *big.Int { return e.value.floored(c) }
