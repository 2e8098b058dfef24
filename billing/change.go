package billing

import (
	"time"

	"billfold/billing/money"
)

// ChangeState is where a change stands, as far as is known.
type ChangeState string

// The states of a change. Pending is committed here and not yet sent; Unknown
// was sent and may have been paid: it is never called failed. Withdrawn (on the
// wire "abandoned", as in the code ChangeAbandoned) was never seen by the backend
// and never will be acted on.
const (
	ChangePending        ChangeState = "pending"
	ChangeUnknown        ChangeState = "unknown"
	ChangeCharging       ChangeState = "charging"
	ChangeApplied        ChangeState = "applied"
	ChangeScheduled      ChangeState = "scheduled"
	ChangeRequiresAction ChangeState = "requires_action"
	ChangeRejected       ChangeState = "rejected"
	ChangeWithdrawn      ChangeState = "abandoned"
)

// Settled tells whether the state is final.
func (s ChangeState) Settled() bool {
	switch s {
	case ChangeApplied, ChangeScheduled, ChangeRejected, ChangeWithdrawn:
		return true
	case ChangePending, ChangeUnknown, ChangeCharging, ChangeRequiresAction:
		return false
	}
	return false
}

// Category labels why a change is made.
type Category string

// The categories.
const (
	Strategic  Category = "strategic"
	Temporary  Category = "temporary"
	Corrective Category = "corrective"
)

// Intent is a confirm that a person gave: exactly this preview, exactly this
// amount. Its ID (UUIDv7) is the idempotency key of everything that follows.
type Intent struct {
	ID        string
	AccountID string
	PreviewID string
	AmountDue money.Money // the amount that the person saw
	Payment   string      // a payment method's id or PayByBalance; empty is the default method
	Reason    string
	Category  Category
	Kind      OrderKind // what the preview was asked for
	Target    Terms     // what was asked for, for words and drafts
	At        time.Time
	Signed    Signature // of the device that it was confirmed on; only what is about to be sent has one
}

// Signature is a device's over a confirm; see Confirmation.
type Signature struct {
	Origin string // of the backend, as the client knows it
	Device string
	Bytes  []byte
}

// Outcome is what became of an intent.
type Outcome struct {
	ID            string
	State         ChangeState
	PreviewID     string
	AmountCharged money.Money
	InvoiceID     string
	// Problem says why a rejected one was; its Fresh is the preview to confirm
	// anew, where there is one.
	Problem *Problem
	// ProofPage is where the payer proves the charge that waits for it, on their bank's
	// page; whoever has it may use it, so it is never kept.
	ProofPage string
}

// Change is the record of a confirmed or refused change.
type Change struct {
	ID            string
	Kind          OrderKind // what was ordered, or an act without a price
	At            time.Time
	Actor         string // name of who confirmed it
	Device        string // name of the one that signed it; empty where none had to, or it was not kept
	State         ChangeState
	PreviewID     string
	Before        Terms
	After         Terms
	EffectiveAt   time.Time
	AmountCharged money.Money
	InvoiceID     string
	Reason        string
	Category      Category
	Problem       Code              // why it was rejected, or empty
	Params        map[string]string // the problem's, or what an act was about
}

// Submission is an intent in the outbox with what is known of it.
type Submission struct {
	Intent  Intent
	Outcome Outcome
}

// Draft is a change that was prepared and not confirmed; it is never sent by
// itself, and is previewed anew before anything else happens to it.
type Draft struct {
	ID        string
	AccountID string
	Target    Terms
	Reason    string
	At        time.Time
}
