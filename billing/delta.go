package billing

// Kinds says which nouns changed, as a set of bits and nothing else.
type Kinds uint32

// The nouns that a signal can name.
const (
	KindAccounts Kinds = 1 << iota
	KindAccount
	KindCatalog
	KindSubscription
	KindUsage
	KindUsageDays
	KindInvoices
	KindMembers
	KindChanges
	KindOutbox
	KindFreshness
	KindStored  // what is stored, by item
	KindCredits // grants of credits
	KindSpends  // what credits were spent on, which not every role sees; signalled as KindCredits too

	AllKinds Kinds = 1<<iota - 1
)

// Has tells whether any of the others is in the set.
func (k Kinds) Has(others Kinds) bool { return k&others != 0 }

// Cursor is how far a copy has caught up: everything up to and including the
// revision of its account has been seen. The zero Cursor has seen nothing.
type Cursor struct {
	Revision int64
	// Begun is, while a copy is read from nothing and not yet to its end, the
	// account's revision when that was begun; else 0. What was deleted before it,
	// and who the reader was before it, do not matter to such a copy.
	Begun int64
}

// After is the cursor that follows with a page.
func (c Cursor) After(revision, latest int64, more bool) Cursor {
	next := Cursor{Revision: revision}
	if more && c.Revision == 0 {
		next.Begun = latest
	} else if more {
		next.Begun = c.Begun
	}
	return next
}

// Whole tells whether the page after the cursor belongs to a copy that is read
// from nothing: what such a copy has not seen by its end does not exist.
func (c Cursor) Whole() bool { return c.Revision == 0 || c.Begun > 0 }

// Pulse is what a backend says by itself, and never what changed: that an
// account has come to a revision, that the list of accounts changed or, being
// zero, that it is still there.
type Pulse struct {
	Account  string
	Revision int64
	Accounts bool
}

// Noun is what the changes feed carries: *Account, *Catalog, *Subscription,
// *Usage, *UsageDay, *Invoice, *Member, *Change, *StoredItem, *CreditGrant or
// *CreditSpend.
type Noun interface{ kind() Kinds }

// Resource is the latest version of one noun of an account; a nil Noun says
// that it is gone.
type Resource struct {
	Kind     Kinds
	ID       string
	Revision int64
	Noun     Noun
}

// Delta is one page of the changes feed: resources in the order of their
// revisions, the cursor that the page follows and the one to store with it.
type Delta struct {
	Since     Cursor
	Next      Cursor
	Latest    int64 // the account's newest revision when the page was read
	More      bool
	Resources []Resource
	Skipped   int // resources of a kind or value that this version does not know
}

// Kinds is what the page touches. What the switcher shows hangs on the account
// and its subscription; who shows credits shows what they were spent on.
func (d *Delta) Kinds() Kinds {
	var k Kinds
	for _, r := range d.Resources {
		k |= r.Kind
	}
	if k.Has(KindAccount | KindSubscription) {
		k |= KindAccounts
	}
	if k.Has(KindSpends) {
		k |= KindCredits
	}
	return k
}

// NewResource wraps a noun for the feed.
func NewResource(id string, revision int64, n Noun) Resource {
	return Resource{Kind: n.kind(), ID: id, Revision: revision, Noun: n}
}

func (*Account) kind() Kinds      { return KindAccount }
func (*Catalog) kind() Kinds      { return KindCatalog }
func (*Subscription) kind() Kinds { return KindSubscription }
func (*Usage) kind() Kinds        { return KindUsage }
func (*UsageDay) kind() Kinds     { return KindUsageDays }
func (*Invoice) kind() Kinds      { return KindInvoices }
func (*Member) kind() Kinds       { return KindMembers }
func (*Change) kind() Kinds       { return KindChanges }
func (*StoredItem) kind() Kinds   { return KindStored }
func (*CreditGrant) kind() Kinds  { return KindCredits }
func (*CreditSpend) kind() Kinds  { return KindSpends }
