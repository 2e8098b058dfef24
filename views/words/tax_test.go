package words

import (
	"testing"

	"billfold/billing"

	"github.com/shopspring/decimal"
)

// Who adds up what is billed sees whether the tax is added or contained.
func TestATaxSaysWhetherThePricesContainIt(t *testing.T) {
	vat := billing.TaxLine{Name: "VAT", Rate: decimal.RequireFromString("0.2")}
	w := Printer{}
	for got, want := range map[string]string{
		w.TaxAt(vat, false):           "VAT 20%",
		w.TaxAt(vat, true):            "VAT 20%, in the prices",
		w.TaxOn(vat, false, "712.00"): "VAT 20% of 712.00",
		w.TaxOn(vat, true, "712.00"):  "VAT 20% of 712.00, in the prices",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
