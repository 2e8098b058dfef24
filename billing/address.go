package billing

import (
	"strings"
	"unicode"
)

// FoldEmail is an address as two are compared: in lower case, beyond ASCII too. What
// has the same is the same person's; so a letter that only looks like one of ASCII, as
// the Kelvin sign does, stays what it is.
func FoldEmail(address string) string {
	return strings.Map(func(r rune) rune {
		if lower := unicode.ToLower(r); lower > unicode.MaxASCII || r <= unicode.MaxASCII {
			return lower
		}
		return r
	}, address)
}
