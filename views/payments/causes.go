package payments

import (
	"slices"
	"strings"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

// cause is a kind of reason for which a payment fails: what a person does about it
// follows from it.
type cause int

// The causes.
const (
	causeOther      cause = iota
	causeExpired          // the card's month is over
	causeDeclined         // its bank said no, and not why
	causeFunds            // too little money on it
	causeProof            // the bank asks for a proof that only the payer can give
	causeRecurring        // charged by hand only
	causeContract         // sales sees to it
	causeNoMethod         // there was no way to pay
	causeLowBalance       // of the account
)

// causes are the gateways' codes for a refusal, by what they mean.
var causes = map[string]cause{
	"expired_card": causeExpired, "card_declined": causeDeclined, "generic_decline": causeDeclined, "do_not_honor": causeDeclined,
	"insufficient_funds": causeFunds, "authentication_required": causeProof,
	"card_not_supported": causeRecurring, "transaction_not_allowed": causeRecurring, "recurring_not_allowed": causeRecurring,
	"revocation_of_authorization": causeRecurring, "revocation_of_all_authorizations": causeRecurring, "stop_payment_order": causeRecurring,
	string(billing.CustomContract): causeContract, string(billing.NoPaymentMethod): causeNoMethod, string(billing.InsufficientBalance): causeLowBalance,
}

// causeOf is why a try failed.
func causeOf(try *billing.PaymentAttempt) cause {
	if try.Result == billing.PaymentNeedsProof {
		return causeProof
	}
	return causes[try.Reason]
}

// refusal is why a card was declined, inside a sentence; a reason that this version does
// not know is told as the gateway writes it.
func refusal(code string) string {
	switch causes[code] {
	case causeFunds:
		return words.Reason("insufficient_funds")
	case causeDeclined:
		return words.T("its bank refused")
	case causeExpired:
		return words.T("it has expired")
	case causeProof:
		return words.T("its bank asks for a confirmation")
	case causeRecurring:
		return words.T("it takes no recurring charges")
	case causeContract:
		return words.T("the contract is with Sales")
	case causeLowBalance:
		return words.T("the account balance was too low")
	case causeNoMethod:
		return words.T("there was no way to pay")
	case causeOther:
	}
	return strings.ReplaceAll(code, "_", " ")
}

// because says why an open invoice is not paid yet, and what to do next.
func because(try *billing.PaymentAttempt, sales string) string {
	values := []string{"method", methodName(try.Method), "email", sales, "reason", refusal(try.Reason)}
	switch causeOf(try) {
	case causeExpired:
		return words.T("[{method} has expired. ]Replace the card, or pay another way.", values...)
	case causeDeclined:
		return words.T("The bank declined[ {method}] and does not say why. Ask the bank, or pay another way; asking again the same day seldom helps.", values...)
	case causeFunds:
		return words.T("[{method} had too little money on it. ]Put some on it before the next try, or pay another way now.", values...)
	case causeProof:
		return words.T("[The bank of {method} asks for a confirmation that only you can give. ]Verify it: the payment leads to the bank's page.", values...)
	case causeRecurring:
		return words.T("[{method} refuses charges that nobody is present at. ]Make another card the default; this one can only be paid with by hand.", values...)
	case causeContract:
		return words.T("This is billed by contract, which the vendor's Sales sees to[: {email}]. A card does not settle it.", values...)
	case causeNoMethod:
		return words.T("There was no way to pay. Add a card, or top up the account balance, then pay.")
	case causeLowBalance:
		return words.T("The account balance was too low. Top it up, or add a card, then pay.")
	case causeOther:
	}
	return words.T("The payment failed[: {reason}]. Pay another way, or replace the card.", values...)
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
