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

// older are books of a schema with rows in them, opened by the present program.
func older(t *testing.T, schema int64, statements ...string) *store.Store {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "books.db")
	db, err := sql.Open("sqlite3", "file:"+path)
	require.NoError(t, err)
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("migrations/sqlite"))
	require.NoError(t, err)
	_, err = provider.UpTo(ctx, schema)
	require.NoError(t, err)
	for _, statement := range statements {
		_, err := db.ExecContext(ctx, statement)
		require.NoError(t, err)
	}
	require.NoError(t, db.Close())
	books, err := store.Open(ctx, path)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, books.Close()) })
	return books
}

// Books of the second schema, with what was billed in a table of its own, changes
// without a kind and a preview that was a patch, lose nothing.
func TestBooksOfAnOlderSchemaAreBroughtAlong(t *testing.T) {
	ctx := context.Background()
	books := older(t, 2,
		`INSERT INTO catalogs (id, body) VALUES ('cat_1', '{"currency":"USD","plans":[]}')`,
		`INSERT INTO accounts (id, name, currency, timezone, company, country, vat_id, catalog_id, invoice_prefix, revision)
			VALUES ('acc_1', 'Northwind', 'USD', 'UTC', 'Northwind Ltd', 'DE', 'DE1', 'cat_1', 'NWT', 1)`,
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
	)
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
		require.Empty(t, c.Device)
		a, err := r.Account(ctx, "acc_1", billing.RoleAdmin)
		require.NoError(t, err)
		require.Equal(t, billing.BillingDetails{Company: "Northwind Ltd", Country: "DE", VATID: "DE1"}, a.Details)
		return nil
	}))
}

// Books of the seventh schema kept grants that the feed did not tell of: whoever
// has caught up is told of each of them.
func TestGrantsOfOlderBooksAreTold(t *testing.T) {
	of := func(id string) string {
		return `INSERT INTO accounts (id, name, currency, timezone, company, country, vat_id, catalog_id, invoice_prefix, revision)
			VALUES ('` + id + `', 'Northwind', 'USD', 'UTC', '', 'DE', '', 'cat_1', 'NWT', 40);
			INSERT INTO usage (account_id, storage_gb, meters, cycle_start, cycle_end) VALUES ('` + id + `', '12.5', '{"ai_credits":"7"}', 0, 1);
			INSERT INTO feed (account_id, kind, id, revision, deleted) VALUES ('` + id + `', 'usage', '` + id + `', 40, 0);`
	}
	books := older(t, 7,
		`INSERT INTO catalogs (id, body) VALUES ('cat_1', '{"currency":"USD","plans":[]}')`, of(account), of("acc_2"), of("acc_3"),
		`INSERT INTO credit_grants (id, account_id, kind, source, granted, spent, at, lapses_at, reference) VALUES
			('cgr_2', 'acc_2', 'ai_credits', 'pack', '1000', '0', 0, NULL, 'inv_2'),
			('cgr_1', 'acc_1', 'ai_credits', 'plan', '500', '7', 0, 2678400, ''),
			('cgr_3', 'acc_1', 'ai_credits', 'pack', '1000', '0', 0, NULL, 'inv_1')`,
	)
	ctx := context.Background()
	require.NoError(t, books.Read(ctx, func(r *store.Reader) error {
		for id, want := range map[string][]string{account: {"cgr_1", "cgr_3"}, "acc_2": {"cgr_2"}, "acc_3": nil} {
			d, err := r.Feed(ctx, id, billing.RoleAdmin, billing.Cursor{Revision: 40}, 100)
			require.NoError(t, err)
			require.Equal(t, int64(40+len(want)), d.Latest)
			require.Len(t, d.Resources, len(want))
			for i, grant := range want {
				require.Equal(t, grant, d.Resources[i].ID)
				require.Equal(t, int64(41+i), d.Resources[i].Revision)
			}
			u, err := r.Usage(ctx, id)
			require.NoError(t, err)
			require.Equal(t, "12.5", u.StorageUsedGB.String())
			require.Empty(t, u.StorageByKind)
		}
		return nil
	}))
}
