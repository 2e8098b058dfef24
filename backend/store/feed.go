package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"billfold/billing"
)

// kindNames is how the feed names the nouns.
var kindNames = map[billing.Kinds]string{
	billing.KindAccount:      "account",
	billing.KindCatalog:      "catalog",
	billing.KindSubscription: "subscription",
	billing.KindUsage:        "usage",
	billing.KindUsageDays:    "usage_day",
	billing.KindMembers:      "member",
	billing.KindInvoices:     "invoice",
	billing.KindChanges:      "change",
	billing.KindStored:       "stored_item",
	billing.KindCredits:      "credit_grant",
	billing.KindSpends:       "credit_spend",
}

var kindsByName = func() map[string]billing.Kinds {
	kinds := map[string]billing.Kinds{}
	for kind, name := range kindNames {
		kinds[name] = kind
	}
	return kinds
}()

// namesOf is the list of the names of kinds, for a statement.
func namesOf(kinds billing.Kinds) string {
	var names []string
	for kind, name := range kindNames {
		if kinds.Has(kind) {
			names = append(names, "'"+name+"'")
		}
	}
	slices.Sort(names) // one statement a role, not one an order of the map
	return strings.Join(names, ", ")
}

// namesByRole are what is asked for all the time. A role that is not known here
// sees what a member does.
var namesByRole = func() map[billing.Role]string {
	names := make(map[billing.Role]string, len(billing.Roles))
	for _, role := range billing.Roles {
		names[role] = namesOf(role.Kinds())
	}
	return names
}()

// FeedOf is Feed for a person, by the role that they have. It is a Problem
// cursor_gone too, where what the person knows is from before deletions that the
// feed tells no more, or from before they had the role, which shows other things
// than they know. A stranger is a Problem not_found.
func (r *Reader) FeedOf(ctx context.Context, personID, account string, since billing.Cursor, limit int) (billing.Delta, error) {
	var role billing.Role
	var given, forgotten int64
	err := r.tx.QueryRowContext(ctx, `SELECT m.role, m.since, a.forgotten FROM memberships m, accounts a
		WHERE m.person_id = ? AND m.account_id = ? AND a.id = m.account_id`, personID, account).Scan(&role, &given, &forgotten)
	if err != nil {
		return billing.Delta{}, notFound(err, "read role")
	}
	if knows := max(since.Revision, since.Begun); since.Revision > 0 && knows < max(given, forgotten) {
		return billing.Delta{}, cursorGone(since, role)
	}
	return r.Feed(ctx, account, role, since, limit)
}

// cursorGone asks for a copy to be read from nothing, for a role.
func cursorGone(since billing.Cursor, role billing.Role) error {
	return billing.NewProblem(billing.CursorGone, "since", strconv.FormatInt(since.Revision, 10), "role", string(role))
}

// Feed reads a page of an account's changes feed: the latest version of every
// noun that a role may see and that was written after a cursor, in order. A
// revision that the account has not reached is a Problem cursor_gone: it was made
// by other books.
func (r *Reader) Feed(ctx context.Context, account string, role billing.Role, since billing.Cursor, limit int) (billing.Delta, error) {
	d := billing.Delta{Since: since}
	if err := r.tx.QueryRowContext(ctx, `SELECT revision FROM accounts WHERE id = ?`, account).Scan(&d.Latest); err != nil {
		return d, notFound(err, "read revision")
	}
	if since.Revision < 0 || max(since.Revision, since.Begun) > d.Latest {
		return d, cursorGone(since, role)
	}
	p, err := r.page(ctx, account, role, since.Revision, limit+1)
	if err != nil {
		return d, err
	}
	revision := d.Latest
	if len(p.entries) > limit {
		p.entries, d.More = p.entries[:limit], true
		revision = p.entries[limit-1].revision
	}
	d.Next = since.After(revision, d.Latest, d.More)
	d.Resources, err = r.resources(ctx, p)
	return d, err
}

// page is what a page of the feed names.
type page struct {
	account string
	role    billing.Role
	entries []entry
}

type entry struct {
	kind     billing.Kinds
	id       string
	revision int64
	deleted  bool
}

func (r *Reader) page(ctx context.Context, account string, role billing.Role, since int64, limit int) (page, error) {
	p := page{account: account, role: role}
	names, known := namesByRole[role]
	if !known {
		names = namesByRole[billing.RoleMember]
	}
	err := r.each(ctx, func(rows *sql.Rows) error {
		var e entry
		var name string
		err := rows.Scan(&name, &e.id, &e.revision, &e.deleted)
		e.kind = kindsByName[name]
		p.entries = append(p.entries, e)
		return err
	}, strings.Join([]string{
		`SELECT kind, id, revision, deleted FROM feed WHERE account_id = ? AND revision > ? AND kind IN (`, names, `) ORDER BY revision LIMIT ?`,
	}, ""), account, since, limit)
	return p, err
}

