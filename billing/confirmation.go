package billing

import (
	"crypto/ed25519"
	"encoding/hex"

	"billfold/billing/money"
)

const confirmDomain = "billfold-confirm-v1"

// Confirmation is what a device signs when its person confirms an order: this
// person, on this device, towards this backend, exactly this preview for exactly
// this amount, once. A signature of it is good for nothing else.
type Confirmation struct {
	Origin    string // the backend's as the client knows it: "https://billing.example.com"
	Person    string
	Device    string
	Account   string
	Kind      OrderKind
	Preview   Preview // as it was shown
	AmountDue money.Money
	Payment   string // a payment method's id or PayByBalance; empty is the default method
	Key       string // the idempotency key
}

// Bytes is what is signed: every field behind its length, behind the name of what
// this is (docs/formats.md, "Signed confirms").
func (c Confirmation) Bytes() []byte {
	digest := c.Preview.Digest()
	return newFrame(confirmDomain).text(c.Origin, c.Person, c.Device, c.Account, string(c.Kind), c.Preview.ID,
		hex.EncodeToString(digest[:]), c.AmountDue.String(), string(c.AmountDue.Currency()), c.Payment, c.Key)
}

// SignedBy tells whether a signature is one of the key's over exactly this.
func (c Confirmation) SignedBy(public ed25519.PublicKey, signature []byte) bool {
	return len(public) == ed25519.PublicKeySize && ed25519.Verify(public, c.Bytes(), signature)
}

// Undoing is what is signed to drop a scheduled change, which costs nothing now and
// what is kept later: the change that waits, what stays instead, and the revision
// that both are of. The subscription has one that waits.
func Undoing(s *Subscription, c money.Currency) Preview {
	zero := money.Zero(c)
	return Preview{
		Kind: ActUndo, Currency: c, Revision: s.Revision, Before: s.Scheduled.After, After: s.Terms, EffectiveAt: s.Scheduled.At,
		Discount: zero, Totals: Totals{Subtotal: zero, Total: zero, BillingCreditApplied: zero, AmountDue: zero, BillingCreditAfter: zero},
	}
}
