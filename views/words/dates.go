package words

import (
	"strconv"
	"strings"
	"time"
)

// Location is the zone that times are told in.
func (p Printer) Location() *time.Location {
	zone := p.Zone
	if p.Follow != nil {
		zone = p.Follow()
	}
	if zone == nil {
		return time.UTC
	}
	return zone
}

// ZoneName is how a reader calls the zone that times are told in: "UTC", "Berlin".
func (p Printer) ZoneName() string {
	name := p.Location().String()
	if name == "Local" { // as the standard library calls a place that it does not know
		return T("local time")
	}
	return strings.ReplaceAll(name[strings.LastIndex(name, "/")+1:], "_", " ")
}

// UTC is the printer with times in UTC, as files and the clipboard have them.
func (p Printer) UTC() Printer { return Printer{Locale: p.Locale} }

func (p Printer) in(t time.Time) time.Time { return t.In(p.Location()) }

var months = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// Month is the month that billing counts a time to, written out: "December 2026".
func Month(t time.Time) string {
	t = t.UTC()
	return T("{month} {year}", "month", T(t.Month().String()), "year", strconv.Itoa(t.Year()))
}

// dayMonth is the day of a time as it stands.
func dayMonth(t time.Time) string {
	return T("{day} {month}", "day", strconv.Itoa(t.Day()), "month", T(months[t.Month()-1]))
}

func date(t time.Time) string {
	return T("{day} {year}", "day", dayMonth(t), "year", strconv.Itoa(t.Year()))
}

// DayMonth is a day of the running period, which is cut in UTC: "1 Dec".
func (p Printer) DayMonth(t time.Time) string { return dayMonth(t.UTC()) }

// Date is a day of any year that billing counts by, as an invoice's is, and so in UTC:
// "1 Dec 2026".
func (p Printer) Date(t time.Time) string { return date(t.UTC()) }

// Day is the day, in the reader's zone, on which something happened: "1 Dec 2026".
func (p Printer) Day(t time.Time) string { return date(p.in(t)) }

// ShortDay is Day without its year: "1 Dec".
func (p Printer) ShortDay(t time.Time) string { return dayMonth(p.in(t)) }

// Clock is a time of day to the minute: "09:18".
func (p Printer) Clock(t time.Time) string { return p.in(t).Format("15:04") }

// ClockSeconds is a time of day to the second, where seconds matter, as for
// how long a price is held: "10:57:07".
func (p Printer) ClockSeconds(t time.Time) string { return p.in(t).Format("15:04:05") }

// DayClock is an instant of the last months: "20 Nov 16:20".
func (p Printer) DayClock(t time.Time) string {
	return T("{day} {clock}", "day", p.ShortDay(t), "clock", p.Clock(t))
}

// Instant is an instant of any year: "20 Nov 2026 16:20".
func (p Printer) Instant(t time.Time) string {
	return T("{day} {clock}", "day", p.Day(t), "clock", p.Clock(t))
}

// When is an instant as short as a reader at now can do with: the time of day
// today, else the day and time, with the year where it is another.
func (p Printer) When(t, now time.Time) string {
	a, b := p.in(t), p.in(now)
	switch {
	case a.Year() != b.Year():
		return p.Instant(t)
	case a.YearDay() != b.YearDay():
		return p.DayClock(t)
	default:
		return p.Clock(t)
	}
}

// Between is a period by its days: "1 Nov – 1 Dec 2026". Its end is the day on
// which the next one begins.
func (p Printer) Between(start, end time.Time) string {
	if start.UTC().Year() == end.UTC().Year() {
		return p.DayMonth(start) + " – " + p.Date(end)
	}
	return p.Date(start) + " – " + p.Date(end)
}

// Ago is how long something is past: "just now", "2 min ago", "3 h ago",
// "5 d ago".
func Ago(age time.Duration) string {
	if age < time.Minute {
		return T("just now")
	}
	return T("{age} ago", "age", span(age))
}

// Old is the age of a copy that should be newer: "47 min old".
func Old(age time.Duration) string { return T("{age} old", "age", span(age)) }

// span is a duration in its greatest whole unit, rounded down.
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return T("{n} s", "n", strconv.Itoa(int(d/time.Second)))
	case d < time.Hour:
		return T("{n} min", "n", strconv.Itoa(int(d/time.Minute)))
	case d < 48*time.Hour:
		return T("{n} h", "n", strconv.Itoa(int(d/time.Hour)))
	default:
		return T("{n} d", "n", strconv.Itoa(int(d/(24*time.Hour))))
	}
}

// Span is a duration that was chosen: "10 minutes", "1 hour".
func Span(d time.Duration) string {
	if hours := int(d / time.Hour); d%time.Hour == 0 && hours > 0 {
		return N(hours, "{n} hour", "{n} hours", "n", strconv.Itoa(hours))
	}
	minutes := int(d / time.Minute)
	return N(minutes, "{n} minute", "{n} minutes", "n", strconv.Itoa(minutes))
}

// Lasted is how long something took, to the second: "16 min 24 s".
func Lasted(d time.Duration) string { return exactly(int64(d / time.Second)) }

// DaysLeft is how many days are left until an instant, begun ones counted.
func DaysLeft(until, now time.Time) string {
	days := int((max(0, until.Sub(now)) + 24*time.Hour - 1) / (24 * time.Hour))
	return N(days, "{n} day left", "{n} days left", "n", strconv.Itoa(days))
}
