package payments

import (
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/words"
)

func TestFaultsOfDetails(t *testing.T) {
	tests := map[string]struct {
		set   func(*billing.BillingDetails)
		field string
		want  string
	}{
		"nobody":       {func(d *billing.BillingDetails) { d.Company = " " }, billing.FieldCompany, "Say who invoices are made out to."},
		"nowhere":      {func(d *billing.BillingDetails) { d.Country = "" }, billing.FieldCountry, "Choose a country: the tax follows from it."},
		"digits":       {func(d *billing.BillingDetails) { d.VATID = "GB 12" }, billing.FieldVATID, "A VAT ID of United Kingdom looks like GB123456789."},
		"letters":      {func(d *billing.BillingDetails) { d.Country, d.VATID = "AT", "x" }, billing.FieldVATID, "A VAT ID of Austria looks like ATU12345678."},
		"elsewhere":    {func(d *billing.BillingDetails) { d.Country, d.VATID = "US", "<b>" }, billing.FieldVATID, "A tax ID has up to 32 letters and digits."},
		"none and one": {func(d *billing.BillingDetails) { d.NoVATID = true }, billing.FieldNoVATID, "There is a VAT ID. Take it out, or the tick."},
		"no name":      {func(d *billing.BillingDetails) { d.FirstName = "" }, billing.FieldFirstName, "Invoices need this."},
		"no code":      {func(d *billing.BillingDetails) { d.PostalCode = "" }, billing.FieldPostalCode, "Invoices need this."},
		"odd code":     {func(d *billing.BillingDetails) { d.PostalCode = "E2*8PJ" }, billing.FieldPostalCode, "A postal code has up to 12 letters and digits."},
		"no address":   {func(d *billing.BillingDetails) { d.Email = "maya" }, billing.FieldEmail, "An address looks like name@company.example."},
		"no number":    {func(d *billing.BillingDetails) { d.Phone = "12" }, billing.FieldPhone, "A number has 5 to 20 digits, like +44 20 7946 0018."},
		"two lines":    {func(d *billing.BillingDetails) { d.City = "Lon\ndon" }, billing.FieldCity, "This is too long, or not one line."},
		"twice":        {func(d *billing.BillingDetails) { d.Recipients = []string{d.Email} }, billing.FieldRecipients, "maya.okafor@northwind.example is sent them already."},
		"not sent":     {func(d *billing.BillingDetails) { d.Recipients = []string{"x"} }, billing.FieldRecipients, "x is no address. One looks like name@company.example."},
		"many":         {func(d *billing.BillingDetails) { d.Recipients = strings.Split("a b c d e f g h i j k", " ") }, billing.FieldRecipients, "No more than 10 are sent the invoices."},
	}
	for name, tt := range tests {
		d := sample.Details()
		tt.set(&d)
		if got := faults(d); got[tt.field] != tt.want || len(got) != 1 {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	if got := faults(sample.Details()); len(got) != 0 {
		t.Errorf("the sample: %q", got)
	}
}

func TestIncompleteDetailsSayWhatIsMissing(t *testing.T) {
	tests := map[string]struct {
		set  func(*billing.BillingDetails)
		want string
	}{
		"nothing": {func(*billing.BillingDetails) {}, ""},
		"two":     {func(d *billing.BillingDetails) { d.Phone, d.City = "", "" }, "To be completed: City, Phone."},
		"all":     {func(d *billing.BillingDetails) { *d = billing.BillingDetails{} }, "To be completed: Company, Contact first name, Contact last name and 6 more."},
		"no code": {func(d *billing.BillingDetails) { d.Country, d.PostalCode, d.VATID = "HK", "", "" }, ""}, // Hong Kong has none
	}
	for name, tt := range tests {
		d := known()
		account := *d.facts.Account
		tt.set(&account.Details)
		d.facts.Account = &account
		if got := showDetails(d, false, words.Printer{}); got.missing != tt.want || (got.complete.word == "Complete") != (tt.want == "") {
			t.Errorf("%s: %q, %s", name, got.missing, got.complete.word)
		}
	}
}

// What was typed stays, what was not follows what somebody else saved, and what both
// changed is named.
func TestDetailsAreMerged(t *testing.T) {
	before := sample.Details()
	typed, saved := before, before
	typed.Company, typed.City, typed.Country, typed.NoVATID = "Typed Ltd", "Leeds", "IE", true
	typed.Recipients = []string{"typed@northwind.example"}
	saved.Company, saved.Phone, saved.City = "Saved Ltd", "+44 1", "Leeds"
	both, clash := merged(before, typed, saved)
	want := typed
	want.Phone = "+44 1"
	if !both.Equal(&want) || !slices.Equal(clash, []string{billing.FieldCompany}) {
		t.Errorf("merged to %+v, %v", both, clash)
	}
	saved.Country, saved.Recipients = "DE", nil
	if both, clash = merged(before, typed, saved); both.Country != "IE" || !slices.Equal(clash, []string{billing.FieldCompany, billing.FieldCountry, billing.FieldRecipients}) {
		t.Errorf("merged to %+v, %v", both, clash)
	}
}

func TestDetailsAreReadUnderTheirNames(t *testing.T) {
	var got []string
	for _, line := range lines(sample.Details()) {
		got = append(got, line[0]+": "+line[1])
	}
	want := []string{
		"Company: Northwind Traders Ltd", "Contact: Maya Okafor", "VAT ID: GB 123 4567 82", "PO number: PO-7731",
		"Postal address: 14 Canal Street, London, E2 8PJ, United Kingdom", "Contact email: maya.okafor@northwind.example",
		"Phone: +44 20 7946 0018", "Invoice recipients: ap@northwind.example, cfo@northwind.example",
	}
	if !slices.Equal(got, want) {
		t.Errorf("reads %q", got)
	}
	if got := lines(billing.BillingDetails{NoVATID: true}); len(got) != 1 || got[0][1] != "No VAT ID" {
		t.Errorf("reads %q", got)
	}
}
