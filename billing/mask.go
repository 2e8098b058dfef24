package billing

import (
	"regexp"
	"strings"
	"unicode"
)

// masked stands for what must not be told to anybody.
const masked = "••••"

// How many digits a card's number has, and how many of them may be told.
const (
	cardLeast = 13
	cardMost  = 19
	cardTold  = 4
)

var (
	// digitRun is digits with single signs between them, as cards have them printed.
	digitRun = regexp.MustCompile(`\d(?:[ .\-\x{00a0}\x{2009}\x{202f}]?\d)+`)
	// ibanStart is how an IBAN begins: a country and two check digits.
	ibanStart = regexp.MustCompile(`(?i)\b[a-z]{2}\d{2}[ \x{00a0}]?[a-z0-9]`)
	// securityCode is three or four digits that are called a card's security code.
	securityCode = regexp.MustCompile(`(?i)(\b(?:cvc2?|cvv2?|cvn|csc|security code|card code|sicherheitscode|prüfnummer|prüfziffer|kartenprüfnummer)\b(?:\s+(?:is|ist|lautet|was|war))?[\s:=#.-]*)\d{3,4}\b`)
	// password is a word after something that announces a secret.
	password = regexp.MustCompile(`(?i)(\b(?:password|passwd|passphrase|passcode|passwort|kennwort|pin|tan)\b(?:\s*[:=]\s*|\s+(?:is|ist|lautet|was|war)[\s:]+))("[^"\n]*"|'[^'\n]*'|„[^“\n]*“|“[^”\n]*”|[^\s,;]+)`)
	// noPassword are words that say something of a password and are none.
	noPassword = []string{"not", "wrong", "no", "incorrect", "expired", "invalid", "right", "correct", "nicht", "falsch", "richtig", "abgelaufen", "ungültig"}
)

// MaskSecrets is a text without what pays or lets somebody in: numbers of cards, of which
// the last four digits stay, security codes, IBANs and passwords. It knows them by their
// check digits and by what they are called, and would rather mask too much.
func MaskSecrets(text string) string {
	text = securityCode.ReplaceAllString(text, "${1}"+masked)
	text = password.ReplaceAllStringFunc(text, func(found string) string {
		parts := password.FindStringSubmatch(found)
		for _, word := range noPassword {
			if strings.EqualFold(strings.TrimRight(parts[2], ".!?"), word) {
				return found
			}
		}
		return parts[1] + masked
	})
	return digitRun.ReplaceAllStringFunc(maskIBANs(text), maskCards)
}

// maskCards masks the numbers of cards in a run of digits. A number may stand in it beside
// others, as a reference before it, but begins and ends where a group of digits does: a
// tenth of all numbers would pass for a card's somewhere in their middle.
func maskCards(run string) string {
	var digits []byte
	var at []int // of each digit in the run
	for i := 0; i < len(run); i++ {
		if isDigit(run[i]) {
			digits, at = append(digits, run[i]), append(at, i)
		}
	}
	begins := func(i int) bool { return i == 0 || at[i] > at[i-1]+1 }
	var b strings.Builder
	written := 0
	for from := 0; from+cardLeast <= len(digits); from++ {
		for n := min(cardMost, len(digits)-from); n >= cardLeast; n-- {
			until := from + n
			if !begins(from) || until < len(digits) && !begins(until) || !luhn(digits[from:until]) {
				continue
			}
			b.WriteString(run[written:at[from]] + masked + " " + string(digits[until-cardTold:until]))
			written = at[until-1] + 1
			from = until - 1
			break
		}
	}
	return b.String() + run[written:]
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// luhn tells whether the last of some digits is the check digit of the others.
func luhn(digits []byte) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			d *= 2
			if d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// How many signs an IBAN has: Norway's are the shortest, Saint Lucia's and Malta's among
// the longest.
const (
	ibanLeast = 15
	ibanMost  = 34
)

func maskIBANs(text string) string {
	var b strings.Builder
	for {
		found := ibanStart.FindStringIndex(text)
		if found == nil {
			return b.String() + text
		}
		b.WriteString(text[:found[0]])
		text = text[found[0]:]
		length := ibanLength(text)
		if length == 0 { // no IBAN begins here; one may a sign further
			b.WriteString(text[:1])
			text = text[1:]
			continue
		}
		b.WriteString(text[:2] + masked)
		text = text[length:]
	}
}

// ibanLength is how many bytes of a text are an IBAN that it begins with, or 0.
func ibanLength(text string) int {
	var signs []rune
	length := 0
	for i, r := range text {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			signs = append(signs, unicode.ToUpper(r))
		case r == ' ' || r == '\u00a0':
			continue
		default:
			return length
		}
		end := i + 1
		if n := len(signs); n > ibanMost {
			return length
		} else if n >= ibanLeast && ibanChecks(signs) && endsWord(text[end:]) {
			length = end
		}
	}
	return length
}

// endsWord tells whether a word is over before a text.
func endsWord(rest string) bool {
	for _, r := range rest {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	return true
}

// ibanChecks tells whether signs are an IBAN by its check digits (ISO 7064, mod 97-10).
func ibanChecks(signs []rune) bool {
	rest := 0
	for i := range signs {
		r := signs[(i+4)%len(signs)]
		if unicode.IsDigit(r) {
			rest = (rest*10 + int(r-'0')) % 97
		} else {
			rest = (rest*100 + int(r-'A') + 10) % 97
		}
	}
	return rest == 1
}
