package store

import (
	"context"

	"billfold/billing"
)

// The reads below are those of Reader, each on a state of its own, for callers
// that need no more than one.

// People is Reader.People.
func (s *Store) People(ctx context.Context) ([]billing.Person, error) {
	return read(ctx, s, func(r *Reader) ([]billing.Person, error) { return r.People(ctx) })
}

// Person is Reader.Person.
func (s *Store) Person(ctx context.Context, id string) (billing.Person, error) {
	return read(ctx, s, func(r *Reader) (billing.Person, error) { return r.Person(ctx, id) })
}

// PersonByEmail is Reader.PersonByEmail.
func (s *Store) PersonByEmail(ctx context.Context, email string) (billing.Person, error) {
	return read(ctx, s, func(r *Reader) (billing.Person, error) { return r.PersonByEmail(ctx, email) })
}

// Accounts is Reader.Accounts.
func (s *Store) Accounts(ctx context.Context, personID string) ([]billing.AccountSummary, error) {
	return read(ctx, s, func(r *Reader) ([]billing.AccountSummary, error) { return r.Accounts(ctx, personID) })
}

// Role is Reader.Role.
func (s *Store) Role(ctx context.Context, personID, account string) (billing.Role, error) {
	return read(ctx, s, func(r *Reader) (billing.Role, error) { return r.Role(ctx, personID, account) })
}

// Feed is Reader.FeedOf.
func (s *Store) Feed(ctx context.Context, personID, account string, since billing.Cursor, limit int) (billing.Delta, error) {
	return read(ctx, s, func(r *Reader) (billing.Delta, error) { return r.FeedOf(ctx, personID, account, since, limit) })
}

// Account is Reader.Account.
func (s *Store) Account(ctx context.Context, account string, role billing.Role) (*billing.Account, error) {
	return read(ctx, s, func(r *Reader) (*billing.Account, error) { return r.Account(ctx, account, role) })
}

// Catalog is Reader.Catalog.
func (s *Store) Catalog(ctx context.Context, account string) (*billing.Catalog, error) {
	return read(ctx, s, func(r *Reader) (*billing.Catalog, error) { return r.Catalog(ctx, account) })
}

// Subscription is Reader.SubscriptionFor.
func (s *Store) Subscription(ctx context.Context, account string, role billing.Role) (*billing.Subscription, error) {
	return read(ctx, s, func(r *Reader) (*billing.Subscription, error) { return r.SubscriptionFor(ctx, account, role) })
}

// Usage is Reader.Usage.
func (s *Store) Usage(ctx context.Context, account string) (*billing.Usage, error) {
	return read(ctx, s, func(r *Reader) (*billing.Usage, error) { return r.Usage(ctx, account) })
}

// Invoice is Reader.Invoice.
func (s *Store) Invoice(ctx context.Context, account, id string) (*billing.Invoice, error) {
	return read(ctx, s, func(r *Reader) (*billing.Invoice, error) { return r.Invoice(ctx, account, id) })
}

// Invoices is Reader.Invoices.
func (s *Store) Invoices(ctx context.Context, account, before string, limit int) (page []billing.Invoice, next string, err error) {
	err = s.Read(ctx, func(r *Reader) error {
		page, next, err = r.Invoices(ctx, account, before, limit)
		return err
	})
	return page, next, err
}

// Members is Reader.Members.
func (s *Store) Members(ctx context.Context, account, after string, limit int) (page []billing.Member, next string, err error) {
	err = s.Read(ctx, func(r *Reader) error {
		page, next, err = r.Members(ctx, account, after, limit)
		return err
	})
	return page, next, err
}
