package demo

import "billfold/billing"

// Who the demo's invoices are made out to. Addresses are nobody's, and telephone numbers
// are of those that are kept for stories.

func northwindDetails() billing.BillingDetails {
	return billing.BillingDetails{
		FirstName: "Maya", LastName: "Okafor", Company: "Northwind Traders Ltd", Email: "maya.okafor@northwind.example",
		Phone: "+44 20 7946 0018", Address: "14 Canal Street", PostalCode: "E2 8PJ", City: "London", Country: "GB",
		VATID: "GB123456782", PONumber: "PO-7731", Recipients: []string{"ap@northwind.example", "cfo@northwind.example"},
	}
}

func fabrikamDetails() billing.BillingDetails {
	return billing.BillingDetails{
		FirstName: "Ines", LastName: "Duarte", Company: "Fabrikam Inc.", Email: "billing@fabrikam.example",
		Phone: "+1 212 555 0142", Address: "220 Mercer Street", PostalCode: "10012", City: "New York", Region: "NY", Country: "US",
		NoVATID: true, Recipients: []string{"ap@fabrikam.example"},
	}
}

func fabrikamGermanDetails() billing.BillingDetails {
	return billing.BillingDetails{
		FirstName: "Ines", LastName: "Duarte", Company: "Fabrikam GmbH", Email: "billing@fabrikam.example",
		Phone: "+49 30 23125 014", Address: "Speicherweg 3", PostalCode: "10997", City: "Berlin", Country: "DE",
		NoVATID: true,
	}
}

func litwareDetails() billing.BillingDetails {
	return billing.BillingDetails{
		FirstName: "Samir", LastName: "Haddad", Company: "Litware Institute", Email: "sales@litware.example",
		Phone: "+1 312 555 0117", Address: "900 Lakeview Avenue", PostalCode: "60614", City: "Chicago", Region: "IL", Country: "US",
		NoVATID: true, PONumber: "LI-2291", Recipients: []string{"accounts.payable@litware.example"},
	}
}

// contosoDetails lack what nobody has asked Contoso for yet, so that something is
// incomplete in the demo.
func contosoDetails() billing.BillingDetails {
	return billing.BillingDetails{Company: "Contoso Ltd", Country: "GB", City: "Leeds", Email: "owner@contoso.example"}
}

// ownDetails are of whoever tries a catalog of their own.
func ownDetails() billing.BillingDetails {
	return billing.BillingDetails{
		FirstName: "Vera", LastName: "Lindqvist", Company: "Your company", Email: OwnEmail,
		Phone: "+1 206 555 0199", Address: "1 Example Street", PostalCode: "98101", City: "Seattle", Region: "WA", Country: "US",
		NoVATID: true,
	}
}
