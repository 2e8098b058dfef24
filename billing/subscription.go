package billing

import (
	"time"

	"billfold/billing/money"
)

// SubscriptionStatus is where a subscription stands.
type SubscriptionStatus string

// The states of a subscription.
const (
	StatusTrialing SubscriptionStatus = "trialing"
	StatusActive   SubscriptionStatus = "active"
	StatusPastDue  SubscriptionStatus = "past_due"
	StatusCanceled SubscriptionStatus = "canceled"
)

// Subscription is what an account has agreed to and been billed for.
type Subscription struct {
	Revision          int64 // of this resource; a preview is locked to it
	Status            SubscriptionStatus
	Terms             Terms
	Anchor            time.Time // the original billing cycle anchor
	Period            Period    // the current billing period
	TrialEnds         *time.Time
	CancelAtPeriodEnd bool
	Scheduled         *Scheduled
	// Billed is, by item, what was billed for the current period on invoices
	// neither void nor uncollectible, less what was credited: the most that a
	// change may still give back.
	Billed []Billed
	// OpenInvoice is the number of the invoice that gates changes, or empty.
	OpenInvoice string
	// InFlight is the id of a change whose charge is under way, or empty.
	InFlight string
}

// Scheduled is terms that wait for an instant.
type Scheduled struct {
	At    time.Time
	After Terms
}

// Billed is what is billed and not yet credited of one item, with the taxes of
// the invoice line, which a credit carries back.
type Billed struct {
	Item  Item
	Net   money.Money
	Taxes []Tax
}

// billed finds an item's billed part.
func (s *Subscription) billed(item Item) (Billed, bool) {
	for _, b := range s.Billed {
		if b.Item == item && b.Net.Sign() > 0 {
			return b, true
		}
	}
	return Billed{}, false
}
