package session

import (
	"context"
	"time"

	"billfold/billing"
	billingsync "billfold/sync"
	"billfold/sync/remote"
)

// backend is the part of remote.Client that a session uses.
type backend interface {
	billingsync.Remote
	billingsync.Confirmer
	Me(ctx context.Context) (billing.Person, error)
	Clock(ctx context.Context) (time.Time, error)
	Preview(ctx context.Context, account string, order billing.Order) (billing.Preview, error)
	UndoScheduled(ctx context.Context, account, key string) (billing.Outcome, error)
	Cancel(ctx context.Context, account, key string) (billing.Outcome, error)
	DemoPeople(ctx context.Context) ([]remote.DemoPerson, error)
	DemoToken(ctx context.Context, email string) (string, error)
	Close()
}

// nowhere is the backend of a session that has no address to ask: a terminal
// beside the embedded demo, which runs inside the desktop only. Everything saved
// can still be read.
type nowhere struct{}

func offline() error { return billing.NewProblem(billing.Offline) }

func (nowhere) Accounts(context.Context) ([]billing.AccountSummary, error) { return nil, offline() }

func (nowhere) Changes(context.Context, string, billing.Cursor, int) (billing.Delta, error) {
	return billing.Delta{}, offline()
}

func (nowhere) Listen(context.Context, func(billing.Pulse)) error { return offline() }

func (nowhere) Confirm(context.Context, billing.Intent) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) Settle(context.Context, string, string) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) Me(context.Context) (billing.Person, error) { return billing.Person{}, offline() }

func (nowhere) Clock(context.Context) (time.Time, error) { return time.Time{}, offline() }

func (nowhere) Preview(context.Context, string, billing.Order) (billing.Preview, error) {
	return billing.Preview{}, offline()
}

func (nowhere) UndoScheduled(context.Context, string, string) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) Cancel(context.Context, string, string) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) DemoPeople(context.Context) ([]remote.DemoPerson, error) { return nil, offline() }

func (nowhere) DemoToken(context.Context, string) (string, error) { return "", offline() }

func (nowhere) Close() {}
