package words

import (
	"errors"
	"slices"
	"strings"

	"billfold/billing"
)

// noFreeSeat tells of people whom there are not enough seats for, where nobody is over
// them yet.
var noFreeSeat = telling{
	"There are not enough free seats[: {members} active members would share {limit}].", "", "Add seats, or deactivate members first.",
}

// hints are what billing says beside what cannot be taken.
var hints = []string{
	billing.HintEmail, billing.HintInvited, billing.HintMember, billing.HintDeactivated, billing.HintReactivate, billing.HintAccept,
	billing.HintName, billing.HintRole, billing.HintFirstName, billing.HintLastName, billing.HintCompany, billing.HintPhone,
	billing.HintCountry, billing.HintCity, billing.HintRegion, billing.HintPostalCode, billing.HintAddress, billing.HintVATID,
	billing.HintTaxID, billing.HintNoVATID, billing.HintPONumber, billing.HintRecipients, billing.HintRecipientTwice,
	billing.HintExpired, billing.HintDefault, billing.HintCard,
}

// Hint is how to correct what a problem says cannot be taken, to stand beside it; empty
// where it does not say.
func Hint(p *billing.Problem) string { return hint(p.Params) }

// HintOf is how to correct what an error says cannot be taken; empty where it does not say.
func HintOf(err error) string {
	if p, ok := errors.AsType[*billing.Problem](err); ok {
		return Hint(p)
	}
	return ""
}

func hint(params map[string]string) string {
	english, example := params["hint"], params["example"]
	if example != "" {
		english = strings.ReplaceAll(english, example, "{example}")
	}
	if !slices.Contains(hints, english) {
		return params["hint"]
	}
	return T(english, "example", example)
}
