package session

import (
	"context"
	"time"

	"billfold/app/config"
	"billfold/billing"
)

// Accounts lists the person's accounts as saved.
func (s *Session) Accounts(ctx context.Context) ([]billing.AccountSummary, error) {
	return read(s, func(d *desk) ([]billing.AccountSummary, error) { return d.cache.Accounts(ctx) })
}

// Facts is everything that a preview depends on, as saved; not_found until the
// account was read for the first time, and client_outdated where it was read and
// says something that this version does not know.
func (s *Session) Facts(ctx context.Context, account string) (billing.Facts, error) {
	return read(s, func(d *desk) (billing.Facts, error) {
		facts, err := d.cache.Facts(ctx, account)
		if billing.CodeOf(err) != billing.NotFound {
			return facts, err
		}
		fresh, freshErr := d.cache.Freshness(ctx, account)
		if freshErr == nil && !fresh.AsOf.IsZero() {
			err = billing.NewProblem(billing.ClientOutdated).Because(err)
		}
		return facts, err
	})
}

// Notes are what was found wrong with the person's files when they were opened:
// a cache_corrupt or outbox_corrupt problem for each that was set aside.
func (s *Session) Notes() []*billing.Problem {
	d, err := s.desk()
	if err != nil {
		return nil
	}
	return d.cache.Notes()
}

// Invoices lists an account's invoices as saved, newest first, those older than
// the one named before; limit -1 is all.
func (s *Session) Invoices(ctx context.Context, account, before string, limit int) ([]billing.Invoice, error) {
	return read(s, func(d *desk) ([]billing.Invoice, error) { return d.cache.Invoices(ctx, account, before, limit) })
}

// Invoice is one invoice as saved, by id or number.
func (s *Session) Invoice(ctx context.Context, account, id string) (*billing.Invoice, error) {
	return read(s, func(d *desk) (*billing.Invoice, error) { return d.cache.Invoice(ctx, account, id) })
}

// Members lists an account's members as saved, by name.
func (s *Session) Members(ctx context.Context, account, after string, limit int) ([]billing.Member, error) {
	return read(s, func(d *desk) ([]billing.Member, error) { return d.cache.Members(ctx, account, after, limit) })
}

// IdleMembers is how many of an account's members are idle at now, as saved.
func (s *Session) IdleMembers(ctx context.Context, account string, now time.Time) (int, error) {
	return read(s, func(d *desk) (int, error) { return d.cache.IdleMembers(ctx, account, now) })
}

// UsageDays lists what was used on each day from one until before another, as
// saved.
func (s *Session) UsageDays(ctx context.Context, account string, from, until time.Time) ([]billing.UsageDay, error) {
	return read(s, func(d *desk) ([]billing.UsageDay, error) { return d.cache.UsageDays(ctx, account, from, until) })
}

// CycleDays lists what was used on each day of the running usage cycle, as saved,
// by day and meter. The cycle's first and last day are whole ones of the account's
// calendar.
func (s *Session) CycleDays(ctx context.Context, account string) ([]billing.UsageDay, error) {
	facts, err := s.Facts(ctx, account)
	if err != nil {
		return nil, err
	}
	cycle, zone := facts.Usage.Cycle, facts.Account.Location()
	last := cycle.End.Add(-time.Nanosecond).In(zone)
	return s.UsageDays(ctx, account, cycle.Start.In(zone), last.AddDate(0, 0, 1))
}

// StoredItems lists the biggest items that an account stores, as saved, biggest
// first.
func (s *Session) StoredItems(ctx context.Context, account string) ([]billing.StoredItem, error) {
	return read(s, func(d *desk) ([]billing.StoredItem, error) { return d.cache.StoredItems(ctx, account) })
}

