package cache

import (
	"context"
	"database/sql"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
)

type methodDocument struct {
	ID       string `json:"id"`
	Brand    string `json:"brand"`
	Last4    string `json:"last4"`
	ExpMonth int    `json:"exp_month"`
	ExpYear  int    `json:"exp_year"`
	Status   string `json:"status"`
}

type personDocument struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
}

// Account is who pays; not_found while it was never seen.
func (c *Cache) Account(ctx context.Context, account string) (*billing.Account, error) {
	return readAccount(ctx, c.nouns.read, account)
}

func readAccount(ctx context.Context, q querier, account string) (*billing.Account, error) {
	var (
		a                   billing.Account
		currency            string
		balance, credit     sql.NullInt64
		methods, workspaces string
		details             string
		deciders, notices   string
		automatic           sql.NullString
	)
	err := q.QueryRowContext(ctx, `SELECT account, name, role, currency, timezone, account_balance, billing_credit,
		details, methods, workspaces, deciders, notices, auto_reload FROM account WHERE account = ?`, account).
		Scan(&a.ID, &a.Name, &a.Role, &currency, &a.Timezone, &balance, &credit,
			&details, &methods, &workspaces, &deciders, &notices, &automatic)
	if err != nil {
		return nil, failure("read account", missing(err, "account", account))
	}
	a.Currency = money.Currency(currency)
	a.AccountBalance, a.BillingCredit = fromMinor(balance, a.Currency), fromMinor(credit, a.Currency)
	if a.Workspaces, err = readWorkspaces(workspaces); err != nil {
		return nil, failure("read account", err)
	}
	if automatic.Valid {
		var w previewjson.AutoReload
		if err := fromDocument(automatic.String, &w); err != nil {
			return nil, failure("read account", err)
		}
		if a.AutoReload, err = w.To(a.Currency); err != nil {
			return nil, failure("read account", err)
		}
	}
	var wire previewjson.Details
	if err := fromDocument(details, &wire); err != nil {
		return nil, failure("read account", err)
	}
	a.Details = wire.To()
	var documents []methodDocument
	if err := fromDocument(methods, &documents); err != nil {
		return nil, failure("read account", err)
	}
	for _, d := range documents {
		a.Methods = append(a.Methods, billing.PaymentMethod{
			ID: d.ID, Brand: d.Brand, Last4: d.Last4, ExpMonth: d.ExpMonth, ExpYear: d.ExpYear, Status: billing.MethodStatus(d.Status),
		})
	}
	var people []personDocument
	if err := fromDocument(deciders, &people); err != nil {
		return nil, failure("read account", err)
	}
	for _, p := range people {
		a.Deciders = append(a.Deciders, billing.Person(p))
	}
	if a.Notices, err = readNotices(notices); err != nil {
		return nil, failure("read account", err)
	}
	return &a, nil
}

func saveAccount(ctx context.Context, tx *sql.Tx, account string, a *billing.Account) error {
	methods := make([]methodDocument, 0, len(a.Methods))
	for _, m := range a.Methods {
		methods = append(methods, methodDocument{
			ID: m.ID, Brand: m.Brand, Last4: m.Last4, ExpMonth: m.ExpMonth, ExpYear: m.ExpYear, Status: string(m.Status),
		})
	}
	deciders := make([]personDocument, 0, len(a.Deciders))
	for _, p := range a.Deciders {
		deciders = append(deciders, personDocument(p))
	}
	texts, err := documents(methods, workspaceDocuments(a.Workspaces), deciders, noticeDocuments(a.Notices), previewjson.FromDetails(a.Details))
	if err != nil {
		return err
	}
	automatic := sql.NullString{Valid: a.AutoReload != nil}
	if automatic.Valid {
		if automatic.String, err = document(previewjson.FromAutoReload(a.AutoReload)); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO account (account, name, role, currency, timezone, account_balance,
		billing_credit, details, methods, workspaces, deciders, notices, auto_reload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		account, a.Name, string(a.Role), string(a.Currency), a.Timezone, minor(a.AccountBalance),
		minor(a.BillingCredit), texts[4], texts[0], texts[1], texts[2], texts[3], automatic)
	return err
}
