package billing

import (
	"slices"
	"strings"
	"testing"
)

func taxed(company, country, vatID string) BillingDetails {
	return BillingDetails{Company: company, Country: country, VATID: vatID}
}

func TestDetailsAreChecked(t *testing.T) {
	for _, c := range []struct {
		in, want BillingDetails
		refused  string // field and hint
	}{
		{in: taxed(" Northwind Ltd ", "gb", "gb 123 4567 82"), want: taxed("Northwind Ltd", "GB", "GB123456782")},
		{in: taxed("N", "DE", ""), want: taxed("N", "DE", "")},
		{in: taxed("N", "DE", " - "), want: taxed("N", "DE", "")},
		{in: taxed("N", "DE", "DE123456789"), want: taxed("N", "DE", "DE123456789")},
		{in: taxed("N", "GR", "EL 123456789"), want: taxed("N", "GR", "EL123456789")},
		{in: taxed("N", "GB", "XI123456789"), want: taxed("N", "GB", "XI123456789")},
		{in: taxed("N", "CH", "CHE-123.456.788 MWST"), want: taxed("N", "CH", "CHE123456788MWST")},
		{in: taxed("N", "US", "12-3456789"), want: taxed("N", "US", "123456789")},
		{in: taxed("N", "DE", "123456789"), refused: "vat_id a VAT ID of this country looks like DE123456789"},
		{in: taxed("N", "DE", "DE12345678"), refused: "vat_id a VAT ID of this country looks like DE123456789"},
		{in: taxed("N", "DE", "DE1234567890"), refused: "vat_id a VAT ID of this country looks like DE123456789"},
		{in: taxed("N", "DE", "FR12345678901"), refused: "vat_id a VAT ID of this country looks like DE123456789"},
		{in: taxed("N", "GR", "GR123456789"), refused: "vat_id a VAT ID of this country looks like EL123456789"},
		{in: taxed("N", "ES", "ES123456789"), refused: "vat_id a VAT ID of this country looks like ESX1234567X"},
		{in: taxed("N", "DE", "DE123456789\nX"), refused: "vat_id a VAT ID of this country looks like DE123456789"},
		{in: taxed("N", "US", strings.Repeat("1", 33)), refused: "vat_id " + HintTaxID},
		{in: taxed("N", "US", "<b>"), refused: "vat_id " + HintTaxID},
		{in: taxed("N", "", ""), refused: "country " + HintCountry},
		{in: taxed("N", "UK", ""), refused: "country " + HintCountry},
		{in: taxed("N", "EU", ""), refused: "country " + HintCountry},
		{in: taxed("N", "DEU", ""), refused: "country " + HintCountry},
		{in: taxed(" ", "DE", ""), refused: "company " + HintCompany},
		{in: taxed("N\nM", "DE", ""), refused: "company " + HintCompany},
		{in: taxed(strings.Repeat("ü", 201), "DE", ""), refused: "company " + HintCompany},
	} {
		got, err := c.in.Checked()
		if problem := strings.TrimPrefix(said(err, "field", "hint"), "invalid_request "); problem != c.refused {
			t.Errorf("%+v: %q, want %q", c.in, problem, c.refused)
		}
		if err == nil && !got.Equal(&c.want) {
			t.Errorf("%+v: %+v", c.in, got)
		}
	}
}

// A form is told of every field at once.
func TestEveryFaultOfDetailsIsTold(t *testing.T) {
	var fields []string
	for _, n := range (BillingDetails{Country: "UK", VATID: "?"}).Check() {
		fields = append(fields, n.Params["field"])
	}
	if !slices.Equal(fields, []string{FieldCompany, FieldCountry, FieldVATID}) {
		t.Errorf("faults in %v", fields)
	}
	if faults := (BillingDetails{Company: "N", Country: "gb", VATID: "gb 123 4567 82"}).Check(); len(faults) != 0 {
		t.Errorf("%+v", faults)
	}
}

// Every example is an ID of its country, and what is kept is taken again as it is.
func TestExamplesOfVATIDs(t *testing.T) {
	union := strings.Fields("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
	for _, country := range append(union, "GB") {
		form, ok := vatForms[country]
		if !ok {
			t.Errorf("%s: no form", country)
			continue
		}
		d := BillingDetails{Company: "N", Country: country, VATID: form.example}
		if got, err := d.Checked(); err != nil || !got.Equal(&d) {
			t.Errorf("%s: %+v, %v", country, got, err)
		}
		d.VATID = form.example + "9999"
		if _, err := d.Checked(); CodeOf(err) != InvalidRequest {
			t.Errorf("%s takes %s: %v", country, d.VATID, err)
		}
	}
	if len(vatForms) != len(union)+1 {
		t.Errorf("%d forms", len(vatForms))
	}
}

func TestCountriesAreNobodysToChange(t *testing.T) {
	all := Countries()
	if len(all) != 249 {
		t.Errorf("%d countries", len(all))
	}
	all[0] = "XX"
	if _, err := (BillingDetails{Company: "N", Country: "AD"}).Checked(); err != nil {
		t.Error(err)
	}
}
