package billing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isLine tells whether a text is one line of up to so many letters.
func isLine(text string, most int) bool {
	return utf8.RuneCountInString(text) <= most && !strings.ContainsFunc(text, func(r rune) bool {
		return r == utf8.RuneError || unicode.IsControl(r)
	})
}