// CreditGrants lists what an account was granted and has not lapsed, as saved: the
// plan's part, and then packs, the oldest first.
func (s *Session) CreditGrants(ctx context.Context, account string) ([]billing.CreditGrant, error) {
	return read(s, func(d *desk) ([]billing.CreditGrant, error) { return d.cache.CreditGrants(ctx, account) })
}

// CreditSpends lists what an account's credits were spent on, as saved, newest
// first; limit -1 is all. It is empty for whoever may not see people.
func (s *Session) CreditSpends(ctx context.Context, account string, limit int) ([]billing.CreditSpend, error) {
	return read(s, func(d *desk) ([]billing.CreditSpend, error) { return d.cache.CreditSpends(ctx, account, limit) })
}

// Changes lists an account's changes as saved, newest first.
func (s *Session) Changes(ctx context.Context, account, before string, limit int) ([]billing.Change, error) {
	return read(s, func(d *desk) ([]billing.Change, error) { return d.cache.Changes(ctx, account, before, limit) })
}

// Freshness is how current an account's copy is.
func (s *Session) Freshness(ctx context.Context, account string) (billing.Freshness, error) {
	return read(s, func(d *desk) (billing.Freshness, error) {
		f, err := d.syncer.Freshness(ctx, account)
		f.Limit = s.StaleAfter()
		return f, err
	})
}

// Pending is the account's change whose outcome is not known yet, or nil.
func (s *Session) Pending(ctx context.Context, account string) (*billing.Submission, error) {
	return read(s, func(d *desk) (*billing.Submission, error) { return d.cache.Pending(ctx, account) })
}

// Drafts are an account's changes that were prepared and never confirmed.
func (s *Session) Drafts(ctx context.Context, account string) ([]billing.Draft, error) {
	return read(s, func(d *desk) ([]billing.Draft, error) { return d.cache.Drafts(ctx, account) })
}

// StaleAfter is the age from which the person calls a copy stale.
func (s *Session) StaleAfter() time.Duration {
	if minutes := s.Preferences.Get().StaleMinutes; minutes > 0 {
		return time.Duration(minutes) * time.Minute
	}
	return billing.StaleAfter
}

// SetStaleAfter says from which age a copy is called stale, in whole minutes.
func (s *Session) SetStaleAfter(ctx context.Context, limit time.Duration) {
	s.remember(ctx, func(c *config.Chosen) { c.StaleMinutes = int(limit / time.Minute) })
	s.signal.Emit("", billing.KindFreshness)
}

// LastAccount is the account that was open last here, or empty.
func (s *Session) LastAccount() string { return s.Preferences.Get().Visits[s.server].Account }

// OpenedAccount remembers which account is open.
func (s *Session) OpenedAccount(ctx context.Context, account string) {
	s.remember(ctx, func(c *config.Chosen) {
		if visit, ok := c.Visits[s.server]; ok {
			visit.Account = account
			c.Visits[s.server] = visit
		}
	})
}

// RefreshAccounts reads the list of accounts from the backend.
func (s *Session) RefreshAccounts(ctx context.Context) ([]billing.AccountSummary, error) {
	return read(s, func(d *desk) ([]billing.AccountSummary, error) { return d.syncer.RefreshAccounts(ctx) })
}

// Refresh catches an account's copy up with the backend, and says what changed.
func (s *Session) Refresh(ctx context.Context, account string) (billing.Kinds, error) {
	return read(s, func(d *desk) (billing.Kinds, error) { return d.syncer.Refresh(ctx, account) })
}

// RefreshAll reads the whole copy of an account anew; see sync.Syncer.
func (s *Session) RefreshAll(ctx context.Context, account string, progress func(done, total int)) error {
	d, err := s.desk()
	if err != nil {
		return err
	}
	return d.syncer.RefreshAll(ctx, account, progress)
}

// read does something for whoever is signed in; signed_out where nobody is.
func read[T any](s *Session, get func(*desk) (T, error)) (T, error) {
	d, err := s.desk()
	if err != nil {
		var none T
		return none, err
	}
	return get(d)
}
