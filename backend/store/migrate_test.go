package store_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/pressly/goose/v3"
	"github.com/stretchr/testify/require"
)

// Books of the second schema, with what was billed in a table of its own, changes
// without a kind and a preview that was a patch, lose nothing.
func TestBooksOfAnOlderSchemaAreBroughtAlong(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "books.db")
	db, err := sql.Open("sqlite3", "file:"+path)
	require.NoError(t, err)
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("migrations/sqlite"))
	require.NoError(t, err)
	_, err = provider.UpTo(ctx, 2)
	require.NoError(t, err)
	for _, statement := range []string{
		`INSERT INTO catalogs (id, body) VALUES ('cat_1', '{"currency":"USD","plans":[]}')`,
		`INSERT INTO accounts (id, name, currency, timezone, company, country, vat_id, catalog_id, invoice_prefix, revision)
			VALUES ('acc_1', 'Northwind', 'USD', 'UTC', '', 'DE', '', 'cat_1', 'NWT', 1)`,
		`INSERT INTO subscriptions (account_id, status, terms, anchor, period_start, period_end, cancel_at_period_end, in_flight)
			VALUES ('acc_1', 'active', '{"plan":"team","interval":"month","seats":5}', 0, 0, 2678400, 0, '')`,
		`INSERT INTO feed (account_id, kind, id, revision, deleted) VALUES ('acc_1', 'subscription', 'acc_1', 1, 0)`,
		`INSERT INTO billed_items (account_id, item, net, taxes, position) VALUES
			('acc_1', 'seats', 6000, '[{"name":"VAT","rate":"0.19"}]', 1), ('acc_1', 'plan', 2900, '[]', 0)`,
		`INSERT INTO changes (id, account_id, at, actor, actor_id, state, preview_id, terms_before, terms_after, effective_at, amount_charged,
			invoice_id, reason, category, payment, body_hash, problem, problem_params, fresh_preview)
			VALUES ('c1', 'acc_1', 0, 'Ada', 'per_1', 'applied', 'prv_1', '{}', '{}', 0, 100, '', '', '', '', '', '', '{}', '')`,
		`INSERT INTO previews (id, account_id, expires_at, patch, body) VALUES ('prv_1', 'acc_1', 900, '{"seats":7}',
			'{"id":"prv_1","currency":"USD","discount":"0.00","subtotal":"0.00","total":"0.00","billing_credit_applied":"0.00","amount_due":"0.00","billing_credit_after":"0.00"}')`,
	} {
		_, err := db.ExecContext(ctx, statement)
		require.NoError(t, err)
	}
	require.NoError(t, db.Close())

	books, err := store.Open(ctx, path)
	require.NoError(t, err)
	defer func() { require.NoError(t, books.Close()) }()
	require.NoError(t, books.Read(ctx, func(r *store.Reader) error {
		s, err := r.Subscription(ctx, "acc_1")
		require.NoError(t, err)
		require.Len(t, s.Billed, 2)
		require.Equal(t, []string{"plan", "29.00"}, []string{string(s.Billed[0].Item), s.Billed[0].Net.String()})
		require.Equal(t, []string{"seats", "60.00", "0.19"}, []string{string(s.Billed[1].Item), s.Billed[1].Net.String(), s.Billed[1].Taxes[0].Rate.String()})
		require.Nil(t, s.Discount)
		c, err := r.Change(ctx, "acc_1", "c1")
		require.NoError(t, err)
		require.Equal(t, billing.OrderChange, c.Kind)
		p, err := r.Preview(ctx, "acc_1", "prv_1")
		require.NoError(t, err)
		require.Equal(t, billing.OrderChange, p.Order.Kind)
		require.Equal(t, 7, *p.Order.Patch.Seats)
		return nil
	}))
}
