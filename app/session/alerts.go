package session

import (
	"context"
	"time"

	"billfold/billing"
)

// newsFrom is how old a copy is at most that something is told of: an older one may say
// what is no longer so.
const newsFrom = 24 * time.Hour

// News is what is to be told of an account, to the person and not before.
type News struct {
	Account billing.AccountSummary
	Catalog *billing.Catalog
	Alerts  []billing.Alert
	// Untell has alerts of these that nobody could be shown be news again, by id.
	Untell func(ctx context.Context, ids ...string) error
}

// News looks through all of the person's accounts that are saved here for what is wanted
// and was never told. Whatever it returns counts as told, unless it is taken back with Untell. An account that cannot be read
// has no news, and keeps the others from none; nobody has any while nobody is signed in.
func (s *Session) News(ctx context.Context, wants billing.AlertChoice) ([]News, error) {
	return read(s, func(d *desk) ([]News, error) {
		accounts, err := d.cache.Accounts(ctx)
		if err != nil {
			return nil, err
		}
		all := make([]News, len(accounts))
		for i, a := range accounts {
			all[i].Account = a
			all[i].Untell = func(ctx context.Context, ids ...string) error { return d.cache.Untell(ctx, a.ID, ids...) }
			if err := d.news(ctx, &all[i], wants, s.Now()); err != nil && ctx.Err() == nil {
				s.Log.WarnContext(ctx, "account not looked through for news", "account", a.ID, "error", err)
			}
		}
		return all, ctx.Err()
	})
}

// news looks through one account, unless its copy is not whole yet or too old.
func (d *desk) news(ctx context.Context, n *News, wants billing.AlertChoice, now time.Time) error {
	account := n.Account.ID
	fresh, err := d.cache.Freshness(ctx, account)
	if err != nil || !fresh.Dated(now) || fresh.Age(now) > newsFrom {
		return err
	}
	facts, err := d.cache.Facts(ctx, account)
	if err != nil {
		return err
	}
	invoices, err := d.cache.Invoices(ctx, account, "", -1)
	if err != nil {
		return err
	}
	grants, err := d.cache.CreditGrants(ctx, account)
	if err != nil {
		return err
	}
	n.Catalog = facts.Catalog
	n.Alerts, err = d.cache.NewAlerts(ctx, account, facts.Alerts(invoices, grants, now), wants, now)
	return err
}
