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

// FindCountries are the places of the countries, among codes, whose names have what was
// typed in them, those that begin with it first; and the one whose code was typed.
func FindCountries(codes []string, typed string) []int {
	wanted := sortKey(strings.TrimSpace(typed))
	var begin, within []int
	for i, code := range codes {
		switch name := sortKey(Country(code)); {
		case strings.HasPrefix(name, wanted), strings.EqualFold(code, wanted):
			begin = append(begin, i)
		case strings.Contains(name, wanted):
			within = append(within, i)
		}
	}
	return append(begin, within...)
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
