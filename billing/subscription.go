package billing

import "time"

// SubscriptionStatus is where a subscription stands.
type SubscriptionStatus string

// The states of a subscription. Past due has an invoice that failed to be
// collected and loses nothing yet; restricted is past its grace period: what the
// plan gives is withheld until the invoice is paid, and nothing renews.
const (
	StatusTrialing   SubscriptionStatus = "trialing"
	StatusActive     SubscriptionStatus = "active"
	StatusPastDue    SubscriptionStatus = "past_due"
	StatusRestricted SubscriptionStatus = "restricted"
	StatusCanceled   SubscriptionStatus = "canceled"
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
	Discount          *Discount
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

// Serves tells whether the account may use what its plan gives.
func (s *Subscription) Serves() bool {
	return s.Status != StatusRestricted && s.Status != StatusCanceled
}

// Begin makes terms hold for a period that begins, counted from an anchor.
func (s *Subscription) Begin(t Terms, period Period, anchor time.Time) {
	s.Status, s.Terms, s.Period, s.Anchor, s.TrialEnds, s.CancelAtPeriodEnd = StatusActive, t, period, anchor, nil, false
}

// ends is until when the terms are there, where that is certain: a trial's end, or the
// period's where the subscription was canceled for it.
func (s *Subscription) ends() (time.Time, bool) {
	switch {
	case s.TrialEnds != nil:
		return *s.TrialEnds, true
	case s.CancelAtPeriodEnd:
		return s.Period.End, true
	default:
		return time.Time{}, false
	}
}
