package documents

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"billfold/billing"

	"golang.org/x/text/unicode/norm"
)

// The bytes that a name may have, of 255 that systems take: some of them, and some
// folders, take less. What a number behind it needs is left free.
const (
	longestName    = 150
	longestAccount = 80
	longestNumber  = 10 // " (123456)"
)

// NameOf is what the file of an invoice is called, without its ending.
func NameOf(naming billing.ExportNaming, account string, i *billing.Invoice) string {
	day := i.At.UTC().Format(time.DateOnly)
	switch naming {
	case billing.NameByDate:
		return day + " " + i.Number
	case billing.NameByAccount:
		return cut(account, longestAccount) + " " + day + " " + i.Number
	default:
		return i.Number
	}
}

// reserved are names that Windows takes for a device, with any ending.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ ]*(\.|$)`)

// SafeName makes a name with an ending such as ".pdf" that Windows, macOS and Linux all
// take, and that hides nothing: no path, no device, no dot in front, nothing invisible.
func SafeName(name, ending string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, "-"))
	name = strings.Map(func(r rune) rune {
		switch {
		case slices.Contains(unseen, r), unicode.In(r, unicode.Cf):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), strings.ContainsRune(`/\:*?"<>|`, r):
			return '-'
		}
		return r
	}, name)
	name = trimmed(strings.Join(strings.Fields(name), " "))
	if reserved.MatchString(name + ending) {
		name = "_" + name
	}
	name = trimmed(cut(name, longestName-longestNumber-len(ending)))
	if name == "" {
		name = "document"
	}
	return name + ending
}

// trimmed is without what Windows leaves off at the end and others hide by in front.
func trimmed(name string) string { return strings.Trim(name, " .") }

// cut is as much of a text as there is room for in bytes, in whole letters.
func cut(text string, bytes int) string {
	for len(text) > bytes {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}
