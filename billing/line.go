package billing

import (
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// LineKind is why a line stands on an invoice.
type LineKind string

// The kinds of line.
const (
	ProrationCredit LineKind = "proration_credit"
	ProrationCharge LineKind = "proration_charge"
	Recurring       LineKind = "recurring"
	OneTime         LineKind = "one_time"
	UsageLine       LineKind = "usage"
	Adjustment      LineKind = "adjustment"
)

// Codes of lines; words are made of code and params.
const (
	LineUnusedTime   Code = "line_unused_time"    // name, quantity, left, of, unit; percent_off or amount_off
	LineRestOfPeriod Code = "line_rest_of_period" // the same
	LineFullPeriod   Code = "line_full_period"    // name, quantity, interval; percent_off or amount_off
	LinePack         Code = "line_pack"           // name, quantity
	LineTopUp        Code = "line_top_up"
	LineUsage        Code = "line_usage"    // name, quantity, used, included, state
	LineGoodwill     Code = "line_goodwill" // reason
)

// Tax is a rate that applies to a line; the rate is a fraction ("0.19").
type Tax struct {
	Name string
	Rate decimal.Decimal
}

// Line is one rounded amount of an invoice or preview and how it came about.
// Arithmetic, evaluated exactly and rounded once, is the amount.
type Line struct {
	Kind       LineKind
	Item       Item
	Code       Code
	Params     map[string]string
	Quantity   decimal.Decimal
	UnitPrice  decimal.Decimal
	Period     Period
	Amount     money.Money
	Arithmetic string
	Taxes      []Tax
}

// TaxLine is the tax of one rate on its taxable subtotal.
type TaxLine struct {
	Name    string
	Rate    decimal.Decimal
	Taxable money.Money
	Amount  money.Money
}

// Totals is what lines come to, in the order in which it is shown.
type Totals struct {
	Subtotal             money.Money // sum of the lines
	Taxes                []TaxLine
	Total                money.Money // negative is a credit note
	BillingCreditApplied money.Money
	AmountDue            money.Money // never negative
	BillingCreditAfter   money.Money
}

// TaxIncluded tells whether the prices contain the tax, so that it is not added to the
// subtotal. A tax that rounds to nothing is contained in nothing.
func (t *Totals) TaxIncluded() bool {
	for _, tax := range t.Taxes {
		if !tax.Amount.IsZero() {
			return t.Total.Equal(t.Subtotal)
		}
	}
	return false
}

// total adds lines up (rule 9): tax once per rate on its taxable subtotal, which
// is without the tax where prices contain it, then the billing credit. A negative
// total becomes billing credit. A credit that is unset, since its reader may not
// know it, is none.
func (c *Catalog) total(lines []Line, credit money.Money) Totals {
	if credit.IsUnset() {
		credit = money.Zero(c.Currency)
	}
	t := Totals{Subtotal: money.Zero(c.Currency)}
	for _, line := range lines {
		t.Subtotal = t.Subtotal.Add(line.Amount)
		for _, tax := range line.Taxes {
			t.Taxes = addTaxable(t.Taxes, tax, line.Amount)
		}
	}
	t.Total = t.Subtotal
	for i := range t.Taxes {
		t.Taxes[i].Amount = c.tax(t.Taxes[i])
		if c.Policy.TaxBehavior == TaxInclusive {
			t.Taxes[i].Taxable = t.Taxes[i].Taxable.Sub(t.Taxes[i].Amount)
		} else {
			t.Total = t.Total.Add(t.Taxes[i].Amount)
		}
	}
	zero := money.Zero(c.Currency)
	t.BillingCreditApplied, t.AmountDue = zero, zero
	if t.Total.IsNegative() {
		t.BillingCreditAfter = credit.Sub(t.Total)
		return t
	}
	t.BillingCreditApplied = money.Min(credit, t.Total)
	t.AmountDue = t.Total.Sub(t.BillingCreditApplied)
	t.BillingCreditAfter = credit.Sub(t.BillingCreditApplied)
	return t
}

// tax is the tax on (or, inclusive, within) a taxable amount, rounded once.
func (c *Catalog) tax(t TaxLine) money.Money {
	exact := number(t.Taxable.Amount()).times(number(t.Rate))
	if c.Policy.TaxBehavior == TaxInclusive {
		exact = exact.over(integer(1).plus(number(t.Rate)))
	}
	return exact.rounded(c)
}

func addTaxable(taxes []TaxLine, tax Tax, amount money.Money) []TaxLine {
	for i := range taxes {
		if taxes[i].Name == tax.Name && taxes[i].Rate.Equal(tax.Rate) {
			taxes[i].Taxable = taxes[i].Taxable.Add(amount)
			return taxes
		}
	}
	return append(taxes, TaxLine{Name: tax.Name, Rate: tax.Rate, Taxable: amount})
}

// taxesFor is what is levied on sales to a buyer.
func (c *Catalog) taxesFor(d BillingDetails) []Tax {
	var taxes []Tax
	for _, rate := range c.TaxRates {
		if rate.Country == d.Country && (!rate.ReverseCharge || d.VATID == "") {
			taxes = append(taxes, Tax{Name: rate.Name, Rate: rate.Rate})
		}
	}
	return taxes
}
