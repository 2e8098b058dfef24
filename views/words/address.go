package words

import (
	"slices"
	"strings"
)

// Place is where a letter goes to.
type Place struct {
	Street, PostalCode, City, Region string
	Country                          string // ISO 3166-1 alpha-2
}

// Lines are the place as letters to its country have it, the country last: with the
// postal code before the city in most, behind it where the table has that
// (Universal Postal Union, addressing systems by country).
func (p Place) Lines() []string {
	lines := []string{p.Street}
	switch p.Country {
	case "AU", "CA", "US":
		lines = append(lines, joined(p.City, p.Region, p.PostalCode))
	case "GB", "IE":
		lines = append(lines, p.City, p.Region, p.PostalCode)
	case "IN", "NZ", "SG":
		lines = append(lines, joined(p.City, p.PostalCode), p.Region)
	default:
		lines = append(lines, joined(p.PostalCode, p.City), p.Region)
	}
	lines = append(lines, Country(p.Country))
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " ")
}
