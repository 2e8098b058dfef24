package words

import (
	"slices"
	"strings"
	"unicode"

	"billfold/billing"

	"golang.org/x/text/unicode/norm"
)

// Countries are the codes of all countries, by their names in the language that is
// spoken.
func Countries() []string {
	codes := billing.Countries()
	keys := map[string]string{}
	for _, code := range codes {
		keys[code] = sortKey(Country(code))
	}
	slices.SortFunc(codes, func(a, b string) int { return strings.Compare(keys[a], keys[b]) })
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
