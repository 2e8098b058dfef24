// Package words is the one place that makes words for people, on the screen and
// in the terminal: problems, notices, invoice lines and their arithmetic, terms,
// money, numbers, dates and ages. Everything is a pure function of its
// arguments; time is passed in.
package words

import (
	"regexp"
	"strings"
	"time"
)

// Printer makes words for one reader. The zero value writes English patterns of
// numbers, and times in UTC.
type Printer struct {
	Locale Locale
	Zone   *time.Location // nil is UTC
	// Follow, where there is one, says the zone instead, each time anew: an account's is
	// another with another account. A nil zone is UTC.
	Follow func() *time.Location
}

// T is a sentence in the language that is spoken, with its params, which come in
// pairs of name and value. The English sentence is its own key; a part of it in
// [brackets] is left out where one of its params is empty.
func T(english string, params ...string) string {
	return sayWith(english, paired(params))
}

// N is T for a sentence about a number of things. The sentence for other numbers
// than one is the key of both.
func N(n int, one, other string, params ...string) string {
	return fill(current.Load().number(n, one, other), paired(params))
}

func paired(params []string) map[string]string {
	values := make(map[string]string, len(params)/2)
	for i := 0; i+1 < len(params); i += 2 {
		values[params[i]] = params[i+1]
	}
	return values
}

func sayWith(english string, values map[string]string) string {
	if english == "" {
		return ""
	}
	return fill(current.Load().translate(english), values)
}

var (
	optional    = regexp.MustCompile(`\[[^\]]*\]`)
	placeholder = regexp.MustCompile(`\{[a-z_]+\}`)
)

// fill puts values into {name} and drops a part in [brackets] that misses one,
// because a problem from elsewhere may know less than the sentence could say.
func fill(sentence string, values map[string]string) string {
	sentence = optional.ReplaceAllStringFunc(sentence, func(part string) string {
		for _, name := range placeholder.FindAllString(part, -1) {
			if values[strings.Trim(name, "{}")] == "" {
				return ""
			}
		}
		return part[1 : len(part)-1]
	})
	var b strings.Builder
	from := 0
	for _, at := range placeholder.FindAllStringIndex(sentence, -1) {
		value := values[sentence[at[0]+1:at[1]-1]]
		if strings.HasPrefix(sentence[at[1]:], ".") {
			value = strings.TrimSuffix(value, ".") // an abbreviation's point ends the sentence too
		}
		b.WriteString(sentence[from:at[0]] + value)
		from = at[1]
	}
	return b.String() + sentence[from:]
}
