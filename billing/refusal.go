package billing

// Cause is why a payment does not go through, by what a payer does about it. One that
// this version does not know is the gateway's own code.
type Cause string

// The causes.
const (
	CauseExpired    Cause = "expired_card"            // the card's month is over
	CauseDeclined   Cause = "card_declined"           // its bank said no, and not why
	CauseFunds      Cause = "insufficient_funds"      // too little money on it
	CauseProof      Cause = "authentication_required" // the bank asks for a proof that only the payer can give
	CauseRecurring  Cause = "card_not_supported"      // charged by hand only
	CauseVoided     Cause = "voided"                  // taken back before it was charged
	CauseContract         = Cause(CustomContract)     // sales sees to it
	CauseNoMethod         = Cause(NoPaymentMethod)    // there was no way to pay
	CauseLowBalance       = Cause(InsufficientBalance)
)

// CauseOf is what a gateway's code for a refusal means.
func CauseOf(code string) Cause {
	switch code {
	case "generic_decline", "do_not_honor":
		return CauseDeclined
	case "transaction_not_allowed", "recurring_not_allowed", "stop_payment_order", "revocation_of_authorization",
		"revocation_of_all_authorizations":
		return CauseRecurring
	default:
		return Cause(code)
	}
}
