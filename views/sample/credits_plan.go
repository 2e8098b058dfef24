package sample

import "billfold/billing"

// CreditGrants are what Facts were granted and has not lapsed: the plan's part
// first, and a pack of AI credits that nothing was taken of.
func CreditGrants() []billing.CreditGrant {
	ofPlan := func(id, kind, granted, spent string) billing.CreditGrant {
		lapses := november().End
		return billing.CreditGrant{
			ID: id, Kind: kind, Source: billing.FromPlan, Granted: dec(granted), Spent: dec(spent),
			At: november().Start, LapsesAt: &lapses,
		}
	}
	return []billing.CreditGrant{
		ofPlan("cgr_1", billing.AICredits, "5500", "3180"),
		ofPlan("cgr_2", billing.EmailCredits, "40000", "27350"),
		ofPlan("cgr_3", billing.MessageCredits, "5000", "3912"),
		{
			ID: "cgr_4", Kind: billing.AICredits, Source: billing.FromPack, Granted: dec("1000"), Spent: dec("0"),
			At: day(2026, 11, 5), Reference: "inv_NWT-0012",
		},
	}
}
