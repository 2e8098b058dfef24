package payments

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

// causeOf is why a try failed.
func causeOf(try *billing.PaymentAttempt) billing.Cause {
	if try.Result == billing.PaymentNeedsProof {
		return billing.CauseProof
	}
	return billing.CauseOf(try.Reason)
}

// refusal is why a card was declined, inside a sentence; a reason that this version does
// not know is told as the gateway writes it.
func refusal(code string) string {
	switch billing.CauseOf(code) {
	case billing.CauseDeclined:
		return words.T("its bank refused")
	case billing.CauseExpired:
		return words.T("it has expired")
	case billing.CauseProof:
		return words.T("its bank asks for a confirmation")
	case billing.CauseRecurring:
		return words.T("it takes no recurring charges")
	case billing.CauseContract:
		return words.T("the contract is with Sales")
	case billing.CauseLowBalance:
		return words.T("the account balance was too low")
	case billing.CauseNoMethod:
		return words.T("there was no way to pay")
	default:
		return words.Reason(code)
	}
}

// because says why an open invoice is not paid yet, and what to do next.
func because(try *billing.PaymentAttempt, sales string) string {
	values := []string{"method", methodName(try.Method), "email", sales, "reason", refusal(try.Reason)}
	switch causeOf(try) {
	case billing.CauseExpired:
		return words.T("[{method} has expired. ]Replace the card, or pay another way.", values...)
	case billing.CauseDeclined:
		return words.T("The bank declined[ {method}] and does not say why. Ask the bank, or pay another way; asking again the same day seldom helps.", values...)
	case billing.CauseFunds:
		return words.T("[{method} had too little money on it. ]Put some on it before the next try, or pay another way now.", values...)
	case billing.CauseProof:
		return words.T("[The bank of {method} asks for a confirmation that only you can give. ]Verify it: the payment leads to the bank's page.", values...)
	case billing.CauseRecurring:
		return words.T("[{method} refuses charges that nobody is present at. ]Make another card the default; this one can only be paid with by hand.", values...)
	case billing.CauseContract:
		return words.T("This is billed by contract, which the vendor's Sales sees to[: {email}]. A card does not settle it.", values...)
	case billing.CauseNoMethod:
		return words.T("There was no way to pay. Add a card, or top up the account balance, then pay.")
	case billing.CauseLowBalance:
		return words.T("The account balance was too low. Top it up, or add a card, then pay.")
	default:
		return words.T("The payment failed[: {reason}]. Pay another way, or replace the card.", values...)
	}
}

// byHand are payments of an invoice that somebody confirmed and that failed. Billing has
// them among the changes and not among the tries to collect it.
func byHand(i *billing.Invoice, changes []billing.Change) []billing.CollectionStep {
	if len(i.Attempts) == 0 {
		return nil
	}
	from, until := i.Attempts[0].At, time.Time{}
	if i.Status != billing.InvoiceOpen {
		until = i.Attempts[len(i.Attempts)-1].At
	}
	var all []billing.CollectionStep
	for _, c := range slices.Backward(changes) {
		ours := c.Kind == billing.OrderPayment && (c.InvoiceID == "" || c.InvoiceID == i.ID) && !c.At.Before(from) && (until.IsZero() || c.At.Before(until))
		if !ours {
			continue
		}
		made := &billing.PaymentAttempt{At: c.At, Reason: c.Params["reason"]}
		switch {
		case c.State == billing.ChangeRequiresAction, c.State == billing.ChangeRejected && c.Problem == billing.ProofMissing:
			made.Result = billing.PaymentNeedsProof
		case c.State == billing.ChangeRejected && c.Problem == billing.PaymentDeclined:
			made.Result = billing.PaymentRefused
		default:
			continue
		}
		all = append(all, billing.CollectionStep{At: c.At, ByHand: true, Made: made})
	}
	return all
}
