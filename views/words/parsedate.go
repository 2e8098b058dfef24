package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// ParseDate reads a day as a person types it or copies it from a statement: "6 Nov 2026",
// "Nov 6", "2026-11-06", "06.11.26", "6/11/2026", with the month first where the locale is
// of the United States. Without a year it is the last such day until now. What comes back is
// the day's midnight, as if in UTC.
func (p Printer) ParseDate(text string, now time.Time) (time.Time, error) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	day, month, year, err := p.dateParts(parts)
	if err != nil {
		return time.Time{}, fmt.Errorf("parse date %q: %w", text, err)
	}
	today := p.in(now)
	switch {
	case year < 0:
		year = today.Year()
		if time.Date(year, month, day, 0, 0, 0, 0, today.Location()).After(today) {
			year--
		}
	case year < 100:
		year += 2000
	}
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if date.Day() != day || date.Month() != month {
		return time.Time{}, fmt.Errorf("parse date %q: there is no such day", text)
	}
	return date, nil
}

// dateParts tells day, month and year apart; the year is -1 where there is none.
func (p Printer) dateParts(parts []string) (day int, month time.Month, year int, err error) {
	numbers, month, year, err := sortedOut(parts)
	if err != nil {
		return 0, 0, 0, err
	}
	if month == 0 && len(numbers) > 1 {
		month, numbers = p.numberedMonth(numbers, len(parts[0]) == 4)
	}
	if len(numbers) == 2 && year < 0 {
		year, numbers = numbers[1], numbers[:1]
	}
	if len(numbers) != 1 || month < time.January || month > time.December {
		return 0, 0, 0, fmt.Errorf("a day and a month are needed")
	}
	return numbers[0], month, year, nil
}

// sortedOut are the numbers among parts, the month where one is named, and the year where
// one is written in full, or -1.
func sortedOut(parts []string) (numbers []int, month time.Month, year int, err error) {
	year = -1
	for _, part := range parts {
		n, notNumber := strconv.Atoi(part)
		found := monthNamed(part)
		switch {
		case notNumber == nil && len(part) == 4 && year < 0:
			year = n
		case notNumber == nil:
			numbers = append(numbers, n)
		case found > 0 && month == 0:
			month = found
		default:
			return nil, 0, 0, fmt.Errorf("%q is no part of a day", part)
		}
	}
	return numbers, month, year, nil
}

// numberedMonth is the month among numbers that are a day and a month, and what is left of
// them. One that can be no month is the day.
func (p Printer) numberedMonth(numbers []int, yearFirst bool) (time.Month, []int) {
	at := 1
	if (p.monthFirst() || yearFirst) && numbers[0] <= 12 || numbers[1] > 12 {
		at = 0
	}
	return time.Month(numbers[at]), append(numbers[:at:at], numbers[at+1:]...)
}

// monthFirst tells whether the reader's country writes the month before the day.
func (p Printer) monthFirst() bool {
	name, _, _ := strings.Cut(strings.ToLower(string(p.Locale)), ".")
	return strings.HasSuffix(strings.ReplaceAll(name, "_", "-"), "-us")
}

// monthNamed is the month that a word begins as, in English or in the language that is
// spoken; 0 where none does.
func monthNamed(word string) time.Month {
	word = strings.ToLower(word)
	for i, english := range months {
		for _, name := range []string{english, T(months[i])} {
			name = strings.ToLower(strings.TrimSuffix(name, "."))
			if strings.HasPrefix(word, name) {
				return time.Month(i + 1)
			}
		}
	}
	return 0
}
