package words

import (
	"regexp"
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

// InvoiceFile is what the document of an invoice is called: "2026-11-01 NWT-0011.pdf".
// Its day is that in UTC, as on the invoice.
func InvoiceFile(naming billing.ExportNaming, account string, i *billing.Invoice) string {
	day := i.At.UTC().Format(time.DateOnly)
	name := i.Number
	switch naming {
	case billing.NameByDate:
		name = day + " " + i.Number
	case billing.NameByAccount:
		name = cut(account, longestAccount) + " " + day + " " + i.Number
	case billing.NameByNumber:
	}
	return FileName(name, ".pdf")
}

// reserved are names that Windows takes for a device, with any ending.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ ]*(\.|$)`)

// FileName makes a name with an ending such as ".pdf" that Windows, macOS and Linux all
// take, and that hides nothing: no path, no device, no dot in front, nothing invisible.
func FileName(name, ending string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, "-"))
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cf):
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
