package billing

import (
	"strconv"
	"time"
)

// Period is half-open, [Start, End), in UTC.
type Period struct {
	Start time.Time
	End   time.Time
}

// PeriodAt is the n-th period (from 0) of an interval counted from the
// original anchor. Ends are clamped to the month's last day and never drift:
// anchored on 31 January, periods end on 28 February, 31 March, 30 April
// (rule 2).
func PeriodAt(anchor time.Time, i Interval, n int) Period {
	return Period{Start: addMonths(anchor, n*i.Months()), End: addMonths(anchor, (n+1)*i.Months())}
}

// PeriodContaining is the period of the anchor's series that contains t; t
// before the anchor gives the first period.
func PeriodContaining(anchor time.Time, i Interval, t time.Time) Period {
	months := (t.Year()-anchor.Year())*12 + int(t.Month()) - int(anchor.Month())
	n := max(0, months/i.Months()-1)
	p := PeriodAt(anchor, i, n)
	for !t.Before(p.End) {
		n++
		p = PeriodAt(anchor, i, n)
	}
	return p
}

// PeriodFrom is the period of an interval that begins at an instant, and the
// anchor that it is counted from: the original one where a period of its series
// begins there, and else the instant itself.
func PeriodFrom(anchor time.Time, i Interval, at time.Time) (Period, time.Time) {
	if p := PeriodContaining(anchor, i, at); p.Start.Equal(at) {
		return p, anchor
	}
	return PeriodAt(at, i, 0), at
}

// Has tells whether an instant lies in the period; the zero one has no bounds.
func (p Period) Has(at time.Time) bool {
	return p == (Period{}) || !at.Before(p.Start) && at.Before(p.End)
}

// IsWhole tells whether a period is a whole number of intervals.
func (p Period) IsWhole(i Interval) bool {
	months := (p.End.Year()-p.Start.Year())*12 + int(p.End.Month()) - int(p.Start.Month())
	return months > 0 && months%i.Months() == 0 && addMonths(p.Start, months).Equal(p.End)
}

// addMonths moves an instant by calendar months, keeping the time of day and
// clamping the day to the target month's last (time.AddDate overflows instead).
func addMonths(t time.Time, months int) time.Time {
	t = t.UTC()
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	lastDay := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), lastDay)-1)
}

// Share is the exact part of a period that is left at an instant, as units of
// the policy: Left of Of seconds or days.
type Share struct {
	Left int64
	Of   int64
	Unit ProrationUnit
}

// ShareLeft is how much of the period is left at an instant in it. Days are
// calendar days in the account's zone, so a day of 23 hours is still a day.
func (p Policy) ShareLeft(period Period, at time.Time, zone *time.Location) Share {
	if p.Proration != ProrateDays {
		of := int64(period.End.Sub(period.Start) / time.Second)
		left := int64(period.End.Sub(at) / time.Second)
		return Share{Left: clamp(left, of), Of: max(1, of), Unit: ProrateSeconds}
	}
	of := daysBetween(period.Start, period.End, zone)
	left := daysBetween(at, period.End, zone)
	if p.DayCount == ChangeDayUsed {
		left--
	}
	return Share{Left: clamp(left, of), Of: max(1, of), Unit: ProrateDays}
}

func clamp(left, of int64) int64 { return max(0, min(left, of)) }

func daysBetween(from, to time.Time, zone *time.Location) int64 {
	return int64(civilDay(to, zone).Sub(civilDay(from, zone)) / (24 * time.Hour))
}

func civilDay(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func (s Share) describe(params map[string]string) {
	params["left"] = strconv.FormatInt(s.Left, 10)
	params["of"] = strconv.FormatInt(s.Of, 10)
	params["unit"] = string(s.Unit)
}

// shareOf is what describe wrote.
func shareOf(params map[string]string) Share {
	left, errLeft := strconv.ParseInt(params["left"], 10, 64)
	of, errOf := strconv.ParseInt(params["of"], 10, 64)
	if errLeft != nil || errOf != nil || of <= 0 {
		return Share{Left: 1, Of: 1}
	}
	return Share{Left: left, Of: of, Unit: ProrationUnit(params["unit"])}
}

// of is the part of a full price that is left: "(5*12.00)*100/200".
func (s Share) of(full expr) expr {
	return full.parenthesised().times(integer(s.Left)).over(integer(s.Of))
}
