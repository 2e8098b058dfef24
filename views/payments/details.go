package payments

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// details is who invoices are made out to, as it is saved.
type details struct {
	saved    billing.BillingDetails
	edit     act
	complete status
	missing  string // what keeps them from being complete; empty where nothing does
	applies  string // from when on what is saved counts
}

// texts are the fields that are typed as a line of text, in the order of the form.
var texts = []string{
	billing.FieldCompany, billing.FieldPONumber, billing.FieldFirstName, billing.FieldLastName, billing.FieldVATID,
	billing.FieldAddress, billing.FieldPostalCode, billing.FieldCity, billing.FieldRegion, billing.FieldEmail, billing.FieldPhone,
}

// order is all fields as the eye finds them.
var order = []string{
	billing.FieldCompany, billing.FieldPONumber, billing.FieldFirstName, billing.FieldLastName, billing.FieldVATID, billing.FieldNoVATID,
	billing.FieldAddress, billing.FieldPostalCode, billing.FieldCity, billing.FieldRegion, billing.FieldCountry, billing.FieldEmail,
	billing.FieldPhone, billing.FieldRecipients,
}

func showDetails(d data, offline bool, w words.Printer) details {
	shown := details{saved: d.facts.Account.Details, edit: allowed(d.facts.Account, billing.ChangeBilling, offline)}
	shown.complete = status{theme.RoleOK, resources.IconCheck, words.T("Complete")}
	if wrong := faults(shown.saved); len(wrong) > 0 {
		shown.complete = status{theme.RoleWarn, resources.IconWarning, words.T("Incomplete")}
		shown.missing = missing(wrong)
	}
	shown.applies = words.T("A change applies from the next invoice on.")
	if next := d.facts.Next(); next != nil {
		shown.applies = words.T("A change applies from the next invoice on, at the latest that of {date}.", "date", w.Date(next.At))
	}
	return shown
}

// namedMissing is how many of the fields that are wrong are named.
const namedMissing = 3

// missing names what invoices lack.
func missing(wrong map[string]string) string {
	var names []string
	for _, field := range order {
		switch {
		case wrong[field] == "":
		case field == billing.FieldNoVATID: // there is one all the same
			names = append(names, words.Detail(billing.FieldVATID))
		default:
			names = append(names, words.Detail(field))
		}
	}
	more := ""
	if rest := len(names) - namedMissing; rest > 1 {
		names, more = names[:namedMissing], words.Printer{}.Count(int64(rest))
	}
	return words.T("To be completed: {fields}[ and {n} more].", "fields", strings.Join(names, ", "), "n", more)
}

// above is what stands above a field: its name, and whether it may be left empty.
func above(field, country string) string {
	free := field == billing.FieldRegion || field == billing.FieldPONumber || field == billing.FieldPostalCode && !billing.HasPostalCodes(country)
	if free {
		return words.T("{field}, optional", "field", words.Detail(field))
	}
	return words.Detail(field)
}

// faults say what is wrong with details as they were typed, by field.
func faults(d billing.BillingDetails) map[string]string {
	all := map[string]string{}
	for _, n := range d.Check() {
		all[n.Params["field"]] = fault(n, d.Country)
	}
	return all
}

func fault(n billing.Notice, country string) string {
	field, value := n.Params["field"], n.Params["value"]
	switch {
	case field == billing.FieldCompany && value == "":
		return words.T("Say who invoices are made out to.")
	case field == billing.FieldCountry:
		return words.T("Choose a country: the tax follows from it.")
	case field == billing.FieldNoVATID:
		return words.T("There is a VAT ID. Take it out, or the tick.")
	case field == billing.FieldRecipients:
		return recipientFault(n)
	case field == billing.FieldVATID && n.Params["example"] != "":
		return words.T("A VAT ID of {country} looks like {example}.", "country", words.Country(country), "example", n.Params["example"])
	case field == billing.FieldVATID:
		return words.T("A tax ID has up to 32 letters and digits.")
	case value == "":
		return words.T("Invoices need this.")
	case field == billing.FieldEmail:
		return words.T("An address looks like name@company.example.")
	case field == billing.FieldPhone:
		return words.T("A number has 5 to 20 digits, like +44 20 7946 0018.")
	case field == billing.FieldPostalCode:
		return words.T("A postal code has up to 12 letters and digits.")
	default:
		return words.T("This is too long, or not one line.")
	}
}

