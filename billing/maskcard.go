package billing

import (
	"regexp"
	"strings"
	"unicode"
)

// How many digits a card's number has, and how many of them may be told.
const (
	cardLeast = 13
	cardMost  = 19
	cardTold  = 4
)

// cutLeast is how long a group of digits is in which a card's number may begin or end:
// what is written without a space before or behind it, as +49, makes its group longer.
const cutLeast = 5

var (
	// digitRun is digits with whatever people and programs put between a card's groups.
	digitRun = regexp.MustCompile(`\p{Nd}(?:[\s\p{Z}\p{Pd}\p{Pc}\p{Cf}\p{M}./\\,|·•−]*\p{Nd})+`)
	// uuid is an id, of which no digit is a card's.
	uuid = regexp.MustCompile(`(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`)
	// isoDate is a day, with which no card's number begins.
	isoDate = regexp.MustCompile(`^(?:19|20)\d\d[-./](?:0[1-9]|1[0-2])[-./](?:0[1-9]|[12]\d|3[01])(?:\D|$)`)
)

// networks are how the numbers of those who issue cards begin, from and to, and how long
// they are.
var networks = []struct {
	from, to    string
	least, most int
}{
	{"1", "1", 15, 15},       // UATP
	{"2200", "2204", 16, 19}, // Mir
	{"2221", "2720", 16, 16}, // Mastercard
	{"300", "305", 14, 19},   // Diners Club, and those below
	{"309", "309", 14, 19},
	{"34", "34", 15, 15}, // American Express
	{"35", "35", 16, 19}, // JCB
	{"36", "36", 14, 19},
	{"37", "37", 15, 15},
	{"38", "39", 14, 19},
	{"4", "4", 13, 19},   // Visa
	{"50", "50", 13, 19}, // Maestro, Dankort
	{"51", "55", 16, 16}, // Mastercard
	{"56", "59", 13, 19},
	{"60", "61", 13, 19}, // Discover, Maestro, RuPay
	{"62", "62", 16, 19}, // UnionPay
	{"63", "69", 13, 19},
	{"81", "82", 16, 16},
	{"9792", "9792", 16, 16}, // Troy
}

// maskCards masks all numbers of cards in a text but their last digits.
func maskCards(text string) string {
	var b strings.Builder
	written := 0
	for _, id := range uuid.FindAllStringIndex(text, -1) {
		if strings.ContainsFunc(text[id[0]:id[1]], unicode.IsLetter) {
			b.WriteString(digitRun.ReplaceAllStringFunc(text[written:id[0]], maskRun) + text[id[0]:id[1]])
			written = id[1]
		}
	}
	return b.String() + digitRun.ReplaceAllStringFunc(text[written:], maskRun)
}

// cardDigit is a digit, where it stands in a run, and the group that it is in.
type cardDigit struct {
	value      byte // '0' to '9'
	from, to   int  // bytes of the run
	begin, end int  // of the group, in digits
}

// maskRun masks the numbers of cards in a run of digits. A number may stand in it beside
// others, a date before it, and some digits pass for a card's that are none; so all that
// could be one is masked, lest one of them hide what the real one is.
func maskRun(run string) string {
	digits := cardDigits(run)
	var b strings.Builder
	written, from, until := 0, 0, 0 // from and until are what overlaps so far
	flush := func() {
		if until > from {
			told := make([]byte, 0, cardTold)
			for _, d := range digits[until-cardTold : until] {
				told = append(told, d.value)
			}
			b.WriteString(run[written:digits[from].from] + masked + " " + string(told))
			written = digits[until-1].to
		}
	}
	for begin := range digits {
		end := cardAt(run, digits, begin, false)
		if end == 0 {
			continue
		}
		if begin >= until {
			flush()
			from = begin
		}
		until = max(until, end)
	}
	flush()
	return b.String() + run[written:]
}

func cardDigits(run string) []cardDigit {
	var all []cardDigit
	begin := 0
	for at, r := range run {
		if !unicode.IsDigit(r) {
			continue
		}
		d := cardDigit{value: digitOf(r), from: at, to: at + len(string(r))}
		if n := len(all); n > 0 && all[n-1].to != at {
			begin = n
		}
		d.begin = begin
		all = append(all, d)
	}
	for n := len(all) - 1; n >= 0; n-- {
		all[n].end = n + 1
		if n+1 < len(all) && all[n+1].begin == all[n].begin {
			all[n].end = all[n+1].end
		}
	}
	return all
}

// digitOf is a digit of any script as an ASCII one: they stand in tens.
func digitOf(r rune) byte {
	for _, table := range unicode.Nd.R16 {
		if r >= rune(table.Lo) && r <= rune(table.Hi) {
			return '0' + byte((r-rune(table.Lo))%10)
		}
	}
	for _, table := range unicode.Nd.R32 {
		if r >= rune(table.Lo) && r <= rune(table.Hi) {
			return '0' + byte((r-rune(table.Lo))%10)
		}
	}
	return '0'
}

// cardAt is where the longest number that could be a card's and begins at a digit ends; 0
// where there is none. Where it must be a network's, check digits alone do not make one.
func cardAt(run string, digits []cardDigit, begin int, networks bool) int {
	if digits[begin].value == '0' { // no card's does
		return 0
	}
	number := make([]byte, 0, cardMost)
	for _, d := range digits[begin:min(begin+cardMost, len(digits))] {
		number = append(number, d.value)
	}
	first := digits[begin]
	for n := len(number); n >= cardLeast; n-- {
		last := digits[begin+n-1]
		if !luhn(number[:n]) {
			continue
		}
		cutFirst, cutLast := first.begin != begin, last.end != begin+n
		switch {
		case cutFirst && first.end-first.begin < cutLeast, cutLast && last.end-last.begin < cutLeast:
		case (networks || cutFirst || cutLast) && !numbered(number[:n]):
		case !cutFirst && isoDate.MatchString(run[first.from:]):
		default:
			return begin + n
		}
	}
	return 0
}

// numbered tells whether a number begins as those of a network do, and is as long.
func numbered(number []byte) bool {
	for _, n := range networks {
		if start := string(number[:len(n.from)]); start >= n.from && start <= n.to && len(number) >= n.least && len(number) <= n.most {
			return true
		}
	}
	return false
}

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
