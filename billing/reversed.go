package billing

import "slices"

// unionMembers are the countries of the European Union.
var unionMembers = []string{
	"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
	"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}

// ReverseCharged tells whether the buyer owes the tax of an invoice, which has to say so
// (Article 196 of Directive 2006/112/EC): it bears none, and was issued from abroad to
// somebody in the European Union with a VAT ID. It goes by the snapshots that the invoice
// has, so that it is told the same for good; without them it is not known, and false. What
// only puts funds on the account balance is no sale.
func (i *Invoice) ReverseCharged() bool {
	sold := slices.ContainsFunc(i.Lines, func(l Line) bool { return l.Item != ItemTopUp })
	return sold && len(i.Taxes) == 0 &&
		i.BilledTo.VATID != "" && slices.Contains(unionMembers, i.BilledTo.Country) &&
		i.Seller.Country != "" && i.Seller.Country != i.BilledTo.Country
}
