package billing

import (
	"slices"
	"strings"
	"testing"
)

// complete are details that nothing is wrong with.
func complete() BillingDetails {
	return BillingDetails{
		FirstName: "Maya", LastName: "Okafor", Company: "Northwind Ltd", Email: "maya@northwind.example", Phone: "+44 20 7946 0018",
		Address: "14 Canal Street", PostalCode: "E2 8PJ", City: "London", Country: "GB",
	}
}

func taxed(company, country, vatID string) BillingDetails {
	d := complete()
	d.Company, d.Country, d.VATID = company, country, vatID
	return d
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

func TestEveryFieldOfDetailsIsChecked(t *testing.T) {
	long := func(n int) string { return strings.Repeat("ü", n) }
	for name, c := range map[string]struct {
		with    func(*BillingDetails)
		refused string // field, value and hint
	}{
		"whole":                  {func(*BillingDetails) {}, ""},
		"no first name":          {func(d *BillingDetails) { d.FirstName = " " }, "first_name " + HintFirstName},
		"first name of two":      {func(d *BillingDetails) { d.FirstName = "Ma\nya" }, "first_name Ma\nya " + HintFirstName},
		"no last name":           {func(d *BillingDetails) { d.LastName = "" }, "last_name " + HintLastName},
		"longest last name":      {func(d *BillingDetails) { d.LastName = long(100) }, ""},
		"last name too long":     {func(d *BillingDetails) { d.LastName = long(101) }, "last_name " + long(101) + " " + HintLastName},
		"no e-mail":              {func(d *BillingDetails) { d.Email = "" }, "email " + HintEmail},
		"e-mail of nowhere":      {func(d *BillingDetails) { d.Email = "maya" }, "email maya " + HintEmail},
		"no phone":               {func(d *BillingDetails) { d.Phone = "" }, "phone " + HintPhone},
		"four digits":            {func(d *BillingDetails) { d.Phone = "(12) 34" }, "phone (12) 34 " + HintPhone},
		"five digits":            {func(d *BillingDetails) { d.Phone = "12 345" }, ""},
		"20 digits":              {func(d *BillingDetails) { d.Phone = strings.Repeat("1", 20) }, ""},
		"21 digits":              {func(d *BillingDetails) { d.Phone = strings.Repeat("1", 21) }, "phone " + strings.Repeat("1", 21) + " " + HintPhone},
		"phone of letters":       {func(d *BillingDetails) { d.Phone = "0800 FLOWERS" }, "phone 0800 FLOWERS " + HintPhone},
		"plus in the middle":     {func(d *BillingDetails) { d.Phone = "44+207946" }, "phone 44+207946 " + HintPhone},
		"no city":                {func(d *BillingDetails) { d.City = "" }, "city " + HintCity},
		"no address":             {func(d *BillingDetails) { d.Address = "" }, "address " + HintAddress},
		"address of two":         {func(d *BillingDetails) { d.Address = "14\u2028Canal" }, "address 14\u2028Canal " + HintAddress},
		"address too long":       {func(d *BillingDetails) { d.Address = long(201) }, "address " + long(201) + " " + HintAddress},
		"no postal code":         {func(d *BillingDetails) { d.PostalCode = "" }, "postal_code " + HintPostalCode},
		"longest postal code":    {func(d *BillingDetails) { d.PostalCode = "12345-678901" }, ""},
		"postal code too long":   {func(d *BillingDetails) { d.PostalCode = "1234567890123" }, "postal_code 1234567890123 " + HintPostalCode},
		"none in Hong Kong":      {func(d *BillingDetails) { d.Country, d.PostalCode = "HK", "" }, ""},
		"kept in Hong Kong":      {func(d *BillingDetails) { d.Country, d.PostalCode = "HK", "999077" }, ""},
		"odd in Hong Kong":       {func(d *BillingDetails) { d.Country, d.PostalCode = "HK", "#" }, "postal_code # " + HintPostalCode},
		"region":                 {func(d *BillingDetails) { d.Region = "Greater London" }, ""},
		"region too long":        {func(d *BillingDetails) { d.Region = long(101) }, "region " + long(101) + " " + HintRegion},
		"no VAT ID":              {func(d *BillingDetails) { d.NoVATID = true }, ""},
		"none, and one":          {func(d *BillingDetails) { d.NoVATID, d.VATID = true, "GB 123 456 782" }, "no_vat_id GB123456782 " + HintNoVATID},
		"PO number":              {func(d *BillingDetails) { d.PONumber = " PO-7731 " }, ""},
		"PO number too long":     {func(d *BillingDetails) { d.PONumber = long(65) }, "po_number " + long(65) + " " + HintPONumber},
		"ten recipients":         {func(d *BillingDetails) { d.Recipients = recipients(10) }, ""},
		"eleven recipients":      {func(d *BillingDetails) { d.Recipients = recipients(11) }, "recipients k@northwind.example " + HintRecipients},
		"empty recipients":       {func(d *BillingDetails) { d.Recipients = append(recipients(10), " ", "") }, ""},
		"recipient of nowhere":   {func(d *BillingDetails) { d.Recipients = []string{"ap"} }, "recipients ap " + HintEmail},
		"recipient twice":        {func(d *BillingDetails) { d.Recipients = []string{"a@b.example", "A@b.example"} }, "recipients A@b.example " + HintRecipientTwice},
		"recipient is the asked": {func(d *BillingDetails) { d.Recipients = []string{"Maya@Northwind.example"} }, "recipients Maya@Northwind.example " + HintRecipientTwice},
	} {
		d := complete()
		c.with(&d)
		_, err := d.Checked()
		if problem := strings.TrimPrefix(said(err, "field", "value", "hint"), "invalid_request "); problem != c.refused {
			t.Errorf("%s: %q, want %q", name, problem, c.refused)
		}
	}
}

func recipients(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = string(rune('a'+i)) + "@northwind.example"
	}
	return all
}

