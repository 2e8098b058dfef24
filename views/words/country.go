package words

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country is the name of a country in the language that is spoken, by its ISO 3166-1
// alpha-2 code; the code itself where it is none.
func Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return code
	}
	if name := display.Regions(language.Make(string(Spoken()))).Name(region); name != "" {
		return name
	}
	return code
}
