package billing

import (
	"regexp"
	"strings"
	"unicode"
)

// masked stands for what must not be told to anybody.
const masked = "••••"

// secretNames are what a password or its like is called before it is told.
const secretNames = `password|passwd|passphrase|passcode|passwort|kennwort|kennung|pwd|pw|pass|secret|token|api[ _-]?key|pin|tan`

// codeNames are what a card's security code is called.
const codeNames = `cvc2?|cvv2?|cvn|csc|security code|card code|sicherheitscode|prüfnummer|prüfziffer|kartenprüfnummer`

var (
	// ibanStart is how an IBAN begins: a country and two check digits.
	ibanStart = regexp.MustCompile(`(?i)\b[a-z]{2}\d{2}[\p{Zs}\p{Pd}]?[a-z0-9]`)
	// securityCode is three or four digits that are called a card's security code.
	securityCode = regexp.MustCompile(`(?i)(\b(?:` + codeNames + `)\b(?:\s+(?:is|ist|lautet|was|war|number|no|nr|code|` + codeNames + `)\b|[\s:=#.()\p{Pd}]|\(\w+\))*)\d{3,4}\b`)
	// password is a word after something that announces a secret.
	password = regexp.MustCompile(`(?i)((?:\b|_)(?:` + secretNames + `)\b(?:\s*[:=]\s*|\s+(?:is|ist|lautet|was|war)[\s:]+))("[^"\n]*"|'[^'\n]*'|„[^“\n]*“|“[^”\n]*”|[^\s,;]+)`)
	// passwordBeside is a word that may be one and stands right after what announces a
	// secret; it is where there is a digit in it, as in no word that goes on in the sentence.
	passwordBeside = regexp.MustCompile(`(?i)((?:\b|_)(?:` + secretNames + `)[ \t]+(?:\p{Pd}[ \t]+)?)([^\s,;:=]{4,})`)
	// noPassword are words that say something of a password and are none.
	noPassword = []string{"not", "wrong", "no", "incorrect", "expired", "invalid", "right", "correct", "nicht", "falsch", "richtig", "abgelaufen", "ungültig"}
)

// MaskSecrets is a text without what pays or lets somebody in: numbers of cards, of which
// the last four digits stay, security codes, IBANs and passwords. It knows them by their
// check digits and by what they are called, and would rather mask too much: a reference
// that happens to pass for a card's number is masked too.
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
	text = passwordBeside.ReplaceAllStringFunc(text, func(found string) string {
		parts := passwordBeside.FindStringSubmatch(found)
		if !strings.ContainsFunc(parts[2], unicode.IsDigit) {
			return found
		}
		return parts[1] + masked
	})
	return maskCards(maskIBANs(text))
}

// How many signs an IBAN has: Norway's are the shortest, Saint Lucia's and Malta's among
// the longest.
const (
	ibanLeast = 15
	ibanMost  = 34
	ibanGroup = 4 // as they are written
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

// ibanLength is how many bytes of a text are an IBAN that it begins with, or 0. Between
// dashes there are four signs, and at its end no more, as in no id.
func ibanLength(text string) int {
	var signs []rune
	length, group, dashed := 0, 0, false
	for i, r := range text {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) && (!dashed || group < ibanGroup):
			signs, group = append(signs, unicode.ToUpper(r)), group+1
		case unicode.Is(unicode.Pd, r) && group == ibanGroup:
			group, dashed = 0, true
			continue
		case unicode.Is(unicode.Zs, r):
			group = 0
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
