package words

import (
	"slices"

	"billfold/billing"
)

// Tax is what the account's country calls its tax: "VAT".
func Tax(f billing.Facts) string {
	rates := f.Catalog.TaxRates
	if i := slices.IndexFunc(rates, func(r billing.TaxRate) bool { return r.Country == f.Account.Details.Country }); i >= 0 {
		return rates[i].Name
	}
	return T("tax")
}
