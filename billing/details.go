package billing

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is said beside billing details that cannot be taken, in the param "hint";
// {example} stands for the param of that name.
const (
	HintFirstName      = "a first name is one line of up to 100 letters"
	HintLastName       = "a last name is one line of up to 100 letters"
	HintCompany        = "a company is one line of up to 200 letters"
	HintPhone          = "a phone number has 5 to 20 digits, such as +44 20 7946 0018"
	HintCountry        = "choose one of the countries"
	HintCity           = "a city is one line of up to 100 letters"
	HintRegion         = "a region is one line of up to 100 letters"
	HintPostalCode     = "a postal code has up to 12 letters and digits"
	HintAddress        = "street and number are one line of up to 200 letters"
	HintVATID          = "a VAT ID of this country looks like {example}"
	HintTaxID          = "a tax ID has up to 32 letters and digits"
	HintNoVATID        = "there is a VAT ID here; remove it first"
	HintPONumber       = "a PO number is one line of up to 64 letters"
	HintRecipients     = "up to 10 more addresses are sent the invoices"
	HintRecipientTwice = "each address is sent the invoices once"
)

// MaxRecipients is how many addresses are sent the invoices at most, beside Email.
const MaxRecipients = 10

const (
	maxCompany    = 200 // letters
	maxStreet     = 200
	maxPlace      = 100
	maxPostalCode = 12
	maxPhone      = 40
	maxPONumber   = 64
	maxVATID      = 32
)

// BillingDetails is who the invoices are made out to and who is sent them; country and
// VAT ID decide on the tax. A change of them concerns future invoices only.
type BillingDetails struct {
	FirstName  string // of whoever is asked about invoices
	LastName   string
	Company    string
	Email      string // of whoever is asked about invoices, who is sent them
	Phone      string
	Address    string // street and number, one line
	PostalCode string // empty where the country has none
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
	FieldFirstName  = "first_name"
	FieldLastName   = "last_name"
	FieldCompany    = "company"
	FieldEmail      = "email"
	FieldPhone      = "phone"
	FieldCountry    = "country"
	FieldCity       = "city"
	FieldRegion     = "region"
	FieldPostalCode = "postal_code"
	FieldAddress    = "address"
	FieldVATID      = "vat_id"
	FieldNoVATID    = "no_vat_id"
	FieldPONumber   = "po_number"
	FieldRecipients = "recipients"
)

// Checked is the details as they are kept: without the space around what was typed, and
// a VAT ID in capitals and without what only divides it. What Check finds first is a
// Problem.
func (d BillingDetails) Checked() (BillingDetails, error) {
	d = d.plain()
	if faults := d.Check(); len(faults) > 0 {
		return d, &Problem{Code: faults[0].Code, Params: faults[0].Params}
	}
	return d, nil
}

// Check lists what keeps the details from standing on an invoice, a notice
// invalid_request a field, whose value and hint are in its params: what is missing, what
// is not one line, a card's number, no country to tax by, and a VAT ID that is none of that country. VAT
// IDs are held to their form in the European Union and Great Britain; that there is such
// an ID only its tax office knows. Region, VAT ID, PO number and recipients may be empty,
// and the postal code where the country has none.
func (d BillingDetails) Check() []Notice {
	d = d.plain()
	var all faults
	for _, field := range d.required() {
		all.check(field, field.taken && field.value != "")
	}
	for _, field := range d.optional() {
		all.check(field, field.taken)
	}
	d.checkVATID(&all)
	d.checkRecipients(&all)
	return all
}

// faults are what Check lists.
type faults []Notice

func (f *faults) add(field, value, hint string, more ...string) {
	params := pairs(append([]string{"field", field, "value", value, "hint", hint}, more...))
	*f = append(*f, Notice{Code: InvalidRequest, Params: params, Fix: "payments"})
}

// check adds what is wrong with a field, if anything is. A card's number is wrong
// anywhere, since all of this stands on invoices.
func (f *faults) check(field detail, taken bool) {
	card := holdsCard(field.value)
	if field.name == FieldPhone {
		card = phoneIsCard(field.value)
	}
	switch {
	case card:
		f.add(field.name, MaskSecrets(field.value), HintCard)
	case !taken:
		f.add(field.name, field.value, field.hint)
	}
}

type detail struct {
	name, value string
	taken       bool // the value can be kept, where there is one
	hint        string
}

func (d *BillingDetails) required() []detail {
	all := []detail{
		{FieldFirstName, d.FirstName, isLine(d.FirstName, maxName), HintFirstName},
		{FieldLastName, d.LastName, isLine(d.LastName, maxName), HintLastName},
		{FieldCompany, d.Company, isLine(d.Company, maxCompany), HintCompany},
		{FieldEmail, d.Email, isAddress(d.Email), HintEmail},
		{FieldPhone, d.Phone, isPhone(d.Phone), HintPhone},
		{FieldCountry, d.Country, slices.Contains(countries, d.Country), HintCountry},
		{FieldCity, d.City, isLine(d.City, maxPlace), HintCity},
		{FieldAddress, d.Address, isLine(d.Address, maxStreet), HintAddress},
	}
	if HasPostalCodes(d.Country) {
		all = append(all, d.postalCode())
	}
	return all
}

