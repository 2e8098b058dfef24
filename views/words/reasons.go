package words

import (
	"slices"

	"billfold/billing"
)

// Refusal is why a payment did not go through, by the gateway's code: "Insufficient
// funds".
func Refusal(code string) string { return named(refusals, code) }

// Reason is why something went wrong, or how it is done right, inside a sentence: a
// code, or what a part of the program that makes no words for people says in English.
func Reason(said string) string {
	if slices.Contains(phrases, said) {
		return T(said)
	}
	return within(reasons, said)
}

var refusals = map[string]string{
	"insufficient_funds": "Insufficient funds", "card_declined": "Card declined", "generic_decline": "Card declined",
	"do_not_honor": "Card declined", "expired_card": "Card expired", "voided": "Withdrawn",
	"authentication_required": "Needs your bank's confirmation",
	"card_not_supported":      "Takes no recurring charges", "transaction_not_allowed": "Takes no recurring charges",
	"recurring_not_allowed": "Takes no recurring charges", "stop_payment_order": "Takes no recurring charges",
	"revocation_of_authorization": "Takes no recurring charges", "revocation_of_all_authorizations": "Takes no recurring charges",
	string(billing.CustomContract): "Billed by contract", string(billing.NoPaymentMethod): "No way to pay",
	string(billing.InsufficientBalance): "Account balance too low",
}

// reasons are of the gateway, and how the adding of a card ended.
var reasons = map[string]string{
	"insufficient_funds": "insufficient funds", "card_declined": "card declined",
	"expired_card": "card expired", "voided": "withdrawn",
	"open": "not finished yet", "canceled": "canceled", "expired": "the page was open for too long",
}

// phrases are said elsewhere in English. One that is said there and not here stays
// English.
var phrases = []string{
	"nobody typed one in time",
	"no browser could be opened",
	"no answer",
	"the issuer's answer is not its own",
	"the answer belongs to another sign-in",
	"an error without a name",

	"its full name cannot be found",
	"this account has no home directory",
	"its preferences cannot be read",
	"its log cannot be written",
	"it is not a directory",
	"it may not be read or written",
	"it is on a read-only disk",
	"it cannot be read or written",
	"it belongs to somebody else",
	"others may write to it",

	"the disk is full",
	"its name is too long",
	"there is no such folder",
	"a folder has that name",

	"an address looks like https://billing.example.com",
	"an address has no name, password, query or fragment",
	"plain http is for this machine only; use https",
	"give either --server or --demo",
	"a file of certificates in PEM",
}