// ids are those of a kind that are not deleted.
func (p *page) ids(kind billing.Kinds) ids {
	var all ids
	for _, e := range p.entries {
		if e.kind == kind && !e.deleted {
			all = append(all, e.id)
		}
	}
	return all
}

// resources reads what a page names, each kind at once.
func (r *Reader) resources(ctx context.Context, p page) ([]billing.Resource, error) {
	nouns := map[billing.Kinds]map[string]billing.Noun{}
	for kind := range kindNames {
		ids := p.ids(kind)
		if len(ids) == 0 {
			continue
		}
		found, err := r.nouns(ctx, p, kind, ids)
		if err != nil {
			return nil, fmt.Errorf("read %ss of feed: %w", kindNames[kind], err)
		}
		nouns[kind] = found
	}
	all := make([]billing.Resource, 0, len(p.entries))
	for _, e := range p.entries {
		resource := billing.Resource{Kind: e.kind, ID: e.id, Revision: e.revision}
		if !e.deleted {
			noun, ok := nouns[e.kind][e.id]
			if !ok {
				return nil, fmt.Errorf("read feed: it names %s %s, which is not there", kindNames[e.kind], e.id)
			}
			resource.Noun = noun
		}
		all = append(all, resource)
	}
	return all, nil
}

// nouns reads those of one kind, by id.
func (r *Reader) nouns(ctx context.Context, p page, kind billing.Kinds, wanted ids) (map[string]billing.Noun, error) {
	found := make(map[string]billing.Noun, len(wanted))
	var one billing.Noun
	var err error
	switch kind {
	case billing.KindUsageDays:
		return found, r.usageDaysIn(ctx, p.account, wanted, func(d *billing.UsageDay) { found[d.ID()] = d })
	case billing.KindMembers:
		return found, r.membersIn(ctx, p.account, wanted, func(m *billing.Member) { found[m.ID] = m })
	case billing.KindInvoices:
		return found, r.invoicesIn(ctx, p.account, wanted, func(i *billing.Invoice) { found[i.ID] = i })
	case billing.KindChanges:
		return found, r.changesIn(ctx, p.account, wanted, func(c *Change) { found[c.ID] = &c.Change })
	case billing.KindStored:
		return found, r.storedIn(ctx, p.account, wanted, func(i *billing.StoredItem) { found[i.ID] = i })
	case billing.KindCredits:
		return found, r.grantsIn(ctx, p, wanted, func(g *billing.CreditGrant) { found[g.ID] = g })
	case billing.KindSpends:
		return found, r.spendsIn(ctx, p.account, wanted, func(s *billing.CreditSpend) { found[s.ID] = s })
	case billing.KindAccount:
		one, err = r.Account(ctx, p.account, p.role)
	case billing.KindCatalog:
		one, err = r.Catalog(ctx, p.account)
	case billing.KindSubscription:
		one, err = r.SubscriptionFor(ctx, p.account, p.role)
	case billing.KindUsage:
		one, err = r.Usage(ctx, p.account)
	default:
		err = fmt.Errorf("kind %d is in no feed", kind)
	}
	found[wanted[0]] = one // an account has one of these
	return found, err
}

// SubscriptionFor reads an account's subscription as a role sees it.
func (r *Reader) SubscriptionFor(ctx context.Context, account string, role billing.Role) (*billing.Subscription, error) {
	s, err := r.Subscription(ctx, account)
	if err != nil {
		return nil, err
	}
	return s.SeenBy(role), nil
}

// OldDeletions lists the accounts whose feed tells of deletions from before an instant.
func (r *Reader) OldDeletions(ctx context.Context, before time.Time) ([]string, error) {
	var accounts []string
	err := r.each(ctx, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		accounts = append(accounts, id)
		return err
	}, `SELECT DISTINCT account_id FROM feed WHERE deleted AND deleted_at < ?`, instant{&before})
	return accounts, err
}

// ForgetDeletions drops the feed's record of what was deleted before an instant.
// Copies that have not read it by then are read from nothing the next time.
func (t *Tx) ForgetDeletions(ctx context.Context, account string, before time.Time) error {
	var newest sql.NullInt64
	err := t.tx.QueryRowContext(ctx, `SELECT max(revision) FROM feed WHERE account_id = ? AND deleted AND deleted_at < ?`,
		account, instant{&before}).Scan(&newest)
	if err != nil {
		return notFound(err, "find old deletions")
	}
	if !newest.Valid {
		return nil
	}
	if err := t.exec(ctx, `DELETE FROM feed WHERE account_id = ? AND deleted AND deleted_at < ?`, account, instant{&before}); err != nil {
		return err
	}
	return t.exec(ctx, `UPDATE accounts SET forgotten = max(forgotten, ?) WHERE id = ?`, newest.Int64, account)
}
