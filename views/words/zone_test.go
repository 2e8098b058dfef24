package words

import (
	"testing"
	"time"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// Clock times follow the reader's zone through the hours that come twice or never; what
// billing counts by stays where its periods are cut.
func TestTimesOnTheDaysOnWhichClocksAreSet(t *testing.T) {
	berlin := Printer{Zone: zone(t, "Europe/Berlin")}
	spring := time.Date(2026, 3, 29, 0, 59, 59, 0, time.UTC) // an instant before the clocks go forward
	autumn := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC) // the first of two half past two
	newYear := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)
	for name, c := range map[string]struct{ got, want string }{
		"before spring":       {berlin.ClockSeconds(spring), "01:59:59"},
		"after spring":        {berlin.ClockSeconds(spring.Add(time.Second)), "03:00:00"},
		"first in autumn":     {berlin.Instant(autumn), "25 Oct 2026 02:30"},
		"second in autumn":    {berlin.Instant(autumn.Add(time.Hour)), "25 Oct 2026 02:30"},
		"after autumn":        {berlin.Instant(autumn.Add(2 * time.Hour)), "25 Oct 2026 03:30"},
		"a year ahead":        {berlin.Instant(newYear), "1 Jan 2027 00:30"},
		"day ahead":           {berlin.Day(newYear), "1 Jan 2027"},
		"billing's day":       {berlin.Date(newYear), "31 Dec 2026"},
		"billing's month":     {berlin.DayMonth(newYear), "31 Dec"},
		"billing's period":    {berlin.Between(newYear.AddDate(0, -1, 0), newYear), "1 Dec – 31 Dec 2026"},
		"today there":         {berlin.When(newYear, newYear.Add(time.Hour)), "00:30"},
		"yesterday there":     {berlin.When(newYear.Add(-time.Hour), newYear), "31 Dec 2026 23:30"},
		"for files":           {berlin.UTC().Instant(newYear), "31 Dec 2026 23:30"},
		"in UTC":              {(Printer{}).Day(newYear), "31 Dec 2026"},
		"a zone that follows": {(Printer{Follow: func() *time.Location { return zone(t, "Asia/Tokyo") }}).Clock(newYear), "08:30"},
		"one without a zone":  {(Printer{Zone: zone(t, "Asia/Tokyo"), Follow: func() *time.Location { return nil }}).Clock(newYear), "23:30"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", name, c.got, c.want)
		}
	}
}

func TestZonesAreCalledByTheirPlace(t *testing.T) {
	for want, p := range map[string]Printer{
		"UTC":        {},
		"Berlin":     {Zone: zone(t, "Europe/Berlin")},
		"New York":   {Zone: zone(t, "America/New_York")},
		"local time": {Zone: time.FixedZone("Local", 3600)},
		"Tokyo":      {Follow: func() *time.Location { return zone(t, "Asia/Tokyo") }},
	} {
		if got := p.ZoneName(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := (Printer{Zone: zone(t, "Europe/Berlin")}).UTC().ZoneName(); got != "UTC" {
		t.Errorf("files are in %q", got)
	}
}
