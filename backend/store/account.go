package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
)

// NewAccount is what an account starts with.
type NewAccount struct {
	ID            string
	Name          string
	Currency      money.Currency
	Timezone      string // IANA name
	Details       billing.BillingDetails
	CatalogID     string
	InvoicePrefix string // of its invoice numbers: "NWT" gives NWT-0001
}

// InsertAccount adds an account. Its catalog must be there.
func (t *Tx) InsertAccount(ctx context.Context, a NewAccount) error {
	err := t.exec(ctx, `INSERT INTO accounts (id, name, currency, timezone, details, catalog_id, invoice_prefix)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		a.ID, a.Name, string(a.Currency), a.Timezone, object{previewjson.FromDetails(a.Details)}, a.CatalogID, a.InvoicePrefix)
	if err != nil {
		return err
	}
	if err := t.touch(ctx, accountNoun(a.ID)); err != nil {
		return err
	}
	return t.touch(ctx, noun{a.ID, billing.KindCatalog, a.CatalogID})
}

// InsertWorkspace adds a workspace to an account.
func (t *Tx) InsertWorkspace(ctx context.Context, account string, w billing.Workspace) error {
	return t.put(ctx, accountNoun(account), `INSERT INTO workspaces (id, account_id, name) VALUES (?, ?, ?)`, w.ID, account, w.Name)
}

// SetDetails writes who an account's invoices are made out to, from the next one on.
func (t *Tx) SetDetails(ctx context.Context, account string, d billing.BillingDetails) error {
	return t.put(ctx, accountNoun(account), `UPDATE accounts SET details = ? WHERE id = ?`, object{previewjson.FromDetails(d)}, account)
}

// SetAutoReload says which packs an account buys by itself; nil is none.
func (t *Tx) SetAutoReload(ctx context.Context, account string, r *billing.AutoReload) error {
	var kept *object
	if r != nil {
		kept = &object{previewjson.FromAutoReload(r)}
	}
	return t.put(ctx, accountNoun(account), `UPDATE accounts SET auto_reload = ? WHERE id = ?`, kept, account)
}

func accountNoun(id string) noun { return noun{id, billing.KindAccount, id} }

// AccountIDs lists all accounts.
func (r *Reader) AccountIDs(ctx context.Context) ([]string, error) {
	var ids []string
	err := r.each(ctx, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT id FROM accounts ORDER BY id`)
	return ids, err
}

// Account reads an account as a role sees it.
func (r *Reader) Account(ctx context.Context, id string, role billing.Role) (*billing.Account, error) {
	a, err := r.payer(ctx, id)
	if err != nil {
		return nil, err
	}
	if a.Workspaces, err = r.workspaces(ctx, id); err != nil {
		return nil, err
	}
	if a.Deciders, err = r.Having(ctx, id, billing.ChangeBilling); err != nil {
		return nil, err
	}
	a.Notices, err = r.recentNotices(ctx, id)
	return a.SeenBy(role), err
}

// payer reads of an account what it pays by, for whoever may see all of it.
func (r *Reader) payer(ctx context.Context, id string) (*billing.Account, error) {
	a := billing.Account{ID: id, Role: billing.RoleAdmin}
	var details previewjson.Details
	var automatic sql.NullString
	var balance, credit int64
	err := r.tx.QueryRowContext(ctx, `SELECT name, currency, timezone, details, auto_reload,
			(SELECT coalesce(sum(amount), 0) FROM movements m WHERE m.account_id = a.id AND purse = 'account_balance'),
			(SELECT coalesce(sum(amount), 0) FROM movements m WHERE m.account_id = a.id AND purse = 'billing_credit')
		FROM accounts a WHERE id = ?`, id).
		Scan(&a.Name, &a.Currency, &a.Timezone, object{&details}, &automatic, &balance, &credit)
	if err != nil {
		return nil, notFound(err, "read account")
	}
	a.Details = details.To()
	a.AccountBalance, a.BillingCredit = money.FromMinor(balance, a.Currency), money.FromMinor(credit, a.Currency)
	if automatic.Valid {
		var kept *previewjson.AutoReload
		if err := (object{&kept}).Scan(automatic.String); err != nil {
			return nil, notFound(err, "read auto-reload")
		}
		if a.AutoReload, err = kept.To(a.Currency); err != nil {
			return nil, err
		}
	}
	methods, err := r.Methods(ctx, id)
	for _, m := range methods {
		a.Methods = append(a.Methods, m.PaymentMethod)
	}
	return &a, err
}

// Details are whom an account's invoices are made out to from now on.
func (r *Reader) Details(ctx context.Context, account string) (billing.BillingDetails, error) {
	var details previewjson.Details
	err := r.tx.QueryRowContext(ctx, `SELECT details FROM accounts WHERE id = ?`, account).Scan(object{&details})
	if err != nil {
		return billing.BillingDetails{}, notFound(err, "read billing details")
	}
	return details.To(), nil
}

func (r *Reader) workspaces(ctx context.Context, account string) ([]billing.Workspace, error) {
	var all []billing.Workspace
	err := r.each(ctx, func(rows *sql.Rows) error {
		var w billing.Workspace
		err := rows.Scan(&w.ID, &w.Name)
		all = append(all, w)
		return err
	}, `SELECT id, name FROM workspaces WHERE account_id = ?`, account)
	slices.SortFunc(all, func(a, b billing.Workspace) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return all, err
}

func (r *Reader) currency(ctx context.Context, account string) (money.Currency, error) {
	var c money.Currency
	if err := r.tx.QueryRowContext(ctx, `SELECT currency FROM accounts WHERE id = ?`, account).Scan(&c); err != nil {
		return "", notFound(err, "read currency")
	}
	return c, nil
}

// Purse is one of the sums of money that an account has with the vendor.
type Purse string

// The purses: prepaid funds, and what proration gave back.
const (
	AccountBalance Purse = "account_balance"
	BillingCredit  Purse = "billing_credit"
)

// Movement is one change of a purse; Amount is negative for what leaves it.
type Movement struct {
	Account   string
	Purse     Purse
	At        time.Time
	Amount    money.Money
	Reference string // of what moved it: an invoice's id
}

// Move moves a purse. Moving nothing writes nothing.
func (t *Tx) Move(ctx context.Context, m Movement) error {
	if m.Amount.IsZero() {
		return nil
	}
	return t.put(ctx, accountNoun(m.Account), `INSERT INTO movements (account_id, purse, at, amount, reference) VALUES (?, ?, ?, ?, ?)`,
		m.Account, string(m.Purse), instant{&m.At}, m.Amount.Minor(), m.Reference)
}
