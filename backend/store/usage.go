package store

import (
	"context"
	"database/sql"
	"fmt"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

func usageNoun(account string) noun { return noun{account, billing.KindUsage, account} }

// PutUsage writes how much of what is sold is in use. The active members are
// not taken from u: they are counted. A split of the storage that is not one of its
// total is refused.
func (t *Tx) PutUsage(ctx context.Context, account string, u *billing.Usage) error {
	if !billing.SplitsStorage(u.StorageByKind, u.StorageUsedGB) {
		return fmt.Errorf("write usage: %v is no split of %s GB", u.StorageByKind, u.StorageUsedGB)
	}
	meters, kinds := u.Meters, u.StorageByKind
	if meters == nil {
		meters = map[string]decimal.Decimal{}
	}
	if kinds == nil {
		kinds = map[billing.StoredKind]decimal.Decimal{}
	}
	return t.put(ctx, usageNoun(account), `INSERT INTO usage (account_id, storage_gb, storage_kinds, meters, cycle_start, cycle_end)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET storage_gb = excluded.storage_gb, storage_kinds = excluded.storage_kinds,
			meters = excluded.meters, cycle_start = excluded.cycle_start, cycle_end = excluded.cycle_end`,
		account, u.StorageUsedGB.String(), object{kinds}, object{meters}, instant{&u.Cycle.Start}, instant{&u.Cycle.End})
}

// Usage reads an account's usage; a seat is a distinct active person, whichever case
// their address is written in.
func (r *Reader) Usage(ctx context.Context, account string) (*billing.Usage, error) {
	var u billing.Usage
	err := r.tx.QueryRowContext(ctx, `SELECT storage_gb, storage_kinds, meters, cycle_start, cycle_end,
			(SELECT count(DISTINCT email COLLATE NOCASE) FROM members m WHERE m.account_id = u.account_id AND `+takesSeat+` AND NOT `+beyondASCII+`)
		FROM usage u WHERE account_id = ?`, account).
		Scan(&u.StorageUsedGB, object{&u.StorageByKind}, object{&u.Meters}, instant{&u.Cycle.Start}, instant{&u.Cycle.End}, &u.ActiveMembers)
	if err != nil {
		return nil, notFound(err, "read usage")
	}
	others := map[string]bool{} // which are never the same as one that is all ASCII
	err = r.each(ctx, func(rows *sql.Rows) error {
		var email string
		err := rows.Scan(&email)
		others[billing.FoldEmail(email)] = true
		return err
	}, `SELECT email FROM members WHERE account_id = ? AND `+takesSeat+` AND `+beyondASCII, account)
	if err != nil {
		return nil, fmt.Errorf("read usage: %w", err)
	}
	u.ActiveMembers += len(others)
	return &u, nil
}

// takesSeat picks members who take a seat.
const takesSeat = `status = 'active' AND NOT guest`

// Facts reads everything that a preview depends on, as a role may know it:
// without billing rights there is no billing credit to apply, and nothing that
// names an invoice or somebody's change.
func (r *Reader) Facts(ctx context.Context, account string, role billing.Role) (billing.Facts, error) {
	var f billing.Facts
	var err error
	if f.Catalog, err = r.Catalog(ctx, account); err != nil {
		return f, err
	}
	if f.Account, err = r.payer(ctx, account); err != nil {
		return f, err
	}
	f.Account.Role = role
	if f.Subscription, err = r.Subscription(ctx, account); err != nil {
		return f, err
	}
	if !role.May(billing.SeeBilling) {
		f.Account.BillingCredit = money.Zero(f.Account.Currency)
		f.Subscription.OpenInvoice, f.Subscription.InFlight = "", ""
	}
	f.Usage, err = r.Usage(ctx, account)
	return f, err
}
