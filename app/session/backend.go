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
	StoredPreview(ctx context.Context, account, id string) (billing.Preview, error)
	UndoScheduled(ctx context.Context, account, key string, signed billing.Signature) (billing.Outcome, error)
	Cancel(ctx context.Context, account, key, reason string) (billing.Outcome, error)
	Withdraw(ctx context.Context, account, id string) (billing.Outcome, error)
	Invite(ctx context.Context, account, key string, in billing.Invitation) (billing.Outcome, error)
	SetRole(ctx context.Context, account, key string, change billing.RoleChange) (billing.Outcome, error)
	SetActive(ctx context.Context, account, key string, change billing.Activation) (billing.Outcome, error)
	SetDetails(ctx context.Context, account, key string, d billing.BillingDetails) (billing.Outcome, error)
	SetDefault(ctx context.Context, account, key, method string) (billing.Outcome, error)
	RemoveMethod(ctx context.Context, account, key, method string) (billing.Outcome, error)
	BeginMethodSetup(ctx context.Context, account, key, returnURL string) (billing.MethodSetup, error)
	MethodSetup(ctx context.Context, account, key string) (billing.MethodSetup, error)
	CancelMethodSetup(ctx context.Context, account, key string) (billing.MethodSetup, error)
	DemoPeople(ctx context.Context) ([]remote.DemoPerson, error)
	DemoSession(ctx context.Context, email string) (remote.DemoTokens, error)
	SignInWays(ctx context.Context) (remote.SignInWays, error)
	Origin() string
	Devices(ctx context.Context) ([]billing.Device, error)
	Challenge(ctx context.Context) (string, error)
	Enrol(ctx context.Context, e remote.Enrolment) (billing.Device, error)
	RevokeDevice(ctx context.Context, id string) error
	SignOutEverywhere(ctx context.Context) error
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

func (nowhere) StoredPreview(context.Context, string, string) (billing.Preview, error) {
	return billing.Preview{}, offline()
}

func (nowhere) UndoScheduled(context.Context, string, string, billing.Signature) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) Withdraw(context.Context, string, string) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) Cancel(context.Context, string, string, string) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) Invite(context.Context, string, string, billing.Invitation) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) SetRole(context.Context, string, string, billing.RoleChange) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) SetActive(context.Context, string, string, billing.Activation) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) SetDetails(context.Context, string, string, billing.BillingDetails) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) SetDefault(context.Context, string, string, string) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) RemoveMethod(context.Context, string, string, string) (billing.Outcome, error) {
	return billing.Outcome{}, offline()
}

func (nowhere) BeginMethodSetup(context.Context, string, string, string) (billing.MethodSetup, error) {
	return billing.MethodSetup{}, offline()
}

func (nowhere) MethodSetup(context.Context, string, string) (billing.MethodSetup, error) {
	return billing.MethodSetup{}, offline()
}

func (nowhere) CancelMethodSetup(context.Context, string, string) (billing.MethodSetup, error) {
	return billing.MethodSetup{}, offline()
}

func (nowhere) DemoPeople(context.Context) ([]remote.DemoPerson, error) { return nil, offline() }

func (nowhere) DemoSession(context.Context, string) (remote.DemoTokens, error) {
	return remote.DemoTokens{}, offline()
}

func (nowhere) SignInWays(context.Context) (remote.SignInWays, error) {
	return remote.SignInWays{}, offline()
}

func (nowhere) Origin() string { return "" }

func (nowhere) Devices(context.Context) ([]billing.Device, error) { return nil, offline() }

func (nowhere) Challenge(context.Context) (string, error) { return "", offline() }

func (nowhere) Enrol(context.Context, remote.Enrolment) (billing.Device, error) {
	return billing.Device{}, offline()
}

func (nowhere) RevokeDevice(context.Context, string) error { return offline() }

func (nowhere) SignOutEverywhere(context.Context) error { return offline() }

func (nowhere) Close() {}
