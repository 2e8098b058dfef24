package gateway

import (
	"context"
	"errors"
	"time"
)

// ErrNoSetup says that nothing was ever begun under a key.
var ErrNoSetup = errors.New("no such setup")

// ErrNoProof says that a charge waits for no proof of its payer.
var ErrNoProof = errors.New("charge waits for no proof")

// Hosted is a gateway that has pages of its own: where a payer adds a card, whose
// number is typed there and is seen by nobody else, and where they prove a charge.
type Hosted interface {
	// BeginSetup opens a page for adding a card, or says what became of the one
	// that was opened under the same key before.
	BeginSetup(ctx context.Context, in SetupRequest) (Setup, error)
	// CancelSetup makes sure that no card comes of a setup that has none yet. One
	// that has ended stands and is returned; one that was never begun is ErrNoSetup.
	CancelSetup(ctx context.Context, key string) (Setup, error)
	// Forget has a card of an account charged no more, also where it is asked again. What
	// became of earlier charges stands. One that is not there is forgotten already.
	Forget(ctx context.Context, account, token string) error
	// ProofURL is the bank's page where a payer proves a charge that waits for it;
	// whoever has it may use it. A charge that waits for nothing is ErrNoProof.
	ProofURL(ctx context.Context, key string) (string, error)
}

// SetupRequest asks for a page. Key names it for ever: asking twice opens one.
type SetupRequest struct {
	Key     string
	Account string // the payer's id; the card can be charged for it alone
	// ReturnURL is where the payer is sent with what became of the setup: an
	// address of this machine, "http://127.0.0.1:PORT/path", or empty where
	// nobody waits for them.
	ReturnURL string
}

// SetupStatus is how a setup ended, or what it waits for.
type SetupStatus string

// The statuses. Open and RequiresAction wait for the payer, the others are final.
const (
	SetupOpen           SetupStatus = "open"
	SetupRequiresAction SetupStatus = "requires_action" // at their bank's page
	SetupSucceeded      SetupStatus = "succeeded"
	SetupCanceled       SetupStatus = "canceled"
	SetupExpired        SetupStatus = "expired"
)

// Waits tells whether the payer can still end a setup.
func (s SetupStatus) Waits() bool { return s == SetupOpen || s == SetupRequiresAction }

// Setup is an attempt to add a card.
type Setup struct {
	Key     string
	Account string
	Status  SetupStatus
	URL     string // the page, while it waits for the payer; whoever has it may use it
	Card    *Card  // what came of it, where it succeeded and was not forgotten since
	Expires time.Time
}

// Card is what may be known of a card: never its number, nor whose it is.
type Card struct {
	Token    string // what a Charge names as its Method
	Brand    string // "Visa"
	Last4    string
	ExpMonth int
	ExpYear  int
}
