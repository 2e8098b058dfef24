package main

import (
	"context"
	"fmt"
	"strings"

	"billfold/billing"
	"billfold/views/words"
)

type accountsCommand struct{}

type accountDocument struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
	Plan string `json:"plan"`
}

// Run lists the accounts, as saved where the backend cannot be reached.
func (accountsCommand) Run(ctx context.Context, j *job) error {
	accounts, err := j.accounts(ctx)
	if err != nil {
		return err
	}
	if j.json {
		documents := make([]accountDocument, 0, len(accounts))
		for _, a := range accounts {
			documents = append(documents, accountDocument{ID: a.ID, Name: a.Name, Role: string(a.Role), Plan: a.Plan})
		}
		return writeJSON(j.out, map[string]any{"accounts": documents})
	}
	t := table{head: []string{words.T("ACCOUNT"), "ID", words.T("ROLE"), words.T("PLAN")}}
	for _, a := range accounts {
		t.add(a.Name, a.ID, words.Role(a.Role), a.PlanName)
	}
	return t.write(j.out)
}

// accounts reads the list anew, or what is saved of it.
func (j *job) accounts(ctx context.Context) ([]billing.AccountSummary, error) {
	accounts, err := j.RefreshAccounts(ctx)
	if !copyAnswers(err) {
		return accounts, err
	}
	saved, readErr := j.Accounts(ctx)
	if readErr != nil || len(saved) == 0 {
		return nil, err
	}
	return saved, j.fromCopy(err)
}

// pick is the id of the account that is meant: the one given by id or name, the
// only one, or the one opened last.
func (j *job) pick(ctx context.Context) (string, error) {
	saved, err := j.Accounts(ctx)
	if err != nil {
		return "", err
	}
	if id, ok := j.among(saved); ok {
		return id, nil
	}
	// The saved list may be old or empty.
	accounts, err := j.accounts(ctx)
	if err != nil {
		return "", err
	}
	if id, ok := j.among(accounts); ok {
		return id, nil
	}
	if j.account != "" {
		return "", billing.NewProblem(billing.NotFound, "id", j.account)
	}
	if len(accounts) == 0 {
		return "", billing.NewProblem(billing.Forbidden)
	}
	names := make([]string, len(accounts))
	for i, a := range accounts {
		names[i] = a.ID + " (" + a.Name + ")"
	}
	return "", misuse("say which account with --account: " + strings.Join(names, ", "))
}

func (j *job) among(accounts []billing.AccountSummary) (string, bool) {
	wanted := j.account
	if wanted == "" && len(accounts) == 1 {
		return accounts[0].ID, true
	}
	if wanted == "" {
		wanted = j.LastAccount()
	}
	for _, a := range accounts {
		if wanted != "" && (a.ID == wanted || strings.EqualFold(a.Name, wanted)) {
			return a.ID, true
		}
	}
	return "", false
}

// caughtUp picks the account and catches it up where the backend can be reached,
// and tells whether it could; what is saved of it answers otherwise.
func (j *job) caughtUp(ctx context.Context) (account string, online bool, err error) {
	if account, err = j.pick(ctx); err != nil {
		return "", false, err
	}
	_, err = j.Refresh(ctx, account)
	if !copyAnswers(err) {
		return account, err == nil, err
	}
	if _, readErr := j.Facts(ctx, account); readErr != nil {
		return account, false, err
	}
	return account, false, j.fromCopy(err)
}

// copyAnswers tells whether what is saved is still an answer although billing
// gave none. It is not where billing said that there is nothing to see.
func copyAnswers(err error) bool {
	switch billing.CodeOf(err) {
	case billing.Offline, billing.BackendBroken, billing.BackendForeign, billing.TooManyRequests, billing.Unauthenticated,
		billing.ClientOutdated, billing.CacheUnusable, billing.KeychainMissing, billing.KeychainLocked, billing.KeychainNotFound,
		billing.KeychainDenied, billing.IssuerUnreachable, billing.SignInUnavailable, billing.SignInFailed, billing.ServerUntrusted:
		return true
	default:
		return false
	}
}

// fromCopy says once why what is shown is the saved copy.
func (j *job) fromCopy(why error) error {
	if j.warned {
		return nil
	}
	j.warned = true
	told := j.printer.Error(why)
	said := words.Told{What: told.What, Money: words.T("This is the saved copy."), Next: told.Next}
	if _, err := fmt.Fprintln(j.err, "billfoldctl: "+said.String()); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
