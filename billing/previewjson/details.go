package previewjson

import "billfold/billing"

// Details is billing.BillingDetails on the wire.
type Details struct {
	FirstName  string   `json:"first_name" doc:"of whoever is asked about invoices"`
	LastName   string   `json:"last_name"`
	Company    string   `json:"company"`
	Email      string   `json:"email" doc:"of whoever is asked about invoices, who is sent them"`
	Phone      string   `json:"phone"`
	Address    string   `json:"address" doc:"street and number"`
	PostalCode string   `json:"postal_code" doc:"empty where the country has none"`
	City       string   `json:"city"`
	Region     string   `json:"region"`
	Country    string   `json:"country" doc:"ISO 3166-1 alpha-2"`
	VATID      string   `json:"vat_id"`
	NoVATID    bool     `json:"no_vat_id" doc:"there is no VAT ID, which is something else than not knowing it"`
	PONumber   string   `json:"po_number" doc:"of the buyer's own order"`
	Recipients []string `json:"recipients" doc:"addresses that are sent every invoice beside email"`
}

// FromDetails puts billing details on the wire.
func FromDetails(d billing.BillingDetails) Details {
	if d.Recipients == nil {
		d.Recipients = []string{}
	}
	return Details(d)
}

// To reads billing details off the wire.
func (d Details) To() billing.BillingDetails {
	if len(d.Recipients) == 0 {
		d.Recipients = nil
	}
	return billing.BillingDetails(d)
}

// Seller is billing.Seller on the wire.
type Seller struct {
	Name       string `json:"name"`
	Address    string `json:"address" doc:"street and number"`
	PostalCode string `json:"postal_code"`
	City       string `json:"city"`
	Country    string `json:"country" doc:"ISO 3166-1 alpha-2"`
	VATID      string `json:"vat_id"`
	Email      string `json:"email" doc:"for questions about invoices"`
}
