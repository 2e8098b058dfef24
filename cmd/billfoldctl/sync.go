package main

import (
	"context"
	"slices"
	"time"

	"billfold/billing"
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
// What could not be settled does not keep the rest from being read.
func (syncCommand) Run(ctx context.Context, j *job) error {
	settled, settleErr := j.Settle(ctx)
	accounts, err := j.wanted(ctx)
	if err != nil {
		return err
	}
	if err := j.pull(ctx, accounts, settled); err != nil {
		return err
	}
	if settleErr != nil {
		return settleErr
	}
	return j.unsettled(ctx, accounts)
}

// wanted are the account that is named, or all.
func (j *job) wanted(ctx context.Context) ([]billing.AccountSummary, error) {
	all, err := j.RefreshAccounts(ctx)
	if err != nil || j.account == "" {
		return all, err
	}
	account, err := j.pick(ctx)
	return slices.DeleteFunc(all, func(a billing.AccountSummary) bool { return a.ID != account }), err
}

// unsettled ends with the exit code of an outcome that is not known where an
// account's change has none yet. Where it waits for the bank, the bank's page is
// shown again: the terminal that showed it first may be closed.
func (j *job) unsettled(ctx context.Context, accounts []billing.AccountSummary) error {
	for _, a := range accounts {
		pending, err := j.Pending(ctx, a.ID)
		if err != nil {
			return err
		}
		if pending == nil {
			continue
		}
		if pending.Outcome.State != billing.ChangeRequiresAction {
			return j.tellProblem(billing.NewProblem(billing.UnknownOutcome), unknown)
		}
		if err := j.ProveCharge(ctx, a.ID, pending.Outcome.ID, j.showing(atTheBank())); err != nil {
			return err
		}
		return j.tellProblem(billing.NewProblem(billing.RequiresAction), unknown)
	}
	return nil
}

// became says what an outcome means.
func (j *job) became(o billing.Outcome) string {
	switch {
	case o.State == billing.ChangeWithdrawn:
		return j.printer.Problem(billing.NewProblem(billing.ChangeAbandoned)).String()
	case o.State == billing.ChangeRejected && o.Problem != nil:
		return j.printer.Problem(o.Problem).String()
	case o.State == billing.ChangeApplied && o.AmountCharged.Sign() > 0:
		return words.T("{outcome}. {amount} charged.", "outcome", words.Change(o.State), "amount", j.printer.Standing(o.AmountCharged))
	default:
		return words.Change(o.State) + "."
	}
}

// pull catches accounts up and shows what was done.
func (j *job) pull(ctx context.Context, accounts []billing.AccountSummary, settled []billing.Outcome) error {
	document := syncedDocument{Settled: []settledDocument{}, Accounts: []caughtUpDocument{}}
	for _, o := range settled {
		document.Settled = append(document.Settled, settledDocument{ID: o.ID, State: string(o.State)})
	}
	t := table{}
	for _, o := range settled {
		t.add(words.T("Change {id}", "id", o.ID), j.became(o))
	}
	for _, a := range accounts {
		if _, err := j.Refresh(ctx, a.ID); err != nil {
			return err
		}
		fresh, err := j.Freshness(ctx, a.ID)
		if err != nil {
			return err
		}
		document.Accounts = append(document.Accounts, caughtUpDocument{
			Account: a.ID, Revision: fresh.Revision, AsOf: fresh.AsOf.UTC().Truncate(time.Second),
		})
		t.add(a.Name, j.printer.Updated(fresh, j.now))
	}
	if j.json {
		return writeJSON(j.out, document)
	}
	return t.write(j.out)
}
