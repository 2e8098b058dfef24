package payments

import (
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
	applies  string // from when on a change counts
}

func showDetails(d data, offline bool, w words.Printer) details {
	shown := details{saved: d.facts.Account.Details, edit: allowed(d.facts.Account, billing.ChangeBilling, offline)}
	shown.complete = status{theme.RoleOK, resources.IconCheck, words.T("Complete")}
	if len(shown.saved.Check()) > 0 {
		shown.complete = status{theme.RoleWarn, resources.IconWarning, words.T("Incomplete")}
	}
	shown.applies = words.T("A change applies to future invoices.")
	if next := d.facts.Next(); next != nil {
		shown.applies = words.T("A change applies from the invoice of {date}.", "date", w.Date(next.At))
	}
	return shown
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
	switch {
	case n.Params["field"] == billing.FieldCompany:
		return words.T("Say in one line who invoices are made out to.")
	case n.Params["field"] == billing.FieldCountry:
		return words.T("Choose a country: the tax follows from it.")
	case n.Params["example"] != "":
		return words.T("A VAT ID of {country} looks like {example}.", "country", words.Country(country), "example", n.Params["example"])
	default:
		return words.T("A tax ID has up to 32 letters and digits.")
	}
}

// typed is what is saved with what was typed in its place, without the space around it.
func typed(saved billing.BillingDetails, company, country, vatID string) billing.BillingDetails {
	saved.Company, saved.Country, saved.VATID = strings.TrimSpace(company), country, strings.TrimSpace(vatID)
	return saved
}
