package billing

import (
	"slices"
	"testing"
)

func TestDetailsAreChecked(t *testing.T) {
	good := BillingDetails{Company: "Northwind Traders Ltd", Country: "GB", VATID: "GB 123 4567 82"}
	with := func(change func(*BillingDetails)) BillingDetails {
		d := good
		change(&d)
		return d
	}
	vat := func(country, id string) BillingDetails {
		return with(func(d *BillingDetails) { d.Country, d.VATID = country, id })
	}
	tests := map[string]struct {
		details BillingDetails
		want    []string
	}{
		"complete":               {good, nil},
		"without a VAT ID":       {vat("GB", ""), nil},
		"nobody":                 {with(func(d *BillingDetails) { d.Company = "  " }), []string{FieldCompany}},
		"nowhere":                {with(func(d *BillingDetails) { d.Country = "" }), []string{FieldCountry}},
		"nothing at all":         {BillingDetails{}, []string{FieldCompany, FieldCountry}},
		"too few digits":         {vat("GB", "GB 12"), []string{FieldVATID}},
		"twelve digits":          {vat("GB", "gb123456789012"), nil},
		"of another country":     {vat("GB", "DE123456789"), []string{FieldVATID}},
		"letters for digits":     {vat("DE", "DE12345678X"), []string{FieldVATID}},
		"letters where they may": {vat("AT", "ATU12345678"), nil},
		"dots and hyphens":       {vat("NL", "NL-1234.567.89.B01"), nil},
		"a prefix of its own":    {vat("GR", "EL123456789"), nil},
		"a form nobody knows":    {vat("US", "12-3456789"), nil},
	}
	for name, tt := range tests {
		var got []string
		for _, n := range tt.details.Check() {
			got = append(got, n.Params["field"])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: faults in %v, want %v", name, got, tt.want)
		}
	}
	faults := vat("GB", "GB 12").Check()
	if got := faults[0].Params["lengths"]; got != "9 12" {
		t.Errorf("lengths %q", got)
	}
}
