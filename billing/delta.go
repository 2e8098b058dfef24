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
	KindInvoices
	KindMembers
	KindChanges
	KindOutbox
	KindFreshness

	AllKinds Kinds = 1<<iota - 1
)

// Has tells whether any of the others is in the set.
func (k Kinds) Has(others Kinds) bool { return k&others != 0 }

// Cursor is how far a copy has caught up: everything up to and including the
// revision of its account has been seen.
type Cursor struct {
	Revision int64
}

// Delta is one page of the changes feed: the latest version of each resource
// that changed, and the cursor to store with it.
type Delta struct {
	Next         Cursor
	More         bool
	Account      *Account
	Catalog      *Catalog
	Subscription *Subscription
	Usage        *Usage
	Invoices     []Invoice
	Members      []Member
	Changes      []Change
	Gone         []Ref
	Skipped      int // resources of a kind or value that this version does not know
}

// Ref names a resource of an account.
type Ref struct {
	Kind Kinds
	ID   string
}

// Kinds is what the page touches.
func (d *Delta) Kinds() Kinds {
	var k Kinds
	add := func(touched bool, kind Kinds) {
		if touched {
			k |= kind
		}
	}
	add(d.Account != nil, KindAccount|KindAccounts)
	add(d.Catalog != nil, KindCatalog)
	add(d.Subscription != nil, KindSubscription|KindAccounts)
	add(d.Usage != nil, KindUsage)
	add(len(d.Invoices) > 0, KindInvoices)
	add(len(d.Members) > 0, KindMembers)
	add(len(d.Changes) > 0, KindChanges)
	for _, ref := range d.Gone {
		k |= ref.Kind
	}
	return k
}
