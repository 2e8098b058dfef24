package billing

// What a role sees of an account is decided here, once: the backend leaves the
// rest out, and a copy forgets it when the role is taken away.

// Kinds are the nouns of an account's feed that the role sees. Of the account
// and its subscription it sees what SeenBy leaves. What credits were spent on
// names who spent them, so it goes with the members; how many are left does not.
func (r Role) Kinds() Kinds {
	kinds := KindAccount | KindCatalog | KindSubscription | KindUsage | KindUsageDays | KindStored | KindCredits
	if r.May(SeePeople) {
		kinds |= KindMembers | KindSpends
	}
	if r.May(SeeBilling) {
		kinds |= KindInvoices | KindChanges
	}
	return kinds
}

// SeenBy is the account as a role sees it: without the right to see billing there are no
// balances (unset), no billing details, no payment methods, no auto-reload and no
// notices.
func (a *Account) SeenBy(role Role) *Account {
	seen := *a
	if !role.May(SeeBilling) {
		seen = Account{ID: a.ID, Name: a.Name, Currency: a.Currency, Timezone: a.Timezone, Workspaces: a.Workspaces, Deciders: a.Deciders}
	}
	seen.Role = role
	return &seen
}

// SeenBy is the grant as a role sees it: without the right to see billing it
// names no invoice.
func (g *CreditGrant) SeenBy(role Role) *CreditGrant {
	seen := *g
	if !role.May(SeeBilling) {
		seen.Reference = ""
	}
	return &seen
}

// SeenBy is the subscription as a role sees it: without the right to see billing nothing
// names an amount, an invoice or somebody's change.
func (s *Subscription) SeenBy(role Role) *Subscription {
	seen := *s
	if !role.May(SeeBilling) {
		seen.Billed, seen.Discount, seen.OpenInvoice, seen.InFlight = nil, nil, "", ""
	}
	return &seen
}
