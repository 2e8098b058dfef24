package billing

import (
	"slices"
	"strconv"
	"strings"
)

// Fields of billing details, as Check names them.
const (
	FieldCompany = "company"
	FieldCountry = "country"
	FieldVATID   = "vat_id"
)

// VATForm is what the VAT IDs of a country look like.
type VATForm struct {
	Prefix  string
	Lengths []int // how many characters may follow the prefix
	Digits  bool  // only digits follow it
}

// vatForms are those of the European Union and its neighbours, by ISO 3166-1 alpha-2
// code. Of other countries nothing is known, and nothing refused.
var vatForms = map[string]VATForm{
	"AT": {"AT", []int{9}, false}, "BE": {"BE", []int{10}, true}, "BG": {"BG", []int{9, 10}, true},
	"CH": {"CHE", []int{9}, true}, "CY": {"CY", []int{9}, false}, "CZ": {"CZ", []int{8, 9, 10}, true},
	"DE": {"DE", []int{9}, true}, "DK": {"DK", []int{8}, true}, "EE": {"EE", []int{9}, true},
	"ES": {"ES", []int{9}, false}, "FI": {"FI", []int{8}, true}, "FR": {"FR", []int{11}, false},
	"GB": {"GB", []int{9, 12}, true}, "GR": {"EL", []int{9}, true}, "HR": {"HR", []int{11}, true},
	"HU": {"HU", []int{8}, true}, "IE": {"IE", []int{8, 9}, false}, "IT": {"IT", []int{11}, true},
	"LT": {"LT", []int{9, 12}, true}, "LU": {"LU", []int{8}, true}, "LV": {"LV", []int{11}, true},
	"MT": {"MT", []int{8}, true}, "NL": {"NL", []int{12}, false}, "NO": {"NO", []int{9}, true},
	"PL": {"PL", []int{10}, true}, "PT": {"PT", []int{9}, true}, "RO": {"RO", []int{2, 3, 4, 5, 6, 7, 8, 9, 10}, true},
	"SE": {"SE", []int{12}, true}, "SI": {"SI", []int{8}, true}, "SK": {"SK", []int{10}, true},
}

// VATFormOf is what the VAT IDs of a country look like; false where that is not known.
func VATFormOf(country string) (VATForm, bool) {
	form, ok := vatForms[country]
	return form, ok
}

// fits compares a VAT ID with its country's form; spaces, dots and hyphens between
// groups are how people write, and mean nothing.
func (f VATForm) fits(id string) bool {
	plain := strings.ToUpper(strings.NewReplacer(" ", "", ".", "", "-", "").Replace(id))
	rest, ok := strings.CutPrefix(plain, f.Prefix)
	if !ok || !slices.Contains(f.Lengths, len(rest)) {
		return false
	}
	for _, r := range rest {
		digit, letter := r >= '0' && r <= '9', r >= 'A' && r <= 'Z'
		if !digit && (f.Digits || !letter) {
			return false
		}
	}
	return true
}

// Check lists what keeps the details from standing on an invoice, a notice a field:
// nobody to make it out to, no country to tax by, and a VAT ID that is none of that
// country. A VAT ID is optional.
func (d BillingDetails) Check() []Notice {
	var faults []Notice
	fault := func(field, value string, params ...string) {
		all := pairs(append([]string{"field", field, "value", value}, params...))
		faults = append(faults, Notice{Code: InvalidRequest, Params: all, Fix: "payments"})
	}
	if strings.TrimSpace(d.Company) == "" {
		fault(FieldCompany, d.Company)
	}
	if len(d.Country) != 2 {
		fault(FieldCountry, d.Country)
	}
	if form, ok := VATFormOf(d.Country); ok && d.VATID != "" && !form.fits(d.VATID) {
		lengths := make([]string, len(form.Lengths))
		for i, n := range form.Lengths {
			lengths[i] = strconv.Itoa(n)
		}
		fault(FieldVATID, d.VATID, "country", d.Country, "prefix", form.Prefix, "lengths", strings.Join(lengths, " "))
	}
	return faults
}
