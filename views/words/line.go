package words

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Line describes an invoice line: "Unused time on Team, 50 seats", "Business,
// 50 seats, until 1 Dec".
func (p Printer) Line(l billing.Line) string {
	what := p.billed(l)
	switch l.Code {
	case billing.LineUnusedTime:
		return T("Unused time on {what}", "what", what)
	case billing.LineRestOfPeriod:
		return T("{what}, until {day}", "what", what, "day", p.DayMonth(l.Period.End))
	case billing.LineFullPeriod, billing.LinePack:
		return what
	case billing.LineTopUp:
		return T("Funds for the account balance")
	case billing.LineUsage:
		return T("{what} beyond what is included", "what", what)
	case billing.LineGoodwill:
		return sayWith("Goodwill[: {reason}]", l.Params)
	default:
		return what
	}
}

// billed is the item and the quantity of it that a line bills.
func (p Printer) billed(l billing.Line) string {
	name := l.Params["name"]
	if name == "" {
		return Item(l.Item)
	}
	kind, id, _ := strings.Cut(string(l.Item), ":")
	switch kind {
	case string(billing.ItemSeats):
		return list([]string{name, p.Seats(int(l.Quantity.IntPart()))})
	case "addon":
		if l.Quantity.Equal(decimal.NewFromInt(1)) {
			return name
		}
		return T("{n} × {name}", "n", p.Number(l.Quantity), "name", name)
	case "volume", "meter":
		return T("{n} {name}", "n", p.Number(l.Quantity), "name", counted(id))
	default:
		return name
	}
}

// piece is a number or one sign of docs/formats.md's arithmetic.
var piece = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?|min|[-+*/(),]`)

// product is a parenthesis around nothing but a product, not divided by: it says
// nothing that the eye does not see without it.
var product = regexp.MustCompile(`(^|[^n/])\(([0-9.*]+)\)`)

// Arithmetic is a line's arithmetic for the eye: "50 × 18.00 × 825,473 s ÷
// 2,592,000 s = 286.62".
func (p Printer) Arithmetic(l billing.Line) string {
	signs := map[string]string{
		"*": " × ", "/": " ÷ ", "+": " + ", "-": "–", "(": "(", ")": ")", ",": "; ", "min": T("the lesser of "),
	}
	tokens := piece.FindAllString(product.ReplaceAllString(l.Arithmetic, "$1$2"), -1)
	var b strings.Builder
	for i, t := range tokens {
		if sign, ok := signs[t]; ok {
			b.WriteString(sign)
			continue
		}
		if isShare(l, tokens, i) || isShare(l, tokens, i-2) {
			b.WriteString(T(unit(l), "n", p.number(t)))
			continue
		}
		b.WriteString(p.number(t))
	}
	return b.String() + " = " + p.Amount(l.Amount)
}

// isShare tells whether the share of the period that is left begins at a token.
func isShare(l billing.Line, tokens []string, at int) bool {
	return at >= 0 && at+2 < len(tokens) && l.Params["left"] != "" &&
		tokens[at] == l.Params["left"] && tokens[at+1] == "/" && tokens[at+2] == l.Params["of"]
}

// unit is the sentence for a number of what the period is divided into.
func unit(l billing.Line) string {
	if l.Params["unit"] == string(billing.ProrateDays) {
		return "{n} d"
	}
	return "{n} s"
}

// Explanation says in words what a line's arithmetic does: "9 d 13 h 17 min 53 s
// of 30 days are left. Rounded once, half away from zero: 286.62."
func (p Printer) Explanation(l billing.Line, r money.Rounding) string {
	var sentences []string
	if share := p.share(l); share != "" {
		sentences = append(sentences, share)
	}
	if off := p.reduction(l); off != "" {
		sentences = append(sentences, off)
	}
	if used := p.used(l); used != "" {
		sentences = append(sentences, used)
	}
	rounded := T("Rounded once, half away from zero: {amount}.", "amount", p.Amount(l.Amount))
	if r == money.HalfEven {
		rounded = T("Rounded once, half to the even neighbour: {amount}.", "amount", p.Amount(l.Amount))
	}
	return strings.Join(append(sentences, rounded), " ")
}

// reduction says what is off a line's price.
func (p Printer) reduction(l billing.Line) string {
	if off, err := decimal.NewFromString(l.Params["percent_off"]); err == nil {
		return T("{percent} is off.", "percent", p.Percent(off.Shift(-2)))
	}
	if off, err := decimal.NewFromString(l.Params["amount_off"]); err == nil {
		return T("{amount} is off a whole period.", "amount", p.Amount(money.New(off, l.Amount.Currency())))
	}
	return ""
}

// used says how usage came to be billed.
func (p Printer) used(l billing.Line) string {
	if l.Code != billing.LineUsage {
		return ""
	}
	read := func(name string) string {
		if d, err := decimal.NewFromString(l.Params[name]); err == nil {
			return p.Number(d)
		}
		return l.Params[name]
	}
	if l.Params["state"] == string(billing.UsageInProgress) {
		return T("{used} used so far, {included} of them included.", "used", read("used"), "included", read("included"))
	}
	return T("{used} used, {included} of them included.", "used", read("used"), "included", read("included"))
}

func (p Printer) share(l billing.Line) string {
	left, err := strconv.ParseInt(l.Params["left"], 10, 64)
	if err != nil {
		return ""
	}
	of, err := strconv.ParseInt(l.Params["of"], 10, 64)
	if err != nil {
		return ""
	}
	if l.Params["unit"] == string(billing.ProrateDays) {
		return T("{left} of {of} are left.", "left", p.days(left), "of", p.days(of))
	}
	return T("{left} of {of} are left.", "left", exactly(left), "of", p.length(of))
}

func (p Printer) days(n int64) string {
	return N(int(n), "{n} day", "{n} days", "n", p.Count(n))
}

// length is a whole number of days where it is one, as periods nearly always are.
func (p Printer) length(seconds int64) string {
	const day = int64(24 * time.Hour / time.Second)
	if seconds%day == 0 {
		return p.days(seconds / day)
	}
	return exactly(seconds)
}

// units are those that a duration is told in, the greatest first.
var units = []struct {
	seconds int64
	english string
}{{86400, "{n} d"}, {3600, "{n} h"}, {60, "{n} min"}, {1, "{n} s"}}

// exactly is a duration to the second: "9 d 13 h 17 min 53 s".
func exactly(seconds int64) string {
	var parts []string
	for _, u := range units {
		if n := seconds / u.seconds; n > 0 {
			parts = append(parts, T(u.english, "n", strconv.FormatInt(n, 10)))
		}
		seconds %= u.seconds
	}
	if len(parts) == 0 {
		return T("{n} s", "n", "0")
	}
	return strings.Join(parts, " ")
}
