package billing

import (
	"regexp"
	"strings"
)

// undivided leaves out what people divide an ID with.
var undivided = strings.NewReplacer(" ", "", "\u00a0", "", "\t", "", ".", "", "-", "", "/", "")

var taxID = regexp.MustCompile(`^[0-9A-Z]{1,32}$`)

// vatForms are how the VAT IDs of the European Union (VIES) and of Great Britain look, by
// country. Greece writes EL, and Northern Ireland XI.
var vatForms = map[string]struct{ pattern, example string }{
	"AT": {`ATU\d{8}`, "ATU12345678"},
	"BE": {`BE[01]\d{9}`, "BE0123456789"},
	"BG": {`BG\d{9,10}`, "BG123456789"},
	"CY": {`CY\d{8}[A-Z]`, "CY12345678X"},
	"CZ": {`CZ\d{8,10}`, "CZ12345678"},
	"DE": {`DE\d{9}`, "DE123456789"},
	"DK": {`DK\d{8}`, "DK12345678"},
	"EE": {`EE\d{9}`, "EE123456789"},
	"ES": {`ES([A-Z]\d{7}[0-9A-Z]|\d{8}[A-Z])`, "ESX1234567X"},
	"FI": {`FI\d{8}`, "FI12345678"},
	"FR": {`FR[0-9A-HJ-NP-Z]{2}\d{9}`, "FR12345678901"},
	"GB": {`(GB|XI)(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})`, "GB123456789"},
	"GR": {`EL\d{9}`, "EL123456789"},
	"HR": {`HR\d{11}`, "HR12345678901"},
	"HU": {`HU\d{8}`, "HU12345678"},
	"IE": {`IE(\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])`, "IE1234567X"},
	"IT": {`IT\d{11}`, "IT12345678901"},
	"LT": {`LT(\d{9}|\d{12})`, "LT123456789"},
	"LU": {`LU\d{8}`, "LU12345678"},
	"LV": {`LV\d{11}`, "LV12345678901"},
	"MT": {`MT\d{8}`, "MT12345678"},
	"NL": {`NL\d{9}B\d{2}`, "NL123456789B01"},
	"PL": {`PL\d{10}`, "PL1234567890"},
	"PT": {`PT\d{9}`, "PT123456789"},
	"RO": {`RO\d{2,10}`, "RO1234567890"},
	"SE": {`SE\d{12}`, "SE123456789001"},
	"SI": {`SI\d{8}`, "SI12345678"},
	"SK": {`SK\d{10}`, "SK1234567890"},
}
