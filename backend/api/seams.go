package api

import (
	"context"

	"billfold/backend/access"
	"billfold/billing"
)

// Engine is what changes subscriptions. Errors that a client can act on are
// *billing.Problem; anything else is a fault of the backend.
type Engine interface {
	// Preview prices an order and keeps the result for a confirm.
	Preview(ctx context.Context, by billing.Person, account string, o billing.Order) (billing.Preview, error)
	// StoredPreview is a preview as it was made.
	StoredPreview(ctx context.Context, account, id string) (billing.Preview, error)
	// Confirm makes the change that an intent names, once; a refusal that is a
	// decision is an outcome, not an error.
	Confirm(ctx context.Context, by billing.Person, in billing.Intent) (billing.Outcome, error)
	// Outcome is what became of a change.
	Outcome(ctx context.Context, account, id string) (billing.Outcome, error)
	// Settle finds out what became of a change, or makes sure that it never
	// will be; it never charges.
	Settle(ctx context.Context, by billing.Person, account, id string) (billing.Outcome, error)
	// Withdraw gives up a change that waits for a bank's proof.
	Withdraw(ctx context.Context, by billing.Person, account, id string) (billing.Outcome, error)
	// Cancel makes the subscription end with its period.
	Cancel(ctx context.Context, by billing.Person, account, key, reason string) (billing.Outcome, error)
	// BeginMethodSetup has the payment gateway open a page for adding a card.
	BeginMethodSetup(ctx context.Context, by billing.Person, account, key, returnURL string) (billing.MethodSetup, error)
	// MethodSetup is what became of the adding of a card.
	MethodSetup(ctx context.Context, account, key string) (billing.MethodSetup, error)
	// CancelMethodSetup gives up the adding of a card.
	CancelMethodSetup(ctx context.Context, account, key string) (billing.MethodSetup, error)
	// ChangeDefault has another payment method be what is collected with, and RemoveCard
	// takes one away.
	ChangeDefault(ctx context.Context, by billing.Person, account, key, method string) (billing.Outcome, error)
	RemoveCard(ctx context.Context, by billing.Person, account, key, method string) (billing.Outcome, error)
	// Invite asks somebody into an account, SetRole gives a member another role, and
	// SetActive deactivates or reactivates members, all or nobody.
	Invite(ctx context.Context, by billing.Person, account, key string, in billing.Invitation) (billing.Outcome, error)
	SetRole(ctx context.Context, by billing.Person, account, key string, change billing.RoleChange) (billing.Outcome, error)
	SetActive(ctx context.Context, by billing.Person, account, key string, change billing.Activation) (billing.Outcome, error)
	// ChangeDetails says who invoices are made out to, from the next on.
	ChangeDetails(ctx context.Context, by billing.Person, account, key string, d billing.BillingDetails) (billing.Outcome, error)
	// UndoScheduled drops the change that waits for the period's end.
	UndoScheduled(ctx context.Context, by billing.Person, account, key string, signed billing.Signature) (billing.Outcome, error)
}

// Books is what is read: every method shows what the role may see and nothing
// more. Pages follow a key, newest invoice first, members in a fixed order;
// an empty next key ends them.
type Books interface {
	// Person is somebody by id, or a Problem not_found.
	Person(ctx context.Context, id string) (billing.Person, error)
	// Accounts lists what a person is a member of.
	Accounts(ctx context.Context, personID string) ([]billing.AccountSummary, error)
	// Role is a person's role in an account, or a Problem not_found, whether
	// the account exists or not.
	Role(ctx context.Context, personID, account string) (billing.Role, error)
	// Feed is what changed after a cursor, for a person by their role; where the
	// copy has to be read from nothing, a Problem cursor_gone, which names the role.
	Feed(ctx context.Context, personID, account string, since billing.Cursor, limit int) (billing.Delta, error)
	Account(ctx context.Context, account string, role billing.Role) (*billing.Account, error)
	Catalog(ctx context.Context, account string) (*billing.Catalog, error)
	Subscription(ctx context.Context, account string, role billing.Role) (*billing.Subscription, error)
	Usage(ctx context.Context, account string) (*billing.Usage, error)
	Invoices(ctx context.Context, account, before string, limit int) (page []billing.Invoice, next string, err error)
	Invoice(ctx context.Context, account, id string) (*billing.Invoice, error)
	Members(ctx context.Context, account, after string, limit int) (page []billing.Member, next string, err error)
}

// Watch tells a person of the revisions of their accounts as they come, beginning
// with those that they have. Next waits; it fails with the context's error.
type Watch interface {
	Next(ctx context.Context) (billing.Pulse, error)
	Close()
}

// Access knows who a caller is, and which devices may sign for them.
type Access interface {
	// Authenticate tells whose an access token is; one that is not good is a
	// Problem unauthenticated.
	Authenticate(ctx context.Context, token string) (access.Bearer, error)
	SignOutEverywhere(ctx context.Context, personID string) error
	Devices(ctx context.Context, personID string) ([]billing.Device, error)
	Challenge(ctx context.Context, personID string) (access.Challenge, error)
	Enrol(ctx context.Context, who access.Bearer, e access.Enrolment) (billing.Device, error)
	Revoke(ctx context.Context, personID, device string) error
}
