package billing

// What a role sees of an account is decided here, once: the backend leaves the
// rest out, and a copy forgets it when the role is taken away.

const (
	kindsOfAll     = KindAccount | KindCatalog | KindSubscription | KindUsage | KindUsageDays | KindMembers
	kindsOfBilling = kindsOfAll | KindInvoices | KindChanges
)

// Kinds are the nouns of an account's feed that the role sees. Of the account
// and its subscription it sees what SeenBy leaves.
func (r Role) Kinds() Kinds {
	if r.ManagesBilling() {
		return kindsOfBilling
	}
	return kindsOfAll
}

// SeenBy is the account as a role sees it: without billing rights there are no
// balances (unset), no billing details, no payment methods and no auto-reload.
func (a *Account) SeenBy(role Role) *Account {
	seen := *a
	if !role.ManagesBilling() {
		seen = Account{ID: a.ID, Name: a.Name, Currency: a.Currency, Timezone: a.Timezone, Workspaces: a.Workspaces}
	}
	seen.Role = role
	return &seen
}

// SeenBy is the subscription as a role sees it: without billing rights nothing
// names an amount, an invoice or somebody's change.
func (s *Subscription) SeenBy(role Role) *Subscription {
	seen := *s
	if !role.ManagesBilling() {
		seen.Billed, seen.Discount, seen.OpenInvoice, seen.InFlight = nil, nil, "", ""
	}
	return &seen
}
