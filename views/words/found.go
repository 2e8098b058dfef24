package words

import (
	"strings"

	"billfold/billing"
)

// found names what a refresh can find changed, in the order of a sentence. The
// list of accounts changes with the plan, and is not told beside it.
var found = []struct {
	kind billing.Kinds
	name string
}{
	{billing.KindSubscription, "plan"},
	{billing.KindUsage | billing.KindUsageDays | billing.KindStored | billing.KindCredits, "usage"},
	{billing.KindInvoices, "invoices"},
	{billing.KindAccount, "account"},
	{billing.KindMembers, "members"},
	{billing.KindChanges, "history"},
	{billing.KindCatalog, "prices"},
}

// Found says what a refresh found: "Updated: plan, invoices."
func Found(kinds billing.Kinds) Told {
	var names []string
	for _, f := range found {
		if kinds.Has(f.kind) {
			names = append(names, T(f.name))
		}
	}
	if len(names) == 0 {
		return Told{What: T("Up to date. Nothing had changed.")}
	}
	return Told{What: T("Updated: {what}.", "what", strings.Join(names, ", "))}
}
