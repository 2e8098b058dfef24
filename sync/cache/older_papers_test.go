package cache_test

import (
	"testing"

	"billfold/billing"
	"billfold/sync/cache"
)

// What was copied before invoices kept whom they are between, and changes their device,
// has none of that and still shows.
func TestPapersOfAnEarlierVersion(t *testing.T) {
	dir := t.TempDir()
	older(t, dir, map[string]int{"cache": 8}, map[string]string{"cache": `
		INSERT INTO invoices (account, id, number, at, status, period_start, period_end, currency, subtotal, taxes, total, billing_credit_applied,
			amount_due, billing_credit_after, amount_paid, change_id, lines, attempts)
			VALUES ('acc_1', 'inv_1', 'NWT-0001', 1, 'paid', 1, 2, 'USD', 100, '[]', 100, 0, 100, 0, 100, '', '[]', '[]');
		INSERT INTO changes (account, id, at, actor, state, preview_id, before, after, effective_at, amount_charged, currency, invoice_id,
			reason, category, problem) VALUES ('acc_1', 'c1', 1, 'Ada', 'applied', '', '{}', '{}', 1, 100, 'USD', '', '', '', '');`})
	c, err := cache.Open(t.Context(), dir, "demo/admin@northwind.example", clock)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	i, err := c.Invoice(t.Context(), "acc_1", "inv_1")
	if err != nil || i.Seller != (billing.Seller{}) || !i.BilledTo.Equal(&billing.BillingDetails{}) {
		t.Errorf("%+v, %v", i, err)
	}
	changes, err := c.Changes(t.Context(), "acc_1", "", -1)
	if err != nil || len(changes) != 1 || changes[0].Device != "" {
		t.Errorf("%+v, %v", changes, err)
	}
}
