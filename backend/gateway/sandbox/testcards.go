package sandbox

import "strings"

// Tokens of payment methods that are always there, each of a published test
// card. A card that was added on the page has a token of its own and acts as
// one of these when it is charged.
const (
	CardOK                = "card_ok"                 // 4242 4242 4242 4242
	CardDeclined          = "card_declined"           // 4000 0000 0000 0341
	CardInsufficientFunds = "card_insufficient_funds" // as 4000 0000 0000 9995, had it been added
	CardRequiresAction    = "card_requires_action"    // 4000 0027 6000 3184
)

// The brands that the test cards are of.
const (
	visa       = "Visa"
	mastercard = "Mastercard"
	amex       = "American Express"
)

// testCard is a published number and what becomes of it.
type testCard struct {
	Number  string // as it is printed, in groups
	Does    string
	brand   string
	refusal string // why it cannot be added; else empty
	proof   bool   // its bank asks for proof before it is added
	actsAs  string // how it is charged afterwards
}

// testCards are the only numbers that are taken here, as Stripe publishes them.
var testCards = []testCard{
	{Number: "4242 4242 4242 4242", Does: "Visa that works", brand: visa, actsAs: CardOK},
	{Number: "5555 5555 5555 4444", Does: "Mastercard that works", brand: mastercard, actsAs: CardOK},
	{Number: "3782 822463 10005", Does: "American Express that works", brand: amex, actsAs: CardOK},
	{Number: "4000 0025 0000 3155", Does: "Asks for proof now, never again", brand: visa, proof: true, actsAs: CardOK},
	{Number: "4000 0027 6000 3184", Does: "Asks for proof at every payment", brand: visa, actsAs: CardRequiresAction},
	{Number: "4000 0000 0000 0341", Does: "Is saved, then declined when charged", brand: visa, actsAs: CardDeclined},
	{Number: "4000 0000 0000 0002", Does: "Is declined", brand: visa, refusal: "card_declined"},
	{Number: "4000 0000 0000 9995", Does: "Has too little money", brand: visa, refusal: "insufficient_funds"},
	{Number: "4000 0000 0000 0069", Does: "Has expired, says its bank", brand: visa, refusal: "expired_card"},
	{Number: "4000 0000 0000 0127", Does: "Has another security code", brand: visa, refusal: "incorrect_cvc"},
	{Number: "4000 0000 0000 0119", Does: "Cannot be processed", brand: visa, refusal: "processing_error"},
}

// findTestCard looks a number up, which is digits alone.
func findTestCard(digits string) (testCard, bool) {
	for _, card := range testCards {
		if strings.ReplaceAll(card.Number, " ", "") == digits {
			return card, true
		}
	}
	return testCard{}, false
}

// isAmex tells whether a number is American Express's, whose security code has
// four digits.
func isAmex(digits string) bool {
	return strings.HasPrefix(digits, "34") || strings.HasPrefix(digits, "37")
}

// passesLuhn tells whether a number's last digit is the one that its others ask for.
func passesLuhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return sum%10 == 0
}