func TestDetailsAreKeptWithoutTheSpaceAround(t *testing.T) {
	typed := BillingDetails{
		FirstName: " Maya ", LastName: "\tOkafor", Company: "Northwind Ltd ", Email: " maya@northwind.example ", Phone: " +44 20 7946 0018",
		Address: " 14 Canal Street ", PostalCode: " E2 8PJ ", City: " London ", Region: " London ", Country: " gb ",
		PONumber: " PO-7731 ", Recipients: []string{" ap@northwind.example ", ""},
	}
	want := complete()
	want.Region, want.PONumber, want.Recipients = "London", "PO-7731", []string{"ap@northwind.example"}
	if kept, err := typed.Checked(); err != nil || !kept.Equal(&want) {
		t.Errorf("%+v, %v", kept, err)
	}
	if len(typed.Recipients) != 2 || typed.Recipients[0] != " ap@northwind.example " {
		t.Errorf("what was typed was written to: %q", typed.Recipients)
	}
}

// A form is told of every field at once.
func TestEveryFaultOfDetailsIsTold(t *testing.T) {
	var fields []string
	for _, n := range (BillingDetails{Country: "UK", VATID: "?", Region: "\n.", PONumber: "\v1\n1", Recipients: []string{"x"}}).Check() {
		fields = append(fields, n.Params["field"])
	}
	want := []string{
		FieldFirstName, FieldLastName, FieldCompany, FieldEmail, FieldPhone, FieldCountry, FieldCity, FieldAddress, FieldPostalCode,
		FieldPONumber, FieldVATID, FieldRecipients,
	}
	if !slices.Equal(fields, want) {
		t.Errorf("faults in %v, want %v", fields, want)
	}
	if faults := taxed("N", "gb", "gb 123 4567 82").Check(); len(faults) != 0 {
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
		d := taxed("N", country, form.example)
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
	if _, err := taxed("N", "AD", "").Checked(); err != nil {
		t.Error(err)
	}
}

func TestCountriesWithoutPostalCodes(t *testing.T) {
	for _, country := range uncoded {
		if !slices.Contains(countries, country) {
			t.Errorf("%s is no country", country)
		}
	}
	if len(uncoded) != 70 || HasPostalCodes("HK") || !HasPostalCodes("IE") || !HasPostalCodes("DE") {
		t.Errorf("%d countries without postal codes", len(uncoded))
	}
}
