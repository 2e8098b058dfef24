// Package money holds amounts of one currency as exact decimals. There is no
// float in it, and amounts of different currencies never meet: mixing them is
// a programming error and panics.
package money

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// Money is an amount in major units of a currency. The zero value has no
// currency and is only good for comparison with IsUnset.
type Money struct {
	amount   decimal.Decimal
	currency Currency
}

// New makes an amount in major units. It does not round: see Round.
func New(amount decimal.Decimal, c Currency) Money { return Money{amount: amount, currency: c} }

// Zero is no money, in the currency c.
func Zero(c Currency) Money { return Money{currency: c} }

// FromMinor makes an amount from minor units (cents, yen, fils).
func FromMinor(minor int64, c Currency) Money {
	return Money{amount: decimal.New(minor, -c.Exponent()), currency: c}
}

// plain is a decimal number without exponent, sign of plus or grouping.
var plain = regexp.MustCompile(`^-?[0-9]{1,18}(\.[0-9]+)?$`)

// Parse reads a decimal string in major units ("-12.50"). It refuses more
// decimals than the currency has, exponents and anything that is no number.
func Parse(s string, c Currency) (Money, error) {
	if !plain.MatchString(s) {
		return Money{}, fmt.Errorf("parse amount: %q is not a decimal number", s)
	}
	d, err := decimal.NewFromString(s)
	if err != nil {
		return Money{}, fmt.Errorf("parse amount: %w", err)
	}
	m := New(d, c)
	if !d.Equal(d.Truncate(c.Exponent())) {
		return Money{}, fmt.Errorf("parse amount: %q has more than the %d decimals of %s", s, c.Exponent(), c)
	}
	return m, nil
}

// Amount is the number in major units.
func (m Money) Amount() decimal.Decimal { return m.amount }

// Currency is the amount's currency.
func (m Money) Currency() Currency { return m.currency }

// IsUnset tells the zero value, which has no currency, from no money.
func (m Money) IsUnset() bool { return m.currency == "" }

// Minor is the amount in minor units. The amount must be settled, that is
// rounded to the currency's decimals; anything finer or too large panics, since
// storing it would lose money silently.
func (m Money) Minor() int64 {
	shifted := m.amount.Shift(m.currency.Exponent())
	if !shifted.IsInteger() || !shifted.BigInt().IsInt64() {
		panic(fmt.Sprintf("money: %s %s is no number of minor units that can be stored", m.amount, m.currency))
	}
	return shifted.IntPart()
}

// Add is m + n.
func (m Money) Add(n Money) Money { return Money{m.amount.Add(n.same(m)), m.currency} }

// Sub is m - n.
func (m Money) Sub(n Money) Money { return Money{m.amount.Sub(n.same(m)), m.currency} }

// Neg is -m.
func (m Money) Neg() Money { return Money{m.amount.Neg(), m.currency} }

// Abs is m without its sign.
func (m Money) Abs() Money { return Money{m.amount.Abs(), m.currency} }

// Cmp is -1, 0 or 1 as m is less than, equal to or more than n.
func (m Money) Cmp(n Money) int { return m.amount.Cmp(n.same(m)) }

// Equal tells whether currency and amount are the same; it never panics.
func (m Money) Equal(n Money) bool { return m.currency == n.currency && m.amount.Equal(n.amount) }

// Sign is -1, 0 or 1.
func (m Money) Sign() int { return m.amount.Sign() }

// IsZero tells whether the amount is nothing.
func (m Money) IsZero() bool { return m.amount.IsZero() }

// IsNegative tells whether the amount is below nothing.
func (m Money) IsNegative() bool { return m.amount.IsNegative() }

// Rat is the amount as an exact rational.
func (m Money) Rat() *big.Rat { return m.amount.Rat() }

// String is the amount with its currency's decimals and without the currency:
// "-30.00", "1200" for JPY; never "-0.00".
func (m Money) String() string {
	if m.amount.IsZero() {
		return decimal.Zero.StringFixed(m.currency.Exponent())
	}
	return m.amount.StringFixed(m.currency.Exponent())
}

// Min is the lesser of two amounts of one currency.
func Min(a, b Money) Money {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}

func (m Money) same(n Money) decimal.Decimal {
	if m.currency != n.currency {
		panic(fmt.Sprintf("money: %s meets %s", n.currency, m.currency))
	}
	return m.amount
}

// FormatUnit writes a unit price with at least the currency's decimals and all
// the further ones that a finer price has: "12.00", "0.0008", "1200" for JPY.
func FormatUnit(price decimal.Decimal, c Currency) string {
	text := price.String()
	_, finer, _ := strings.Cut(text, ".")
	missing := int(c.Exponent()) - len(finer)
	if missing <= 0 {
		return text
	}
	if finer == "" {
		text += "."
	}
	return text + strings.Repeat("0", missing)
}
