// Package sync keeps a person's copy of their accounts caught up with a backend,
// and carries what they confirm to it. It shadows the standard library's name:
// import it as billingsync.
package sync

import (
	"context"
	"time"

	"billfold/billing"
)

// Remote is what the Syncer pulls from and listens to. Listen returns when the
// stream ends, with why.
type Remote interface {
	Accounts(ctx context.Context) ([]billing.AccountSummary, error)
	Changes(ctx context.Context, account string, since billing.Cursor, limit int) (billing.Delta, error)
	Listen(ctx context.Context, heard func(billing.Pulse)) error
}

// Cache is the copy that the Syncer keeps. Apply writes a page and its cursor in
// one transaction, and says whether it did: not where the copy is elsewhere than
// the page begins. Restart has an account read from nothing, and drops at once
// what a role does not show. Records is how many there are of an account. Current says
// that a revision was still the latest.
type Cache interface {
	Accounts(ctx context.Context) ([]billing.AccountSummary, error)
	SaveAccounts(ctx context.Context, accounts []billing.AccountSummary) error
	Cursor(ctx context.Context, account string) (billing.Cursor, error)
	Apply(ctx context.Context, account string, d billing.Delta, at time.Time) (applied bool, err error)
	Restart(ctx context.Context, account string, role billing.Role) error
	Clear(ctx context.Context, account string) error
	Records(ctx context.Context, account string) (int, error)
	Current(ctx context.Context, account string, revision int64, at time.Time) error
	Failed(ctx context.Context, account string, p *billing.Problem, at time.Time) error
	Freshness(ctx context.Context, account string) (billing.Freshness, error)
}

// Confirmer is where the Outbox sends intents. Confirm fails with
// unknown_outcome where the intent may have been acted on, and with anything
// else only where it certainly was not. Settle never charges.
type Confirmer interface {
	Confirm(ctx context.Context, in billing.Intent) (billing.Outcome, error)
	Settle(ctx context.Context, account, id string) (billing.Outcome, error)
}

// Ledger is where the Outbox keeps intents. Commit returns once the intent would
// survive a power cut, and refuses a second one in flight of an account.
type Ledger interface {
	Commit(ctx context.Context, in billing.Intent) error
	Record(ctx context.Context, o billing.Outcome) error
	GiveUp(ctx context.Context, in billing.Intent, o billing.Outcome) error
	Unsettled(ctx context.Context) ([]billing.Submission, error)
}

// Refresher catches one account up: the Syncer, for the Outbox.
type Refresher interface {
	Refresh(ctx context.Context, account string) (billing.Kinds, error)
}