func (d *BillingDetails) optional() []detail {
	all := []detail{
		{FieldRegion, d.Region, isLine(d.Region, maxPlace), HintRegion},
		{FieldPONumber, d.PONumber, isLine(d.PONumber, maxPONumber), HintPONumber},
	}
	if !HasPostalCodes(d.Country) {
		all = append(all, d.postalCode())
	}
	return all
}

func (d *BillingDetails) postalCode() detail {
	taken := utf8.RuneCountInString(d.PostalCode) <= maxPostalCode && !strings.ContainsFunc(d.PostalCode, func(r rune) bool {
		return r != ' ' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return detail{FieldPostalCode, d.PostalCode, taken, HintPostalCode}
}

func (d *BillingDetails) checkVATID(all *faults) {
	form, formed := vatForms[d.Country]
	switch {
	case d.VATID == "":
	case d.NoVATID:
		all.add(FieldNoVATID, d.VATID, HintNoVATID)
	case taxIDIsCard(d.VATID, d.Country):
		all.add(FieldVATID, MaskSecrets(d.VATID), HintCard)
	case formed && !regexp.MustCompile(`^(?:`+form.pattern+`)$`).MatchString(d.VATID):
		all.add(FieldVATID, d.VATID, strings.ReplaceAll(HintVATID, "{example}", form.example), "example", form.example)
	case !formed && !taxID.MatchString(d.VATID):
		all.add(FieldVATID, d.VATID, HintTaxID)
	}
}

// checkRecipients names the first that cannot be sent anything, or is sent it already.
func (d *BillingDetails) checkRecipients(all *faults) {
	if len(d.Recipients) > MaxRecipients {
		all.add(FieldRecipients, d.Recipients[MaxRecipients], HintRecipients)
		return
	}
	sent := []string{FoldEmail(d.Email)}
	for _, address := range d.Recipients {
		if holdsCard(address) {
			all.add(FieldRecipients, MaskSecrets(address), HintCard)
			return
		}
		if !isAddress(address) {
			all.add(FieldRecipients, address, HintEmail)
			return
		}
		if slices.Contains(sent, FoldEmail(address)) {
			all.add(FieldRecipients, address, HintRecipientTwice)
			return
		}
		sent = append(sent, FoldEmail(address))
	}
}

// isPhone tells whether a text could be a phone number, as people write them.
func isPhone(text string) bool {
	digits := 0
	for _, r := range strings.TrimPrefix(text, "+") {
		switch {
		case '0' <= r && r <= '9':
			digits++
		case !strings.ContainsRune(" \u00a0()-./", r):
			return false
		}
	}
	return len(text) <= maxPhone && 5 <= digits && digits <= 20
}

// plain is the details without what means nothing in them.
func (d BillingDetails) plain() BillingDetails {
	for _, text := range []*string{
		&d.FirstName, &d.LastName, &d.Company, &d.Email, &d.Phone, &d.Address, &d.PostalCode, &d.City, &d.Region, &d.PONumber,
	} {
		*text = strings.TrimSpace(*text)
	}
	d.Country = strings.ToUpper(strings.TrimSpace(d.Country))
	d.VATID = strings.ToUpper(undivided.Replace(d.VATID))
	var sent []string
	for _, address := range d.Recipients {
		if address = strings.TrimSpace(address); address != "" {
			sent = append(sent, address)
		}
	}
	d.Recipients = sent
	return d
}

// Values are what the details say, in one order; recipients are one of them.
func (d *BillingDetails) Values() []string {
	none := ""
	if d.NoVATID {
		none = "true"
	}
	return []string{
		d.FirstName, d.LastName, d.Company, d.Email, d.Phone, d.Address, d.PostalCode, d.City, d.Region, d.Country,
		d.VATID, none, d.PONumber, strings.Join(d.Recipients, ", "),
	}
}

// named are the fields of what Values lists.
var named = []string{
	FieldFirstName, FieldLastName, FieldCompany, FieldEmail, FieldPhone, FieldAddress, FieldPostalCode, FieldCity, FieldRegion, FieldCountry,
	FieldVATID, FieldNoVATID, FieldPONumber, FieldRecipients,
}

// Changed is what a record of a change says: the fields that are another now, each with
// what it was under its name and "_was".
func (d *BillingDetails) Changed(was *BillingDetails) map[string]string {
	params, before := map[string]string{}, was.Values()
	for i, value := range d.Values() {
		if value != before[i] {
			params[named[i]], params[named[i]+"_was"] = value, before[i]
		}
	}
	return params
}
