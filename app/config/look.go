package config

// Zone is where clock times are told for.
type Zone string

// The zones. What was not chosen is UTC.
const (
	ZoneUTC     Zone = ""
	ZoneLocal   Zone = "local"
	ZoneBilling Zone = "billing" // the account's, that its usage cycles are cut in
)

// The sizes, in percent, that text and controls can have.
const (
	ScaleLeast = 50
	ScaleMost  = 300
)

// usable is what was chosen without the values that this program cannot use: a file
// that somebody wrote in, or a newer program, is not in the way of the rest.
func (c Chosen) usable() Chosen {
	switch c.Zone {
	case ZoneUTC, ZoneLocal, ZoneBilling:
	default:
		c.Zone = ZoneUTC
	}
	if c.Scale < ScaleLeast || c.Scale > ScaleMost {
		c.Scale = 0
	}
	return c
}
