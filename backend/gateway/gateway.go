// Package gateway is what the engine needs of whoever moves the money. A
// gateway is another system: it is never part of a transaction of ours, and
// what became of a charge is known only when it says so. See README.md.
package gateway

import (
	"context"

	"billfold/billing/money"
)

// Charge asks for money. Key names it for ever: asking twice moves money once.
type Charge struct {
	Key     string
	Account string // the payer's id, for the gateway's own records
	Method  string // the gateway's token of the payment method
	Amount  money.Money
	// OffSession says that nobody is there to prove anything, as at a renewal: a
	// card that asks for proof is declined instead of waiting for it.
	OffSession bool
}

// Status is how a charge ended, or what it waits for.
type Status string

// The statuses. Everything but RequiresAction is final.
const (
	Succeeded      Status = "succeeded"
	Declined       Status = "declined"
	RequiresAction Status = "requires_action"
	Voided         Status = "voided"
)

// AuthenticationRequired is the reason of a charge that was declined because the
// bank asks for its payer, who is not there.
const AuthenticationRequired = "authentication_required"

// Result is what became of a charge.
type Result struct {
	Status Status
	Reason string // why it was declined: "insufficient_funds"; else empty
}

// Gateway moves money. An error of any method means that the answer is not
// known, and nothing else: the charge may have been made.
type Gateway interface {
	// Charge makes a charge, or says what became of the one that was made
	// under the same key before.
	Charge(ctx context.Context, c Charge) (Result, error)
	// Lookup says what became of a key, and whether it was ever seen.
	Lookup(ctx context.Context, key string) (Result, bool, error)
	// Void makes sure that a charge which has not succeeded never will, even
	// one that was never seen and is still on its way. A final result stands
	// and is returned instead of Voided.
	Void(ctx context.Context, c Charge) (Result, error)
}
