package billing

import (
	"fmt"
	"slices"
)

// Check refuses a vendor that an invoice could not name, or whom nobody could write to,
// by the field as catalogs name it. No vendor at all is fine.
func (v *Vendor) Check() error {
	if *v == (Vendor{}) {
		return nil
	}
	if v.Name == "" {
		return fmt.Errorf("name: missing")
	}
	for _, line := range []struct {
		field, value string
		most         int
	}{
		{"name", v.Name, maxCompany},
		{"address", v.Address, maxStreet},
		{"postal_code", v.PostalCode, maxPostalCode},
		{"city", v.City, maxPlace},
		{"vat_id", v.VATID, maxVATID},
		{"support_hours", v.SupportHours, maxPlace},
	} {
		if !isLine(line.value, line.most) {
			return fmt.Errorf("%s: is not one line of up to %d letters", line.field, line.most)
		}
	}
	if v.Country != "" && !slices.Contains(countries, v.Country) {
		return fmt.Errorf("country: %q is no code of ISO 3166-1", v.Country)
	}
	for _, address := range []struct{ field, value string }{
		{"email", v.Email}, {"support_email", v.SupportEmail}, {"sales_email", v.SalesEmail},
	} {
		if address.value != "" && !isAddress(address.value) {
			return fmt.Errorf("%s: %q does not look like name@example.com", address.field, address.value)
		}
	}
	return nil
}
