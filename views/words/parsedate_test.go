package words

import (
	"testing"
	"time"
)

func TestDaysAreReadAsTheyAreTyped(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 42, 7, 0, time.UTC)
	tests := []struct {
		locale     Locale
		text, want string // empty is an error
	}{
		{"en", "6 Nov 2026", "2026-11-06"},
		{"en", " 6 november ", "2026-11-06"},
		{"en", "21 Nov", "2026-11-21"},
		{"en", "22 Nov", "2025-11-22"}, // the last one until now
		{"en", "Nov 6, 2026", "2026-11-06"},
		{"en", "2026-11-06", "2026-11-06"},
		{"en_US", "2026-11-06", "2026-11-06"},
		{"en_US.UTF-8", "11/6/2026", "2026-11-06"},
		{"en-US", "13/6/2026", "2026-06-13"},
		{"en-GB", "6/11/26", "2026-11-06"},
		{"en-GB", "6/13/26", "2026-06-13"},
		{"de", "06.11.2026", "2026-11-06"},
		{"de", "6.11.", "2026-11-06"},
		{"de", "3. März 2026", "2026-03-03"},
		{"de", "24. Dezember", "2025-12-24"},
		{"de", "1. Okt.", "2026-10-01"},
		{"de", "May 1", "2026-05-01"},
		{"en", "29 Feb 2025", ""},
		{"en", "29 Feb 2024", "2024-02-29"},
		{"en", "31.11.2026", ""},
		{"en", "yesterday", ""},
		{"en", "6", ""},
		{"en", "2026", ""},
		{"en", "", ""},
		{"en", "6 Nov Dec 2026", ""},
		{"en", "1 2 3 4", ""},
		{"en", "0 Nov 2026", ""},
	}
	for _, tt := range tests {
		language := English
		if tt.locale == "de" {
			language = German
		}
		Speak(language)
		got, err := Printer{Locale: tt.locale}.ParseDate(tt.text, now)
		Speak(English)
		if tt.want == "" && err == nil || tt.want != "" && (err != nil || got.Format(time.DateOnly) != tt.want) {
			t.Errorf("%s %q: %v, %v; want %q", tt.locale, tt.text, got, err, tt.want)
		}
	}
}

// What is written as a day is read back as it, in every language.
func TestDaysReadBack(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 42, 7, 0, time.UTC)
	t.Cleanup(func() { Speak(English) })
	for _, l := range Languages() {
		Speak(l)
		for day := now.Truncate(24 * time.Hour); day.Year() > 2024; day = day.AddDate(0, 0, -1) {
			if got, err := (Printer{Locale: Locale(l)}).ParseDate(Printer{}.Date(day), now); err != nil || !got.Equal(day) {
				t.Fatalf("%s: %s is read as %v, %v", l, Printer{}.Date(day), got, err)
			}
		}
	}
}
