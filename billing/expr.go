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
	value *big.Rat
	level level
}

type level int

const (
	sumLevel level = iota
	productLevel
	atomLevel
)

func number(d decimal.Decimal) expr {
	e := expr{text: d.String(), value: d.Rat(), level: atomLevel}
	if d.IsNegative() {
		e.level = productLevel
	}
	return e
}

// unit is a unit price, written with the decimals of its currency.
func unit(price decimal.Decimal, c money.Currency) expr {
	e := number(price)
	e.text = money.FormatUnit(price, c)
	return e
}

func integer(n int64) expr {
	return expr{text: strconv.FormatInt(n, 10), value: big.NewRat(n, 1), level: atomLevel}
}

func (e expr) plus(o expr) expr {
	return expr{text: e.text + "+" + o.in(productLevel), value: new(big.Rat).Add(e.value, o.value), level: sumLevel}
}

func (e expr) times(o expr) expr {
	return expr{text: e.in(productLevel) + "*" + o.in(atomLevel), value: new(big.Rat).Mul(e.value, o.value), level: productLevel}
}

func (e expr) over(o expr) expr {
	return expr{text: e.in(productLevel) + "/" + o.in(atomLevel), value: new(big.Rat).Quo(e.value, o.value), level: productLevel}
}

func (e expr) negated() expr {
	return expr{text: "-" + e.in(productLevel), value: new(big.Rat).Neg(e.value), level: productLevel}
}

// cappedAt is the lesser of e and a limit; the limit shows only where it binds.
func (e expr) cappedAt(limit expr) expr {
	if e.value.Cmp(limit.value) <= 0 {
		return e
	}
	return expr{text: "min(" + e.text + "," + limit.text + ")", value: limit.value, level: atomLevel}
}

// parenthesised keeps a part together for the eye: "(5*12.00)*100/200".
func (e expr) parenthesised() expr {
	if e.level == atomLevel {
		return e
	}
	return expr{text: "(" + e.text + ")", value: e.value, level: atomLevel}
}

func (e expr) in(at level) string {
	if e.level < at {
		return "(" + e.text + ")"
	}
	return e.text
}
