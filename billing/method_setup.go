package billing

import "time"

// SetupStatus is how the adding of a card ended, or that it has not.
type SetupStatus string

// The statuses.
const (
	SetupOpen     SetupStatus = "open"
	SetupAdded    SetupStatus = "added"
	SetupCanceled SetupStatus = "canceled"
	SetupExpired  SetupStatus = "expired"
)

// MethodSetup is the adding of a card on a page of the payment gateway: its number
// is typed there, and is seen by nobody else.
type MethodSetup struct {
	ID      string // the idempotency key that it was begun with
	Status  SetupStatus
	Page    string         // where the card is typed, while it is open
	Expires time.Time      // when the page is closed
	Method  *PaymentMethod // what came of it, where it was added and is still there
}
