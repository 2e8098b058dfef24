package words

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country is a country's name by its ISO 3166-1 code, or the code where it is
// none: "Germany".
func Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	spoken := language.English
	if Spoken() == German {
		spoken = language.German
	}
	name := display.Regions(spoken).Name(region)
	switch {
	case name == "":
		return code
	case Spoken() == Pseudo:
		return pseudo(name)
	default:
		return name
	}
}
