package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"billfold/billing"
)

// kindNames is how the feed names the nouns; everyone may see the first ones,
// and only who manages billing sees the others.
var kindNames = map[billing.Kinds]string{
	billing.KindAccount:      "account",
	billing.KindCatalog:      "catalog",
	billing.KindSubscription: "subscription",
	billing.KindUsage:        "usage",
	billing.KindMembers:      "member",
	billing.KindInvoices:     "invoice",
	billing.KindChanges:      "change",
}

const (
	kindsOfMembers = `'account', 'catalog', 'subscription', 'usage', 'member'`
	kindsOfBilling = kindsOfMembers + `, 'invoice', 'change'`
)

// FeedOf is Feed for a person, by the role that they have. A revision from
// before they had it is a Problem cursor_gone: what they know by then is not
// what the role shows. A stranger is a Problem not_found.
func (r *Reader) FeedOf(ctx context.Context, personID, account string, since int64, limit int) (billing.Delta, error) {
	var role billing.Role
	var given int64
	err := r.tx.QueryRowContext(ctx, `SELECT role, since FROM memberships WHERE person_id = ? AND account_id = ?`, personID, account).Scan(&role, &given)
	if err != nil {
		return billing.Delta{}, notFound(err, "read role")
	}
	if since > 0 && since <= given {
		return billing.Delta{}, cursorGone(since)
	}
	return r.Feed(ctx, account, role, since, limit)
}

func cursorGone(since int64) error {
	return billing.NewProblem(billing.CursorGone, "since", strconv.FormatInt(since, 10))
}

// renumber gives everything in an account's feed a new revision, in the same
// order, so that cursors from before it are told from those of a reader who
// begins anew and is at one of the first pages.
func (t *Tx) renumber(ctx context.Context, account string) error {
	err := t.exec(ctx, `UPDATE feed SET revision = a.revision + f.n
		FROM accounts a, (SELECT rowid AS r, row_number() OVER (ORDER BY revision) AS n FROM feed WHERE account_id = ?1) f
		WHERE feed.rowid = f.r AND a.id = ?1`, account)
	if err != nil {
		return err
	}
	return t.exec(ctx, `UPDATE accounts SET revision = (SELECT max(revision) FROM feed WHERE account_id = ?1) WHERE id = ?1`, account)
}

// Feed reads a page of an account's changes feed: the latest version of every
// noun that a role may see and that was written after a revision, in order. A
// revision that the account has not reached is a Problem cursor_gone: it was
// made by other books.
func (r *Reader) Feed(ctx context.Context, account string, role billing.Role, since int64, limit int) (billing.Delta, error) {
	var d billing.Delta
	if err := r.tx.QueryRowContext(ctx, `SELECT revision FROM accounts WHERE id = ?`, account).Scan(&d.Latest); err != nil {
		return d, notFound(err, "read revision")
	}
	if since < 0 || since > d.Latest {
		return d, cursorGone(since)
	}
	entries, err := r.entries(ctx, account, role, since, limit+1)
	if err != nil {
		return d, err
	}
	d.Next.Revision = d.Latest
	if len(entries) > limit {
		entries, d.More = entries[:limit], true
		d.Next.Revision = entries[limit-1].revision
	}
	for _, e := range entries {
		resource, err := r.resource(ctx, account, role, e)
		if err != nil {
			return d, err
		}
		d.Resources = append(d.Resources, resource)
	}
	return d, nil
}

type entry struct {
	kind     billing.Kinds
	id       string
	revision int64
	deleted  bool
}

func (r *Reader) entries(ctx context.Context, account string, role billing.Role, since int64, limit int) ([]entry, error) {
	kinds := kindsOfMembers
	if role.ManagesBilling() {
		kinds = kindsOfBilling
	}
	var entries []entry
	err := r.each(ctx, func(rows *sql.Rows) error {
		var e entry
		var name string
		if err := rows.Scan(&name, &e.id, &e.revision, &e.deleted); err != nil {
			return err
		}
		for kind, known := range kindNames {
			if known == name {
				e.kind = kind
			}
		}
		entries = append(entries, e)
		return nil
	}, strings.Join([]string{
		`SELECT kind, id, revision, deleted FROM feed WHERE account_id = ? AND revision > ? AND kind IN (`, kinds, `) ORDER BY revision LIMIT ?`,
	}, ""), account, since, limit)
	return entries, err
}

func (r *Reader) resource(ctx context.Context, account string, role billing.Role, e entry) (billing.Resource, error) {
	if e.deleted {
		return billing.Resource{Kind: e.kind, ID: e.id, Revision: e.revision}, nil
	}
	n, err := r.noun(ctx, account, role, e)
	if err != nil {
		return billing.Resource{}, fmt.Errorf("read %s %s: %w", kindNames[e.kind], e.id, err)
	}
	return billing.NewResource(e.id, e.revision, n), nil
}

func (r *Reader) noun(ctx context.Context, account string, role billing.Role, e entry) (billing.Noun, error) {
	switch e.kind {
	case billing.KindAccount:
		return r.Account(ctx, account, role)
	case billing.KindCatalog:
		return r.Catalog(ctx, account)
	case billing.KindSubscription:
		return r.SubscriptionFor(ctx, account, role)
	case billing.KindUsage:
		return r.Usage(ctx, account)
	case billing.KindMembers:
		return r.Member(ctx, account, e.id)
	case billing.KindInvoices:
		return r.Invoice(ctx, account, e.id)
	case billing.KindChanges:
		c, err := r.Change(ctx, account, e.id)
		if err != nil {
			return nil, err
		}
		return &c.Change, nil
	default:
		return nil, fmt.Errorf("kind %d is in no feed", e.kind)
	}
}

// SubscriptionFor reads an account's subscription as a role sees it: without
// billing rights there is nothing that names an amount or an invoice.
func (r *Reader) SubscriptionFor(ctx context.Context, account string, role billing.Role) (*billing.Subscription, error) {
	s, err := r.Subscription(ctx, account)
	if err == nil && !role.ManagesBilling() {
		s.Billed, s.Discount, s.OpenInvoice, s.InFlight = nil, nil, "", ""
	}
	return s, err
}
