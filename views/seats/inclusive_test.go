package seats

import (
	"strings"
	"testing"

	"billfold/billing"
)

// Nothing is said to be before a tax that is in it.
func TestPricesWithTheirTaxAreNotBeforeIt(t *testing.T) {
	source := normal()
	catalog := *source.facts.Catalog
	catalog.Policy.TaxBehavior = billing.TaxInclusive
	source.facts.Catalog = &catalog
	source.facts.Subscription.Scheduled = nil
	b := shown(t, source, "")
	b.Press("Add seats")
	b.says("More each month")
	b.says("saves")
	if page := strings.Join(b.Texts(), " "); strings.Contains(page, "before VAT") || strings.Contains(page, "before tax") {
		t.Errorf("says %q", page)
	}
}
