package documents

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A spreadsheet in which the semicolon separates knows no quotes but where a cell begins:
// no cell that it makes of a row is a formula either.
func TestNoCellIsAFormulaWhereTheSemicolonSeparates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[a ;\t\r\n=+@"',-]{0,12}`).Draw(t, "cell")
		sheet := Sheet{Head: []string{"id", "name"}, Rows: slices.Values([][]string{{"x1", cell}})}
		var b strings.Builder
		if err := sheet.CSV(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.FieldsFunc(b.String(), func(r rune) bool { return strings.ContainsRune(";\t\r\n", r) }) {
			seen := strings.Trim(part, ` "`)
			if seen != "" && strings.ContainsAny(seen[:1], "=+-@") {
				t.Fatalf("%q of %q is a formula", part, b.String())
			}
		}
		all, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
		if err != nil || len(all) != 2 || len(all[1]) != 2 || begins(all[1][1], sums, "") {
			t.Fatalf("%q is read as %q, %v", b.String(), all, err)
		}
	})
}

func TestNamesAreNoFormulas(t *testing.T) {
	for cell, want := range map[string]string{
		"":                "",
		"Ada":             "Ada",
		"=1+1":            "'=1+1",
		"+49 30":          "'+49 30",
		"@SUM(A1)":        "'@SUM(A1)",
		"-2+3":            "'-2+3",
		"-30.00":          "-30.00",
		"-0.0008":         "-0.0008",
		"-30.00 ":         "'-30.00 ",
		"-":               "'-",
		"-1e5":            "'-1e5",
		"--1":             "'--1",
		"\tx":             "'\tx",
		"\rx":             "'\rx",
		"\nx":             "'\nx",
		"＝1+1":            "'＝1+1",
		"＋1":              "'＋1",
		"－1":              "'－1",
		"＠SUM(A1)":        "'＠SUM(A1)",
		"  =1+1":          "'  =1+1",
		"\u00a0=1+1":      "'\u00a0=1+1",
		"\u3000＝1":        "'\u3000＝1",
		"\ufeff=1+1":      "'\ufeff=1+1",
		"\u200b@x":        "'\u200b@x",
		" \n=1":           "' \n'=1",
		"  -5":            "'  -5",
		"  Ada":           "  Ada",
		" ":               " ",
		"a=b":             "a=b",
		"'=1":             "'=1",
		"1,5":             "1,5",
		"x;=HYPERLINK(1)": "x;'=HYPERLINK(1)",
		"x; =1;@y;z":      "x;' =1;'@y;z",
		"x;\"=1\"":        "x;'\"=1\"",
		"x\t=1":           "x\t'=1",
		"x\n+1":           "x\n'+1",
		"x\r\n-1+2":       "x\r\n'-1+2",
		"x;＝1":            "x;'＝1",
		"one\ntwo; three": "one\ntwo; three",
		"a=1; b=-2":       "a=1; b=-2",
		"x; -5":           "x; -5",
		"Smith, \"Jo\"\n": "Smith, \"Jo\"\n",
	} {
		if got := guard(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}
