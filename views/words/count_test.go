package words

import "testing"

func TestParseCount(t *testing.T) {
	for _, c := range []struct {
		locale Locale
		text   string
		want   int64
		ok     bool
	}{
		{"en", "500", 500, true},
		{"en", " 1,500 ", 1500, true},
		{"en", "1,50", 0, false},
		{"en", "500.5", 0, false},
		{"en", "-5", 0, false},
		{"en", "", 0, false},
		{"en", "many", 0, false},
		{"en", "99999999999999999999", 0, false},
		{"de", "1.500", 1500, true},
		{"de", "1,5", 0, false},
		{"fr", "1\u00a0500", 1500, true},
		{"en-IN", "1,50,000", 150000, true},
	} {
		if got, ok := (Printer{Locale: c.locale}).ParseCount(c.text); ok != c.ok || ok && got != c.want {
			t.Errorf("%s %q: %d, %t", c.locale, c.text, got, ok)
		}
	}
}
