package words

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"billfold/billing"

	"pgregory.net/rapid"
)

func TestHowInvoicesAreNamed(t *testing.T) {
	i := &billing.Invoice{Number: "NWT-0011", At: time.Date(2026, 11, 1, 23, 30, 0, 0, time.FixedZone("west", -3600))}
	for naming, want := range map[billing.ExportNaming]string{
		billing.NameByNumber: "NWT-0011.pdf", billing.NameByDate: "2026-11-02 NWT-0011.pdf",
		billing.NameByAccount: "A-B- Co. 2026-11-02 NWT-0011.pdf",
	} {
		if got := InvoiceFile(naming, "A/B: Co.", i); got != want {
			t.Errorf("%s: %q, want %q", naming, got, want)
		}
	}
	long := InvoiceFile(billing.NameByAccount, strings.Repeat("Ελληνικά ", 60), i)
	if !strings.HasSuffix(long, " 2026-11-02 NWT-0011.pdf") {
		t.Errorf("a long account takes the number's room: %q", long)
	}
}

func TestNamesAreSafeAnywhere(t *testing.T) {
	for name, want := range map[string]string{
		"NWT-0011":               "NWT-0011.pdf",
		"2026/117":               "2026-117.pdf",
		`..\..\etc`:              "-..-etc.pdf",
		"a:b*c?d\"e<f>g|h":       "a-b-c-d-e-f-g-h.pdf",
		"CON":                    "_CON.pdf",
		"nul.tar":                "_nul.tar.pdf",
		"Com1":                   "_Com1.pdf",
		"LPT¹":                   "_LPT¹.pdf",
		"CONTROL":                "CONTROL.pdf",
		"NWT 1. ":                "NWT 1.pdf",
		".hidden":                "hidden.pdf",
		"a\x00b\nc\td":           "a-b c d.pdf",
		"a\u202efdp.exe":         "afdp.exe.pdf",
		"Łódź Ελληνικά Кири":     "Łódź Ελληνικά Кири.pdf",
		"A\u030angstro\u0308m":   "Ångström.pdf",
		"":                       "document.pdf",
		" . ":                    "document.pdf",
		"a\xffb":                 "a-b.pdf",
		strings.Repeat("a", 900): strings.Repeat("a", 136) + ".pdf",
	} {
		if got := FileName(name, ".pdf"); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestAnyNameBecomesASafeOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := FileName(rapid.String().Draw(t, "name"), ".pdf")
		switch {
		case len(name) > 140 || len(name) < 5 || !utf8.ValidString(name) || filepath.Ext(name) != ".pdf":
			t.Fatalf("%q", name)
		case strings.ContainsAny(name, "/\\:*?\"<>|\x00\n\u202e") || filepath.Base(name) != name || strings.HasPrefix(name, "."):
			t.Fatalf("%q", name)
		case FileName(strings.TrimSuffix(name, ".pdf"), ".pdf") != name:
			t.Fatalf("%q is not safe by its own account", name)
		}
	})
}
