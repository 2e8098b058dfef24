package billing

import (
	"slices"
	"testing"

	"billfold/billing/money"
)

// A reader without billing rights has a copy without balances; what a period
// costs is no secret.
func TestWithoutKnownBillingCreditNothingIsApplied(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Account.Role, f.Account.BillingCredit, f.Account.AccountBalance = RoleMember, money.Money{}, money.Money{}
	if next := f.Next(); next.AmountDue.String() != "60.00" || next.BillingCreditApplied.String() != "0.00" {
		t.Errorf("next invoice %+v", next.Totals)
	}
	p := previewOf(t, f, Patch{Plan: ptr("business")}, "2024-01-16T12:00:00Z")
	if p.AmountDue.String() != "15.00" || p.BillingCreditAfter.String() != "0.00" || !slices.Equal(codes(p.Blockers), []Code{NotPermitted}) {
		t.Errorf("%+v", p)
	}
}
