package demo_test

import (
	"testing"

	"billfold/billing"
)

// papers looks at whom the invoices are between, and at what is asked of whom.
func (w world) papers(t *testing.T) {
	vendors := map[string]string{
		"Northwind Traders": "Halden Software GmbH", "Fabrikam Studio": "Halden Software GmbH", "Fabrikam Campaigns": "Brightpost Ltd",
		"Fabrikam Voice": "Anrufwerk GmbH", "Contoso Retail": "Halden Software GmbH", "Contoso Labs": "Halden Software GmbH",
		"Litware Institute": "Halden Software GmbH",
	}
	for _, email := range []string{"admin@northwind.example", "billing@fabrikam.example", "owner@contoso.example", "sales@litware.example"} {
		for name, a := range w.accounts(email) {
			f := w.facts(a.ID, billing.RoleAdmin)
			if got := f.Catalog.Vendor; got.Name != vendors[name] || got.SupportEmail == "" || got.SupportHours == "" || got.SalesEmail == "" {
				t.Errorf("%s buys from %+v", name, got)
			}
			for _, i := range w.invoices(a.ID) {
				if i.Seller != f.Catalog.Vendor.Seller || !i.BilledTo.Equal(&f.Account.Details) {
					t.Errorf("%s is between %+v and %+v", i.Number, i.Seller, i.BilledTo)
				}
			}
			faults := len(f.Account.Details.Check())
			if incomplete := email == "owner@contoso.example"; (faults > 0) != incomplete {
				t.Errorf("%s: %d faults in %+v", name, faults, f.Account.Details)
			}
		}
	}
}
