package main

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
		"-":               "'-",
		"\tx":             "'\tx",
		"\rx":             "'\rx",
		"a=b":             "a=b",
		"-1e5":            "'-1e5",
		"Smith, \"Jo\"\n": "Smith, \"Jo\"\n",
	} {
		if got := guard(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}
