package sandbox

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The form's fields by name; whole is for what concerns none alone.
const (
	whole      = ""
	fNumber    = "number"
	fExpiry    = "expiry"
	fCVC       = "cvc"
	fName      = "name"
	fLine1     = "line1"
	fPostal    = "postal_code"
	fCity      = "city"
	fCountry   = "country"
	maxText    = 120
	farthest   = 30 // years that a card may still be good for
	yearPrefix = 2000
)

// typed is a form as it was sent. All of it but the expiry and the last four digits
// is read here and shown again with what is wrong, and by nothing that keeps anything.
type typed struct {
	number, expiry, cvc                    string
	name, line1, postalCode, city, country string
}

// problems are words about what was typed, by field.
type problems map[string]string

func readForm(in url.Values) typed {
	text := func(name string) string { return strings.TrimSpace(in.Get(name)) }
	return typed{
		number: strings.NewReplacer(" ", "", "-", "").Replace(text(fNumber)),
		expiry: strings.ReplaceAll(text(fExpiry), " ", ""),
		cvc:    text(fCVC),
		name:   text(fName), line1: text(fLine1), postalCode: text(fPostal), city: text(fCity), country: text(fCountry),
	}
}

// check judges a form by itself, and finds the test card that it is about.
func (t typed) check(now time.Time) (pending, testCard, problems) {
	found := problems{}
	say := func(field, words string) {
		if words != "" {
			found[field] = words
		}
	}
	card, words := checkNumber(t.number)
	say(fNumber, words)
	month, year, words := checkExpiry(t.expiry, now)
	say(fExpiry, words)
	say(fCVC, checkCVC(t.cvc, t.number))
	say(fName, checkText(t.name, "Type the name on the card."))
	say(fLine1, checkText(t.line1, "Type the street and house number."))
	say(fCity, checkText(t.city, "Type the city."))
	missing := "Type the postal code."
	if hasNoPostalCode(t.country) {
		missing = ""
	}
	say(fPostal, checkText(t.postalCode, missing))
	if countryName(t.country) == "" {
		say(fCountry, "Choose a country.")
	}
	if len(found) > 0 {
		return pending{}, card, found
	}
	last4 := t.number[len(t.number)-4:]
	return pending{ActsAs: card.actsAs, Brand: card.brand, Last4: last4, ExpMonth: month, ExpYear: year}, card, found
}

func checkNumber(digits string) (testCard, string) {
	switch {
	case digits == "":
		return testCard{}, "Type the card number."
	case !isDigits(digits, 12, 19):
		return testCard{}, "A card number has 12 to 19 digits."
	case !passesLuhn(digits):
		return testCard{}, "This card number is not right. Compare it with the card."
	}
	card, known := findTestCard(digits)
	if !known {
		return testCard{}, "This sandbox takes test cards only."
	}
	return card, ""
}

func checkExpiry(text string, now time.Time) (month, year int, words string) {
	const shape = "Type the month and the year, like 04/30."
	if text == "" {
		return 0, 0, shape
	}
	mm, yy, cut := strings.Cut(text, "/")
	if !cut && len(text) == 4 {
		mm, yy = text[:2], text[2:]
	}
	if !isDigits(mm, 1, 2) || !isDigits(yy, 2, 2) && !isDigits(yy, 4, 4) {
		return 0, 0, shape
	}
	month, _ = strconv.Atoi(mm) // digits, few of them
	year, _ = strconv.Atoi(yy)
	if year < 100 {
		year += yearPrefix
	}
	switch {
	case month < 1 || month > 12:
		return 0, 0, "The month is a number from 01 to 12."
	case !now.Before(endOf(month, year)):
		return 0, 0, "This card has expired."
	case year > now.Year()+farthest:
		return 0, 0, "The year is too far away. Compare it with the card."
	}
	return month, year, ""
}

func checkCVC(code, number string) string {
	switch {
	case code == "":
		return "Type the security code."
	case isAmex(number) && !isDigits(code, 4, 4):
		return "The security code has 4 digits, on the front of the card."
	case !isAmex(number) && !isDigits(code, 3, 3):
		return "The security code has 3 digits, on the back of the card."
	}
	return ""
}

// checkText judges a line of text; missing is what to say where there is none.
func checkText(text, missing string) string {
	switch {
	case text == "":
		return missing
	case utf8.RuneCountInString(text) > maxText:
		return "This is too long; " + strconv.Itoa(maxText) + " characters fit."
	case !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }):
		return "This holds characters that cannot be used here."
	}
	return ""
}

func isDigits(text string, least, most int) bool {
	if len(text) < least || len(text) > most {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}

// refusals are what to say, and at which field, when a bank refuses a card.
var refusals = map[string]struct{ field, words string }{
	"card_declined":      {whole, "The bank declined this card. Use another one, or ask the bank why."},
	"insufficient_funds": {whole, "The bank declined this card because there is too little money on it. Use another one."},
	"processing_error":   {whole, "The card could not be processed just now. Try again, or use another one."},
	"expired_card":       {fExpiry, "The bank says that this card has expired. Use another one."},
	"incorrect_cvc":      {fCVC, "The bank says that this is not the card's security code."},
	authenticationFailed: {whole, "The bank could not confirm that it was you, so the card was not saved. Try again, or use another one."},
}