func recipientFault(n billing.Notice) string {
	switch n.Params["hint"] {
	case billing.HintRecipients:
		return words.T("No more than {n} are sent the invoices.", "n", words.Printer{}.Count(billing.MaxRecipients))
	case billing.HintRecipientTwice:
		return words.T("{address} is sent them already.", "address", n.Params["value"])
	default:
		return words.T("{address} is no address. One looks like name@company.example.", "address", n.Params["value"])
	}
}

// proved tells whether a VAT ID has the form that those of the country have. That there
// is such an ID only its tax office knows.
func proved(d billing.BillingDetails, wrong map[string]string) bool {
	return strings.TrimSpace(d.VATID) != "" && wrong[billing.FieldVATID] == "" && wrong[billing.FieldNoVATID] == "" && wrong[billing.FieldCountry] == ""
}

// text is where details keep a field that is a line of text.
func text(d *billing.BillingDetails, field string) *string {
	switch field {
	case billing.FieldFirstName:
		return &d.FirstName
	case billing.FieldLastName:
		return &d.LastName
	case billing.FieldCompany:
		return &d.Company
	case billing.FieldEmail:
		return &d.Email
	case billing.FieldPhone:
		return &d.Phone
	case billing.FieldAddress:
		return &d.Address
	case billing.FieldPostalCode:
		return &d.PostalCode
	case billing.FieldCity:
		return &d.City
	case billing.FieldRegion:
		return &d.Region
	case billing.FieldPONumber:
		return &d.PONumber
	default:
		return &d.VATID
	}
}

// merged is what was typed where details were saved elsewhere meanwhile: what nobody
// typed here follows them, what was typed stays. Fields that both changed, to different
// things, are named.
func merged(before, typed, saved billing.BillingDetails) (both billing.BillingDetails, clash []string) {
	both = saved
	note := func(field string, here, there, apart bool) (keep bool) {
		if here && there && apart {
			clash = append(clash, field)
		}
		return here
	}
	for _, field := range texts {
		was, is, now := *text(&before, field), *text(&typed, field), *text(&saved, field)
		if note(field, is != was, now != was, is != now) {
			*text(&both, field) = is
		}
	}
	if note(billing.FieldCountry, typed.Country != before.Country, saved.Country != before.Country, typed.Country != saved.Country) {
		both.Country = typed.Country
	}
	if typed.NoVATID != before.NoVATID {
		both.NoVATID = typed.NoVATID
	}
	if note(billing.FieldRecipients, !slices.Equal(typed.Recipients, before.Recipients), !slices.Equal(saved.Recipients, before.Recipients),
		!slices.Equal(typed.Recipients, saved.Recipients)) {
		both.Recipients = typed.Recipients
	}
	return both, clash
}

// mayReceive says why an address cannot be sent the invoices beside those who are
// already; empty where it can.
func mayReceive(d billing.BillingDetails, address string) string {
	d.Recipients = append(slices.Clone(d.Recipients), strings.TrimSpace(address))
	return faults(billing.BillingDetails{Email: d.Email, Recipients: d.Recipients})[billing.FieldRecipients]
}

// lines are details to be read, each under its name.
func lines(d billing.BillingDetails) [][2]string {
	vat := d.VATID
	if d.NoVATID {
		vat = words.T("No VAT ID")
	}
	where := words.Place{Street: d.Address, PostalCode: d.PostalCode, City: d.City, Region: d.Region, Country: d.Country}.Lines()
	all := [][2]string{
		{words.Detail(billing.FieldCompany), d.Company},
		{words.T("Contact"), d.Contact()},
		{words.Detail(billing.FieldVATID), vat},
		{words.Detail(billing.FieldPONumber), d.PONumber},
		{words.T("Postal address"), strings.Join(where, ", ")},
		{words.Detail(billing.FieldEmail), d.Email},
		{words.Detail(billing.FieldPhone), d.Phone},
		{words.Detail(billing.FieldRecipients), strings.Join(d.Recipients, ", ")},
	}
	return slices.DeleteFunc(all, func(line [2]string) bool { return line[1] == "" })
}
