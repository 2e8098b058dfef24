package sandbox

import (
	_ "embed"
	"strings"
)

// Lines of "DE Germany", by name.
//
//go:embed pages/countries.txt
var countryLines string

// noPostalCodes are the countries whose addresses have none.
const noPostalCodes = "AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GQ GY HK KI KM KN KP " +
	"LY ML MO MR MW NR NU QA RW SB SC SL SR SS ST SY TD TF TG TK TL TO TV UG VU YE ZW"

// country is a choice of the form.
type country struct{ Code, Name string }

// countries are all there are, by name.
var countries = parseCountries()

func parseCountries() []country {
	var all []country
	for line := range strings.Lines(countryLines) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		all = append(all, country{Code: code, Name: name})
	}
	return all
}

// countryName is empty for a code that there is none of.
func countryName(code string) string {
	for _, c := range countries {
		if c.Code == code {
			return c.Name
		}
	}
	return ""
}

func hasNoPostalCode(code string) bool {
	return len(code) == 2 && strings.Contains(noPostalCodes, code)
}
