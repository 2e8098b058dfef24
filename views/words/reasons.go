package words

import (
	"slices"

	"billfold/billing"
)

// Refusal is why a payment did not go through, by the gateway's code: "Insufficient
// funds".
func Refusal(code string) string { return named(refusals, billing.CauseOf(code)) }

// Reason is why something went wrong, or how it is done right, inside a sentence: a
// code, or what a part of the program that makes no words for people says in English.
func Reason(said string) string {
	if slices.Contains(phrases, said) {
		return T(said)
	}
	if english, ok := declines[billing.CauseOf(said)]; ok {
		return T(english)
	}
	return within(setups, said)
}

var refusals = map[billing.Cause]string{
	billing.CauseFunds: "Insufficient funds", billing.CauseDeclined: "Card declined", billing.CauseExpired: "Card expired",
	billing.CauseVoided: "Withdrawn", billing.CauseProof: "Needs your bank's confirmation", billing.CauseRecurring: "Takes no recurring charges",
	billing.CauseContract: "Billed by contract", billing.CauseNoMethod: "No way to pay", billing.CauseLowBalance: "Account balance too low",
}

// declines are refusals inside a sentence.
var declines = map[billing.Cause]string{
	billing.CauseFunds: "insufficient funds", billing.CauseDeclined: "card declined",
	billing.CauseExpired: "card expired", billing.CauseVoided: "withdrawn",
}

// setups are how the adding of a card ended, inside a sentence.
var setups = map[string]string{
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
