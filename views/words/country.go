package words

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
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

// Countries are the codes of all countries, by their names.
func Countries() []string {
	type country struct{ code, key string }
	var all []country
	for _, region := range language.Supported.Regions() {
		if code := region.String(); len(code) == 2 && region.IsCountry() && region.Canonicalize() == region {
			all = append(all, country{code, sortKey(Country(code))})
		}
	}
	slices.SortFunc(all, func(a, b country) int { return strings.Compare(a.key, b.key) })
	codes := make([]string, len(all))
	for i, c := range all {
		codes[i] = c.code
	}
	return codes
}

// sortKey is a name without accents, in small letters: Österreich stands among the Os.
func sortKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(name))
}
