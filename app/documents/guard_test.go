package documents

import "testing"

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
		" \n=1":           "' \n=1",
		"  -5":            "'  -5",
		"  Ada":           "  Ada",
		" ":               " ",
		"a=b":             "a=b",
		"'=1":             "'=1",
		"1,5":             "1,5",
		"Smith, \"Jo\"\n": "Smith, \"Jo\"\n",
	} {
		if got := guard(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}
