package main

import (
	"context"
	"time"

	"billfold/views/words"
)

type syncCommand struct{}

type settledDocument struct {
	ID    string `json:"id"`
	State string `json:"state"`
}

type caughtUpDocument struct {
	Account  string    `json:"account"`
	Revision int64     `json:"revision"`
	AsOf     time.Time `json:"as_of"`
}

type syncedDocument struct {
	Settled  []settledDocument  `json:"settled"`
	Accounts []caughtUpDocument `json:"accounts"`
}

// Run settles the outbox, then catches up the account that is named, or all.
func (syncCommand) Run(ctx context.Context, j *job) error {
	settled, err := j.Settle(ctx)
	if err != nil {
		return err
	}
	all, err := j.RefreshAccounts(ctx)
	if err != nil {
		return err
	}
	ids := make([]string, len(all))
	for i, a := range all {
		ids[i] = a.ID
	}
	if j.account != "" {
		account, err := j.pick(ctx)
		if err != nil {
			return err
		}
		ids = []string{account}
	}
	document := syncedDocument{Settled: []settledDocument{}, Accounts: []caughtUpDocument{}}
	for _, o := range settled {
		document.Settled = append(document.Settled, settledDocument{ID: o.ID, State: string(o.State)})
	}
	t := table{}
	for _, o := range settled {
		t.add("Change "+o.ID, words.Change(o.State))
	}
	for _, id := range ids {
		if err := j.Refresh(ctx, id); err != nil {
			return err
		}
		fresh, err := j.Freshness(ctx, id)
		if err != nil {
			return err
		}
		document.Accounts = append(document.Accounts, caughtUpDocument{
			Account: id, Revision: fresh.Revision, AsOf: fresh.AsOf.UTC().Truncate(time.Second),
		})
		t.add("Account "+id, j.printer.Updated(fresh, j.now))
	}
	if j.json {
		return writeJSON(j.out, document)
	}
	return t.write(j.out)
}
