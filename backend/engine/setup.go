package engine

import (
	"context"
	"fmt"
	"time"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

// CreatePerson adds somebody who can sign in, and returns their id.
func (e *Engine) CreatePerson(ctx context.Context, name, email string) (string, error) {
	p := billing.Person{ID: e.newID("per_"), Name: name, Email: email}
	return p.ID, e.store.Write(ctx, func(tx *store.Tx) error { return tx.InsertPerson(ctx, p) })
}

// CreateCatalog adds a catalog, which never changes, and returns its id.
func (e *Engine) CreateCatalog(ctx context.Context, c *billing.Catalog) (string, error) {
	id := e.newID("cat_")
	return id, e.store.Write(ctx, func(tx *store.Tx) error { return tx.InsertCatalog(ctx, id, c) })
}

// NewAccount is what an account starts with.
type NewAccount struct {
	Name          string
	Timezone      string // IANA name
	Details       billing.BillingDetails
	CatalogID     string
	InvoicePrefix string         // "NWT" gives invoices NWT-0001 and credit notes NWT-CN-0001
	Currency      money.Currency // its catalog's
}

// CreateAccount adds an account without subscription, and returns its id.
func (e *Engine) CreateAccount(ctx context.Context, a NewAccount) (string, error) {
	if _, err := time.LoadLocation(a.Timezone); err != nil {
		return "", fmt.Errorf("create account: %w", err)
	}
	id := e.newID("acc_")
	return id, e.store.Write(ctx, func(tx *store.Tx) error {
		return tx.InsertAccount(ctx, store.NewAccount{
			ID: id, Name: a.Name, Currency: a.Currency, Timezone: a.Timezone, Details: a.Details,
			CatalogID: a.CatalogID, InvoicePrefix: a.InvoicePrefix,
		})
	})
}

// Grant gives a person a role in an account.
func (e *Engine) Grant(ctx context.Context, person, account string, role billing.Role) error {
	return e.store.Write(ctx, func(tx *store.Tx) error { return tx.PutMembership(ctx, person, account, role) })
}

// AddWorkspace adds a workspace to an account, and returns its id.
func (e *Engine) AddWorkspace(ctx context.Context, account, name string) (string, error) {
	w := billing.Workspace{ID: e.newID("wsp_"), Name: name}
	return w.ID, e.store.Write(ctx, func(tx *store.Tx) error { return tx.InsertWorkspace(ctx, account, w) })
}

// PutMembers adds members to an account in one transaction, or changes those
// that have an id already. Ids that were given are written back into m.
func (e *Engine) PutMembers(ctx context.Context, account string, m []billing.Member) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		for i := range m {
			if m[i].ID == "" {
				m[i].ID = e.newID("mem_")
			}
			if err := tx.PutMember(ctx, account, m[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// RemoveMember takes somebody out of an account.
func (e *Engine) RemoveMember(ctx context.Context, account, id string) error {
	return e.store.Write(ctx, func(tx *store.Tx) error { return tx.DeleteMember(ctx, account, id, e.now()) })
}

// AddMethod adds a payment method, and returns its id. An account's first is
// its default.
func (e *Engine) AddMethod(ctx context.Context, account string, m store.Method) (string, error) {
	m.ID = e.newID("pm_")
	return m.ID, e.store.Write(ctx, func(tx *store.Tx) error { return tx.InsertMethod(ctx, account, m) })
}

// RemoveMethod takes a payment method away. What was begun with it is ended with
// it; collecting goes on with the next one.
func (e *Engine) RemoveMethod(ctx context.Context, account, id string) error {
	return e.store.Write(ctx, func(tx *store.Tx) error { return tx.RemoveMethod(ctx, account, id) })
}

// SetAutoReload gives an account an auto-reload that it brings along, or takes it
// away. People set theirs by an order, which they confirm.
func (e *Engine) SetAutoReload(ctx context.Context, account string, r *billing.AutoReload) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		catalog, err := tx.Catalog(ctx, account)
		if err != nil {
			return err
		}
		if err := catalog.CheckReload(r); err != nil {
			return err
		}
		return tx.SetAutoReload(ctx, account, r)
	})
}

// SetDetails says who an account's invoices are made out to, from the next on.
func (e *Engine) SetDetails(ctx context.Context, account string, d billing.BillingDetails) error {
	return e.store.Write(ctx, func(tx *store.Tx) error { return tx.SetDetails(ctx, account, d) })
}
