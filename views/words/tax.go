package words

import (
	"slices"

	"billfold/billing"
)

// TaxAt is a tax with its rate, before its amount: "VAT 20%". Where the prices contain it,
// which billing.Totals tells, that is said: it is not added to the subtotal then.
func (p Printer) TaxAt(t billing.TaxLine, included bool) string {
	values := []string{"tax", t.Name, "percent", p.Percent(t.Rate)}
	if included {
		return T("{tax} {percent}, in the prices", values...)
	}
	return T("{tax} {percent}", values...)
}

// TaxOn is TaxAt with the amount that is taxed, written as figures are there: "VAT 20% of
// 712.00".
func (p Printer) TaxOn(t billing.TaxLine, included bool, taxable string) string {
	values := []string{"tax", t.Name, "percent", p.Percent(t.Rate), "amount", taxable}
	if included {
		return T("{tax} {percent} of {amount}, in the prices", values...)
	}
	return T("{tax} {percent} of {amount}", values...)
}

// Tax is what the account's country calls its tax: "VAT".
func Tax(f billing.Facts) string {
	rates := f.Catalog.TaxRates
	if i := slices.IndexFunc(rates, func(r billing.TaxRate) bool { return r.Country == f.Account.Details.Country }); i >= 0 {
		return rates[i].Name
	}
	return T("tax")
}
