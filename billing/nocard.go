package billing

import (
	"strings"
	"unicode"
)

// HintCard is said beside a text that has a card's number in it.
const HintCard = "a card number does not belong here"

// How long the numbers are that could be a card's and are something else.
const (
	longestPhone = 15 // digits, with the country's (ITU-T E.164)
	longCard     = 16 // digits, of which tax IDs are rarely
)

// CheckReason refuses a reason with a card's number in it, which records and exports
// would keep for good: a Problem invalid_request whose field is "reason".
func CheckReason(reason string) error {
	if holdsCard(reason) {
		return holdingCard("reason", reason)
	}
	return nil
}

// holdingCard is the refusal of a field, which does not repeat the number.
func holdingCard(field, value string) *Problem {
	return NewProblem(InvalidRequest, "field", field, "value", MaskSecrets(value), "hint", HintCard)
}

// holdsCard tells whether a text has a number in it that is as a network's cards are
// numbered. It would rather let one through than refuse an order's number, so that it
// finds fewer than MaskSecrets.
func holdsCard(text string) bool {
	text = uuid.ReplaceAllString(text, " - ")
	for _, run := range digitRun.FindAllString(text, -1) {
		digits := cardDigits(run)
		for begin := range digits {
			if cardAt(run, digits, begin, true) > 0 {
				return true
			}
		}
	}
	return false
}

// phoneIsCard tells whether a card's number was given for a phone's. What begins as phones
// do, with a plus or a zero, and is no longer than they are, is one whatever its digits.
func phoneIsCard(phone string) bool {
	return (digitsIn(phone) > longestPhone || !strings.HasPrefix(phone, "+") && !strings.HasPrefix(strings.TrimLeft(phone, "("), "0")) &&
		holdsCard(phone)
}

// taxIDIsCard tells whether a card's number was given for a tax ID. Those of 15 digits
// are many countries' (Saudi Arabia's begin as a card's do), and Indonesia's have 16.
func taxIDIsCard(id, country string) bool {
	return digitsIn(id) == len(id) && len(id) >= longCard && country != "ID" && holdsCard(id)
}

func digitsIn(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
