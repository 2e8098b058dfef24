package words

import (
	"strings"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// rateDecimals is how exactly the price of one credit is written: prices of packs are
// told apart by their fourth decimal.
const rateDecimals = 4

// Rate is the price of one of many, with four decimals whatever the currency has:
// "$0.0180". One that is finer is rounded.
func (p Printer) Rate(d decimal.Decimal, c money.Currency) string {
	digits := p.number(d.StringFixed(rateDecimals))
	symbol, known := symbols[c]
	if !known {
		symbol = string(c)
	}
	switch {
	case p.pattern().symbolBehind:
		return digits + noBreak + symbol
	case known:
		return symbol + digits
	default:
		return symbol + noBreak + digits
	}
}

// asked is how many are named of those whom somebody may ask.
const asked = 2

// Asked names whom somebody asks who may not decide; empty where nobody is known.
func Asked(a *billing.Account) string {
	var names []string
	for _, person := range a.Deciders[:min(asked, len(a.Deciders))] {
		names = append(names, person.Name)
	}
	return strings.Join(names, ", ")
}

// Reserved says to whom something is left that the reader's role may not do, and whom
// to ask: "Only owners and billing admins can change the plan; your role is Member.
// Ask Maya Okafor."
func (p Printer) Reserved(a *billing.Account, need billing.Permission) string {
	why := billing.NotAllowed(need, a.Role)
	if names := Asked(a); names != "" {
		why.Params["ask"] = names
	}
	told := p.Problem(why)
	return Told{What: told.What, Next: told.Next}.String()
}
