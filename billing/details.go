package billing

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// What is said beside billing details that cannot be taken, in the param "hint";
// {example} stands for the param of that name.
const (
	HintCompany = "a company is one line of up to 200 letters"
	HintCountry = "choose one of the countries"
	HintVATID   = "a VAT ID of this country looks like {example}"
	HintTaxID   = "a tax ID has up to 32 letters and digits"
)

const maxCompany = 200 // letters

// BillingDetails is who the invoices are made out to and who is sent them; country and
// VAT ID decide on the tax. A change of them concerns future invoices only.
type BillingDetails struct {
	FirstName  string // of whoever is asked about invoices
	LastName   string
	Company    string
	Email      string // of whoever is asked about invoices, who is sent them
	Phone      string
	Address    string // street and number, one line
	PostalCode string
	City       string
	Region     string // state or region; may be empty
	Country    string // ISO 3166-1 alpha-2
	VATID      string
	NoVATID    bool     // there is none, which is something else than not knowing it
	PONumber   string   // of the buyer's own order, which every invoice names; may be empty
	Recipients []string // addresses that are sent every invoice beside Email
}

// Equal tells whether two details say the same.
func (d *BillingDetails) Equal(other *BillingDetails) bool {
	a, b := *d, *other
	a.Recipients, b.Recipients = nil, nil
	return reflect.DeepEqual(a, b) && slices.Equal(d.Recipients, other.Recipients)
}

// Contact is the name of whoever is asked about invoices.
func (d *BillingDetails) Contact() string { return strings.TrimSpace(d.FirstName + " " + d.LastName) }

// Fields of billing details, as Check names them.
const (
	FieldCompany = "company"
	FieldCountry = "country"
	FieldVATID   = "vat_id"
)

// Checked is the details as they are kept: a VAT ID in capitals and without what only
// divides it. What Check finds first is a Problem.
func (d BillingDetails) Checked() (BillingDetails, error) {
	d = d.plain()
	if faults := d.Check(); len(faults) > 0 {
		return d, &Problem{Code: faults[0].Code, Params: faults[0].Params}
	}
	return d, nil
}

// Check lists what keeps the details from standing on an invoice, a notice
// invalid_request a field: nobody to make it out to, no country to tax by, and a VAT ID
// that is none of that country. VAT IDs are held to their form in the European Union and
// Great Britain; that there is such an ID only its tax office knows. An empty one is none.
func (d BillingDetails) Check() []Notice {
	d = d.plain()
	var faults []Notice
	fault := func(field, value, hint string, more ...string) {
		params := pairs(append([]string{"field", field, "value", value, "hint", hint}, more...))
		faults = append(faults, Notice{Code: InvalidRequest, Params: params, Fix: "payments"})
	}
	if d.Company == "" || !isLine(d.Company, maxCompany) {
		fault(FieldCompany, d.Company, HintCompany)
	}
	if !slices.Contains(countries, d.Country) {
		fault(FieldCountry, d.Country, HintCountry)
	}
	form, formed := vatForms[d.Country]
	switch {
	case d.VATID == "":
	case formed && !regexp.MustCompile(`^(?:`+form.pattern+`)$`).MatchString(d.VATID):
		fault(FieldVATID, d.VATID, strings.ReplaceAll(HintVATID, "{example}", form.example), "example", form.example)
	case !formed && !taxID.MatchString(d.VATID):
		fault(FieldVATID, d.VATID, HintTaxID)
	}
	return faults
}

// plain is the details without what means nothing in them.
func (d BillingDetails) plain() BillingDetails {
	d.Company, d.Country = strings.TrimSpace(d.Company), strings.ToUpper(strings.TrimSpace(d.Country))
	d.VATID = strings.ToUpper(undivided.Replace(d.VATID))
	return d
}

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

// Countries are the codes of ISO 3166-1 alpha-2 that are given to a country.
func Countries() []string { return slices.Clone(countries) }

var countries = strings.Fields(`
	AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
	CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
	GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
	KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
	NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
	SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
	UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`)
