package cache

import (
	"context"
	"database/sql"

	"billfold/billing"
)

type workspaceDocument struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func workspaceDocuments(workspaces []billing.Workspace) []workspaceDocument {
	documents := make([]workspaceDocument, 0, len(workspaces))
	for _, w := range workspaces {
		documents = append(documents, workspaceDocument(w))
	}
	return documents
}

func readWorkspaces(text string) ([]billing.Workspace, error) {
	var documents []workspaceDocument
	if err := fromDocument(text, &documents); err != nil {
		return nil, err
	}
	var workspaces []billing.Workspace
	for _, d := range documents {
		workspaces = append(workspaces, billing.Workspace(d))
	}
	return workspaces, nil
}

// Accounts are those that the person was a member of when last asked, in the
// backend's order.
func (c *Cache) Accounts(ctx context.Context) ([]billing.AccountSummary, error) {
	accounts, err := list(ctx, c.nouns.read, scanSummary,
		`SELECT id, name, role, plan, plan_name, workspaces FROM accounts ORDER BY position`)
	if err != nil {
		return nil, failure("list accounts", err)
	}
	return accounts, nil
}

func scanSummary(row scanner) (billing.AccountSummary, error) {
	var a billing.AccountSummary
	var workspaces string
	if err := row.Scan(&a.ID, &a.Name, &a.Role, &a.Plan, &a.PlanName, &workspaces); err != nil {
		return a, err
	}
	var err error
	a.Workspaces, err = readWorkspaces(workspaces)
	return a, err
}

// SaveAccounts replaces the list of accounts. What the person may no longer see
// goes in the same transaction: everything of an account that is not on it, and
// what another role than before does not show of one that is.
func (c *Cache) SaveAccounts(ctx context.Context, accounts []billing.AccountSummary) error {
	err := c.nouns.tx(ctx, func(tx *sql.Tx) error {
		if err := restartChanged(ctx, tx, accounts); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM accounts`); err != nil {
			return err
		}
		for position, a := range accounts {
			workspaces, err := document(workspaceDocuments(a.Workspaces))
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx,
				`INSERT INTO accounts (id, position, name, role, plan, plan_name, workspaces) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				a.ID, position, a.Name, string(a.Role), a.Plan, a.PlanName, workspaces); err != nil {
				return err
			}
		}
		return purgeStrangers(ctx, tx)
	})
	if err != nil {
		return failure("save accounts", err)
	}
	return nil
}

// restartChanged has the accounts read anew in which the person has another role
// than before.
func restartChanged(ctx context.Context, tx *sql.Tx, accounts []billing.AccountSummary) error {
	before, err := list(ctx, tx, scanSummary, `SELECT id, name, role, plan, plan_name, workspaces FROM accounts`)
	if err != nil {
		return err
	}
	roles := map[string]billing.Role{}
	for _, a := range before {
		roles[a.ID] = a.Role
	}
	for _, a := range accounts {
		if role, known := roles[a.ID]; known && role != a.Role {
			if err := restart(ctx, tx, a.ID, a.Role); err != nil {
				return err
			}
		}
	}
	return nil
}
