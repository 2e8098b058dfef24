package words

import (
	"cmp"
	"strings"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Locale is a language with an optional region as systems write it ("de-CH",
// "en_GB.UTF-8"); unknown ones are written as English.
type Locale string

// pattern is how a locale writes numbers: what groups thousands, what separates
// decimals, and whether a currency's symbol stands behind the number.
type pattern struct {
	group, decimal string
	symbolBehind   bool
	percentApart   bool // "20 %"
	indian         bool // groups of two beyond the last three digits
}

// noBreak keeps a number, its groups and its symbol on one line.
const noBreak = "\u00a0"

var patterns = map[string]pattern{
	"en":    {group: ",", decimal: "."},
	"en-in": {group: ",", decimal: ".", indian: true},
	"en-za": {group: noBreak, decimal: ","},
	"ja":    {group: ",", decimal: "."},
	"de":    {group: ".", decimal: ",", symbolBehind: true, percentApart: true},
	"de-ch": {group: "’", decimal: "."},
	"es":    {group: ".", decimal: ",", symbolBehind: true, percentApart: true},
	"es-mx": {group: ",", decimal: "."},
	"fr":    {group: noBreak, decimal: ",", symbolBehind: true, percentApart: true},
	"it":    {group: ".", decimal: ",", symbolBehind: true},
	"nl":    {group: ".", decimal: ","},
	"pl":    {group: noBreak, decimal: ",", symbolBehind: true},
	"pt":    {group: noBreak, decimal: ",", symbolBehind: true},
	"pt-br": {group: ".", decimal: ","},
	"sv":    {group: noBreak, decimal: ",", symbolBehind: true, percentApart: true},
}

// symbols are the signs that mean one currency only, wherever they are read.
var symbols = map[money.Currency]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}

func (p Printer) pattern() pattern {
	name, _, _ := strings.Cut(strings.ToLower(string(p.Locale)), ".")
	name = strings.ReplaceAll(name, "_", "-")
	if found, ok := patterns[name]; ok {
		return found
	}
	language, _, _ := strings.Cut(name, "-")
	if found, ok := patterns[language]; ok {
		return found
	}
	return patterns["en"]
}

// Amount is an amount for a column whose head names the currency: "37.42",
// "–94.80". The sign is an en dash, which the screen's font has.
func (p Printer) Amount(m money.Money) string {
	return strings.Replace(p.number(m.String()), "-", "–", 1)
}

// Standing is an amount that stands alone, with its currency: "$37.42",
// "–€94.80", "CHF 12.00".
func (p Printer) Standing(m money.Money) string {
	digits := p.number(m.Abs().String())
	sign := ""
	if m.IsNegative() {
		sign = "–"
	}
	symbol, known := symbols[m.Currency()]
	switch {
	case p.pattern().symbolBehind:
		return sign + digits + noBreak + cmp.Or(symbol, string(m.Currency()))
	case known:
		return sign + symbol + digits
	default:
		return sign + string(m.Currency()) + noBreak + digits
	}
}

// UnitPrice is a price of one that stands alone. One that is finer than the
// currency keeps all its decimals: "$18.00", "0.0008 USD".
func (p Printer) UnitPrice(d decimal.Decimal, c money.Currency) string {
	if rounded := money.Round(d.Rat(), c, money.HalfUp); rounded.Amount().Equal(d) {
		return p.Standing(rounded)
	}
	return p.Number(d) + noBreak + string(c)
}

// Copied is an amount for the clipboard and for files: no grouping, a point, a
// hyphen for the sign, and its currency.
func Copied(m money.Money) string { return m.String() + " " + string(m.Currency()) }

// Number is a quantity with grouped thousands and the decimals that it has.
func (p Printer) Number(d decimal.Decimal) string {
	return strings.Replace(p.number(d.String()), "-", "–", 1)
}

// Count is a whole number with grouped thousands.
func (p Printer) Count(n int64) string { return p.Number(decimal.NewFromInt(n)) }

// Percent is a fraction as a percentage: "20%", "5.5%", in German "5,5 %".
func (p Printer) Percent(fraction decimal.Decimal) string {
	number := p.Number(fraction.Shift(2))
	if p.pattern().percentApart {
		return number + noBreak + "%"
	}
	return number + "%"
}

// number rewrites a plain decimal string ("-1234.50") by the locale's pattern.
func (p Printer) number(plain string) string {
	style := p.pattern()
	sign := ""
	if rest, negative := strings.CutPrefix(plain, "-"); negative {
		sign, plain = "-", rest
	}
	whole, decimals, split := strings.Cut(plain, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, digit := range whole {
		left := len(whole) - i
		if i > 0 && (left%3 == 0 && (!style.indian || left == 3) || style.indian && left > 3 && left%2 == 1) {
			b.WriteString(style.group)
		}
		b.WriteRune(digit)
	}
	if split {
		b.WriteString(style.decimal + decimals)
	}
	return b.String()
}
